/**
 * Versions that the server takes of its own accord: when what was written has been at rest for ten minutes, or an hour
 * after the first change that no version holds, whichever comes first. The rule asks the database only, so it needs no
 * open room, survives restarts, and finds at the start what changed while the server was down.
 */
import type { CallOff, Clock } from '../sync/clock.ts'
import { listUnversioned, type Unversioned } from './store.ts'
import { takeVersion, type VersionDeps } from './take-version.ts'

const minuteMs = 60_000
/** So long at rest, and what was written is worth keeping. */
const restMs = 10 * minuteMs
/** Work that goes on without a rest is kept this often. */
const workMs = 60 * minuteMs
/** How often the rule is asked. */
const lookMs = minuteMs

/** Whether changes that no version holds are due for one. */
export const isDue = ({ firstAt, lastAt }: Pick<Unversioned, 'firstAt' | 'lastAt'>, now: Date): boolean =>
  now.getTime() - Date.parse(lastAt) >= restMs || now.getTime() - Date.parse(firstAt) >= workMs

export class AutomaticVersions {
  readonly #deps: VersionDeps
  /** Parts that were due and had their turn, by the row they went up to: one with a damaged record would be due for ever. */
  readonly #given = new Map<number, number>()
  #stop: CallOff | null = null
  #look: Promise<void> | null = null

  constructor(deps: VersionDeps) {
    this.#deps = deps
  }

  /** Looks now, and then every minute. */
  start(clock: Clock): void {
    this.#stop = clock.every(lookMs, () => void this.look())
    void this.look()
  }

  /** Takes every version that is due. One look at a time. */
  look(): Promise<void> {
    this.#look ??= this.#takeDue().finally(() => {
      this.#look = null
    })
    return this.#look
  }

  /** Ends the looking; waits for the one under way. */
  async close(): Promise<void> {
    this.#stop?.()
    this.#stop = null
    await this.#look
  }

  async #takeDue(): Promise<void> {
    try {
      const changed = (await listUnversioned(this.#deps.db)).filter(({ key, lastSeq }) => this.#given.get(key) !== lastSeq)
      for (const [planId, parts] of Map.groupBy(changed, (part) => part.planId)) {
        if (!isDue(spanOf(parts), this.#deps.now())) continue
        await takeVersion(this.#deps, { planId, kind: 'automatic' })
        for (const { key, lastSeq } of parts) this.#given.set(key, lastSeq)
      }
    } catch (cause) {
      this.#deps.report(cause, { planId: '', partId: '' })
    }
  }
}

const spanOf = (parts: readonly Unversioned[]) => ({
  firstAt: parts.map(({ firstAt }) => firstAt).toSorted()[0] as string,
  lastAt: parts.map(({ lastAt }) => lastAt).toSorted().at(-1) as string,
})
