/** The copies that a person's own device keeps of one open plan. */
import type { PlanCopies } from './device-store/plan-copies.ts'
import { lockIfOwn } from './device-store/vault.ts'
import type { PartConnection } from './part-connection.ts'

export class SessionCopies {
  readonly #copies: PlanCopies
  readonly #connections: readonly PartConnection[]
  #isLocked = false

  constructor(copies: PlanCopies, connections: readonly PartConnection[]) {
    this.#copies = copies
    this.#connections = connections
    for (const connection of connections) {
      connection.subscribe(() => {
        if (connection.isConnected && connection.hasSynced) void this.#renew()
        if (connection.obstacle?.code === 'signed-out') void this.#lock()
      })
    }
  }

  /** Begins to keep copies of the parts that have none. */
  async keep(): Promise<void> {
    const without = this.#connections.filter(({ copy }) => !copy.isKept)
    await Promise.all(without.map((connection) => connection.keep(this.#copies.openIfWanted(connection.partId))))
  }

  /** Keeps nothing from now on. What was kept is for the caller to remove. */
  stop(): void {
    for (const connection of this.#connections) connection.copy.stop()
  }

  /** Signed out elsewhere: what is kept stays, and opens again after signing in. */
  async #lock(): Promise<void> {
    if (this.#isLocked) return
    this.#isLocked = true
    await lockIfOwn()
  }

  /** The server has answered: leases begin anew, and other rights bring other keys. */
  async #renew(): Promise<void> {
    if (!(await this.#copies.renew(this.#isLocked))) return
    this.#isLocked = false
    for (const { copy, partId } of this.#connections) {
      const key = await this.#copies.newestKey(partId)
      if (key !== null) copy.changeKey(key)
    }
    await this.keep()
  }
}
