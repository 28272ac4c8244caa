/**
 * Keeps out, for a while, who has sent several updates or frames that an honest device never sends [A5], and counts how
 * often a member opens channels: each is a look at the database, whatever its answer [A8].
 */
import { limits } from '#shared/protocol/limits.ts'

export class Offences {
  readonly #now: () => Date
  readonly #times = new Map<string, number[]>()
  #openings = new Map<string, number>()
  #openingsSince = 0

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Notes one offence of a member. */
  note(memberId: string): void {
    this.#times.set(memberId, [...this.#recent(memberId), this.#now().getTime()].slice(-limits.offences))
  }

  /** Whether a member is kept out now. */
  isKeptOut(memberId: string): boolean {
    return this.#recent(memberId).length >= limits.offences
  }

  /** Counts one opening of a channel. Returns whether the member may have it. */
  mayOpen(memberId: string): boolean {
    const now = this.#now().getTime()
    if (Math.abs(now - this.#openingsSince) >= limits.openingWindowMs) {
      this.#openings = new Map()
      this.#openingsSince = now
    }
    const opened = (this.#openings.get(memberId) ?? 0) + 1
    this.#openings.set(memberId, opened)
    return opened <= limits.openings && !this.isKeptOut(memberId)
  }

  #recent(memberId: string): number[] {
    const since = this.#now().getTime() - limits.offenceWindowMs
    const recent = (this.#times.get(memberId) ?? []).filter((time) => time > since)
    if (recent.length === 0) this.#times.delete(memberId)
    return recent
  }
}
