/**
 * Group commit [S2]: what arrives while a commit is under way shares the next one, and order is kept. An idle log commits
 * at once. A busy one commits no more often than every few milliseconds, because each commit costs the same however much is
 * in it, and so does the frame that tells each reader of it.
 */
import type { Clock } from './clock.ts'

/** So many commits may follow each other at once, and in the long run each takes at least so long, in milliseconds. */
const pace = { atOnce: 8, eachMs: 2 }

export class GroupCommit<Entry, Outcome> {
  readonly #commit: (entries: Entry[]) => Promise<Outcome[]>
  readonly #clock: Pick<Clock, 'elapsedMs' | 'after'>
  /** When the last few commits began. */
  #begun: number[] = []
  #waiting: { entry: Entry; resolve: (outcome: Outcome) => void; reject: (cause: unknown) => void }[] = []
  #running: Promise<void> | null = null
  #marks: (() => void)[] = []

  constructor(commit: (entries: Entry[]) => Promise<Outcome[]>, clock: Pick<Clock, 'elapsedMs' | 'after'>) {
    this.#commit = commit
    this.#clock = clock
  }

  /** Adds an entry to the next commit and resolves with its outcome, or rejects when that commit failed. */
  add(entry: Entry): Promise<Outcome> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entry, resolve, reject })
      this.#running ??= this.#run()
    })
  }

  /** Gives entries that are waiting this outcome, and commits them no more. */
  settle(outcome: Outcome, isMeant: (entry: Entry) => boolean): void {
    const meant = this.#waiting.filter(({ entry }) => isMeant(entry))
    this.#waiting = this.#waiting.filter(({ entry }) => !isMeant(entry))
    for (const { resolve } of meant) resolve(outcome)
  }

  /** Resolves when nothing is waiting or under way. */
  async idle(): Promise<void> {
    while (this.#running !== null) await this.#running
  }

  /** Resolves when everything that was added before is committed or has failed; what is added later is not waited for. */
  settled(): Promise<void> {
    return this.#running === null ? Promise.resolve() : new Promise((resolve) => this.#marks.push(resolve))
  }

  async #run(): Promise<void> {
    // One turn later, so that everything the event loop already holds goes into the first commit too.
    await Promise.resolve()
    while (this.#waiting.length + this.#marks.length > 0) {
      if (this.#waiting.length > 0) await this.#myTurn()
      const [batch, marks] = [this.#waiting, this.#marks]
      this.#waiting = []
      this.#marks = []
      try {
        const outcomes = batch.length === 0 ? [] : await this.#commit(batch.map(({ entry }) => entry))
        batch.forEach(({ resolve }, i) => resolve(outcomes[i] as Outcome))
      } catch (cause) {
        for (const { reject } of batch) reject(cause)
      }
      for (const pass of marks) pass()
    }
    this.#running = null
  }

  /** Resolves when the next commit may begin. */
  async #myTurn(): Promise<void> {
    const before = this.#begun.at(-pace.atOnce)
    const waitMs = before === undefined ? 0 : before + pace.atOnce * pace.eachMs - this.#clock.elapsedMs()
    if (waitMs > 0) await new Promise<void>((resolve) => void this.#clock.after(waitMs, resolve))
    this.#begun = [...this.#begun, this.#clock.elapsedMs()].slice(-pace.atOnce)
  }
}
