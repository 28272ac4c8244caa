/** Gets the copies of one plan open: with the keys on this device, or else with those that the server gives. */
import type { DeviceKeys } from '#shared/plan/api.ts'
import { hasCode } from '../../http/error-words.ts'
import { request } from '../../http/request.ts'
import { waitingIn } from './copies.ts'
import { canKeepCopies, chosenDevice } from './device-choice.ts'
import { openDevice } from './device-database.ts'
import { PartStore } from './part-store.ts'
import { dropUngiven, setAsideCopy } from './unsent-words.ts'
import { keepKeys, keyFor, lockIfOwn, slotOf, type VaultKey } from './vault.ts'
import { revokePlan } from './wipe.ts'

const hourMs = 3_600_000
const minuteMs = 60_000

export class PlanCopies {
  readonly planId: string
  readonly memberId: string
  /** The parts whose changes may be sent; all, until it is said. */
  #sent: readonly string[] | null = null
  #asking: Promise<boolean> | null = null
  #askAgainAt = 0

  constructor(planId: string, memberId: string) {
    this.planId = planId
    this.memberId = memberId
  }

  /** Changes of these parts may be sent. What waits in the copies of others is put aside before they open. */
  sendOnly(partIds: readonly string[]): void {
    this.#sent = partIds
  }

  /** Opens the copy of a part, on a person's own device; null, at once, on another. */
  openIfWanted(partId: string): Promise<PartStore | null> | null {
    return canKeepCopies() && chosenDevice() === 'own' ? this.open(partId) : null
  }

  /** Opens the copy of a part; null where there is no key, or this browser keeps nothing. */
  async open(partId: string): Promise<PartStore | null> {
    try {
      const key = (await this.#keyOf(partId)) ?? (await this.renew().then(() => this.#keyOf(partId)))
      if (key !== null && this.#sent?.includes(partId) === false) await this.#setAside(partId)
      return key && new PartStore({ planId: this.planId, memberId: this.memberId, partId }, key)
    } catch {
      return null
    }
  }

  /**
   * The server is there: begins the leases anew, and takes new keys where rights have changed. False where it was asked
   * lately, or gave none.
   */
  async renew(isUrgent = false): Promise<boolean> {
    if (chosenDevice() !== 'own') return false
    if (this.#asking === null && !isUrgent && Date.now() < this.#askAgainAt) return false
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null
    })
    return this.#asking
  }

  /** The key that the server gave last. */
  newestKey(partId: string): Promise<VaultKey | null> {
    return this.#keyOf(partId)
  }

  #keyOf(partId: string): Promise<VaultKey | null> {
    return keyFor(slotOf(this.memberId, partId))
  }

  async #ask(): Promise<boolean> {
    this.#askAgainAt = Date.now() + minuteMs
    try {
      const answer = await request<DeviceKeys>('GET', `/api/plans/${this.planId}/device-keys`)
      this.#askAgainAt = Date.now() + hourMs
      await keepKeys(this.planId, this.memberId, answer)
      await dropUngiven(this.planId, this.memberId, answer)
      return true
    } catch (error) {
      if (hasCode(error, 'signed-out')) await lockIfOwn()
      if (hasCode(error, 'not-found') || hasCode(error, 'not-allowed')) await revokePlan(this.planId)
      return false
    }
  }

  async #setAside(partId: string): Promise<void> {
    const copy = await (await openDevice()).get('copies', slotOf(this.memberId, partId))
    if (copy !== undefined && waitingIn(copy) > 0) await setAsideCopy(copy)
  }
}
