/**
 * Group commit [S2]: what arrives while a commit is under way shares the next one. There is no timer: an idle log
 * commits at once, a busy one commits as fast as its disk, and order is kept.
 */
export class GroupCommit<Entry, Outcome> {
  readonly #commit: (entries: Entry[]) => Promise<Outcome[]>
  #waiting: { entry: Entry; resolve: (outcome: Outcome) => void; reject: (cause: unknown) => void }[] = []
  #running: Promise<void> | null = null
  #marks: (() => void)[] = []

  constructor(commit: (entries: Entry[]) => Promise<Outcome[]>) {
    this.#commit = commit
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
}
