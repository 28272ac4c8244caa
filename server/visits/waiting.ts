/** Requests that wait for something new. Inside this process. */

/** How long a request waits: shorter than any proxy's patience. */
const longestMs = 20_000
/** While people type the big screen is drawn at most so often. */
const breathMs = 40

export class Waiting {
  readonly #waiters = new Map<string, Set<() => void>>()
  #isClosed = false

  /** Something is new that those who wait for `what` may want to look at. */
  wake(what: string): void {
    const waiters = this.#waiters.get(what)
    this.#waiters.delete(what)
    for (const go of waiters ?? []) go()
  }

  /**
   * Asks `read` until its answer has another mark than `after`, or for as long as a request waits; then answers with the
   * last. Without `after` at once.
   */
  async answer<T extends { readonly mark: string }>(what: string, after: string | undefined, read: () => Promise<T>): Promise<T> {
    const endsAt = performance.now() + longestMs
    for (;;) {
      // Before reading: what comes meanwhile must not be missed.
      const news = this.#next(what, endsAt - performance.now())
      const answer = await read().catch((cause: unknown) => {
        news.forget()
        throw cause
      })
      if (answer.mark !== after || performance.now() >= endsAt || this.#isClosed) {
        news.forget()
        return answer
      }
      await news.came
      await new Promise((resolve) => setTimeout(resolve, breathMs))
    }
  }

  #next(what: string, forMs: number): { came: Promise<void>; forget: () => void } {
    const { promise, resolve } = Promise.withResolvers<void>()
    const waiters = this.#waiters.get(what) ?? new Set()
    this.#waiters.set(what, waiters.add(resolve))
    const timer = setTimeout(resolve, Math.max(0, forMs))
    const forget = () => {
      clearTimeout(timer)
      waiters.delete(resolve)
      if (waiters.size === 0 && this.#waiters.get(what) === waiters) this.#waiters.delete(what)
      resolve()
    }
    return { came: promise.finally(forget), forget }
  }

  /** Answers everybody: the server stops. */
  close(): void {
    this.#isClosed = true
    for (const what of this.#waiters.keys()) this.wake(what)
  }
}
