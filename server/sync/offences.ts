/** Keeps out, for a while, who has sent several updates or frames that an honest device never sends [A5]. */
import { limits } from '#shared/protocol/limits.ts'

export class Offences {
  readonly #now: () => Date
  readonly #times = new Map<string, number[]>()

  constructor(now: () => Date) {
    this.#now = now
  }

  /** Notes one offence of a member. */
  note(memberId: string): void {
    this.#times.set(memberId, [...this.#recent(memberId), this.#now().getTime()])
  }

  /** Whether a member is kept out now. */
  isKeptOut(memberId: string): boolean {
    return this.#recent(memberId).length >= limits.offences
  }

  #recent(memberId: string): number[] {
    const since = this.#now().getTime() - limits.offenceWindowMs
    const recent = (this.#times.get(memberId) ?? []).filter((time) => time > since)
    if (recent.length === 0) this.#times.delete(memberId)
    return recent
  }
}
