/**
 * The copies that a person's own device keeps of one open plan, and what becomes of words that the server does not take:
 * they are put aside for the person, on any device, so that the plan can be shown as the server has it [A5].
 */
import type { ErrorCode } from '#shared/errors.ts'
import { audienceOf } from '#shared/journal/audience.ts'
import { dropCopy } from './device-store/copies.ts'
import { chosenDevice } from './device-store/device-choice.ts'
import { setDraftsAside } from './device-store/kept-draft.ts'
import type { PlanCopies } from './device-store/plan-copies.ts'
import { putAside } from './device-store/refused-words.ts'
import { lockIfOwn, slotOf } from './device-store/vault.ts'
import type { PartConnection } from './part-connection.ts'
import { tellRenewed } from './renewals.ts'

/** Every plan that is open, or still has words to send. */
const openOnes = new Set<SessionCopies>()

/** The end of a connection when rights change. What waits may still be right under the new ones. */
const rightsCodes: readonly ErrorCode[] = ['not-allowed', 'not-found']
/** By then the page has asked what this person may do now, and has opened the plan anew where that is something else. */
const retryMs = 3000
const lookAgainMs = 200

export class SessionCopies {
  readonly #copies: PlanCopies
  readonly #connections: readonly PartConnection[]
  /** Connections that ended with their rights: whether they were tried again by now. */
  readonly #askedAgain = new Map<PartConnection, boolean>()
  readonly #aside = new Map<PartConnection, { changes: number; source: string }>()
  /** Parts that the server has renewed. */
  readonly #renewed = new Set<PartConnection>()
  #isLocked = false

  constructor(copies: PlanCopies, connections: readonly PartConnection[]) {
    this.#copies = copies
    this.#connections = connections
    const writable = connections.filter(({ canWrite }) => canWrite).map(({ partId }) => partId)
    // Before any copy is read: what is in one that may not be sent any more would be refused.
    copies.sendOnly(writable)
    for (const connection of connections) {
      connection.subscribe(() => {
        // It fails where the device is wiped meanwhile: then there is nothing to renew.
        if (connection.isConnected && connection.hasSynced) void this.#renew().catch(() => undefined)
        if (connection.obstacle?.isFinal === true) this.#ended(connection, connection.obstacle.code)
      })
      // Not where the server has ended it: what this person may keep of the part is not known then.
      connection.copy.onLost = () => connection.obstacle?.isFinal === true || void this.keep()
      connection.doc.on('destroy', () => openOnes.delete(this))
    }
    void setOpenPlanAside(copies.planId, writable)
    openOnes.add(this)
  }

  get planId(): string {
    return this.#copies.planId
  }

  /** Begins to keep copies of the parts that have none. */
  async keep(): Promise<void> {
    const without = this.#connections.filter(({ copy }) => !copy.isKept && !copy.isSetAside)
    await Promise.all(without.map((connection) => connection.keep(this.#copies.openIfWanted(connection.partId))))
  }

  /** Keeps nothing from now on. What was kept is for the caller to remove. */
  stop(): void {
    for (const connection of this.#connections) connection.copy.stop()
  }

  /** Other rights have come: words for parts that this person may write in no more are put aside. */
  async setAsideBut(writable: readonly string[]): Promise<void> {
    const others = this.#connections.filter(({ partId }) => !writable.includes(partId))
    await Promise.all(others.map((connection) => this.#setAside(connection)))
  }

  #ended(connection: PartConnection, code: ErrorCode): void {
    if (code === 'signed-out') return void this.#lock()
    if (code === 'part-renewed') return void this.#beginAnew(connection)
    const isAskedAgain = this.#askedAgain.get(connection)
    if (!rightsCodes.includes(code) || isAskedAgain === true) return void this.#setAside(connection)
    if (isAskedAgain === false) return
    this.#askedAgain.set(connection, false)
    setTimeout(() => {
      if (connection.doc.isDestroyed || connection.copy.isSetAside) return
      this.#askedAgain.set(connection, true)
      connection.retry()
    }, retryMs)
  }

  /** Again where more was written since: the page may show a field for a moment longer. */
  async #setAside(connection: PartConnection): Promise<void> {
    const { copy, partId, waiting } = connection
    const before = this.#aside.get(connection)
    if (waiting === 0 || waiting === before?.changes) return
    const refused = { partId, changes: waiting, words: copy.unsentWords, source: before?.source ?? crypto.randomUUID() }
    this.#aside.set(connection, refused)
    if (before === undefined) copy.setAside()
    const { planId, memberId } = this.#copies
    const isSafe = await putAside({ planId, memberId }, refused)
    if (isSafe && chosenDevice() === 'own') await dropCopy(slotOf(memberId, partId)).catch(() => undefined)
  }

  /**
   * Something was erased for good: what is here of the part from before goes from memory and from this device, and the page
   * opens it again. Words that were never sent are put aside for the person.
   */
  async #beginAnew(connection: PartConnection): Promise<void> {
    if (this.#renewed.has(connection)) return
    this.#renewed.add(connection)
    await this.#setAside(connection)
    connection.copy.stop()
    if (chosenDevice() === 'own') await dropCopy(slotOf(this.#copies.memberId, connection.partId)).catch(() => undefined)
    // All parts open again together, so what is on its way to others must have arrived.
    const others = this.#connections.filter((other) => !this.#renewed.has(other))
    while (others.some(({ unkept, doc }) => unkept > 0 && !doc.isDestroyed)) await new Promise((resolve) => setTimeout(resolve, lookAgainMs))
    if (!connection.doc.isDestroyed) tellRenewed()
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

/** The words of a plan that is open, or was a moment ago, but for parts that this person may still write in. */
export async function setOpenPlanAside(planId: string, writable: readonly string[] = []): Promise<void> {
  const ones = [...openOnes].filter((one) => one.planId === planId)
  await Promise.all([
    ...ones.map((one) => one.setAsideBut(writable)),
    // A note that is not saved yet belongs to the notes.
    ...(writable.some((partId) => audienceOf(partId) !== null) ? [] : [setDraftsAside(planId)]),
  ])
}
