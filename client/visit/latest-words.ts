/** Words that somebody writes alone or about the next visit, on their way to the server. */
import { useSyncExternalStore } from 'react'
import { hasCode } from '../http/error-words.ts'

const tryAgainMs = 3000

/** `pending`: what the server has not answered to yet. `error`: why the last request failed. */
export type OnTheWay<Body> = { readonly pending: Body | null; readonly error: unknown }

/**
 * Sends words in the order in which they were written: one request at a time, and after it only the latest. Tries again for as
 * long as the server cannot be reached. Outlives the card it is written on.
 */
export class LatestWords<Body> {
  state: OnTheWay<Body> = { pending: null, error: null }
  readonly #send: (body: Body) => Promise<unknown>
  readonly #listeners = new Set<() => void>()
  #isUnderWay = false
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(send: (body: Body) => Promise<unknown>) {
    this.#send = send
  }

  subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Takes words in place of those that wait, and sends them after a while. */
  put(body: Body, inMs = 0): void {
    this.#tell({ ...this.state, pending: body })
    this.#goIn(inMs)
  }

  /** Sends what waits without waiting any longer. */
  flush(): void {
    this.#goIn(0)
  }

  #goIn(ms: number): void {
    clearTimeout(this.#timer)
    if (ms > 0) this.#timer = setTimeout(() => void this.#go(), ms)
    else void this.#go()
  }

  async #go(): Promise<void> {
    const { pending } = this.state
    if (this.#isUnderWay || pending === null) return
    this.#isUnderWay = true
    const error = await this.#send(pending).then(() => null, (cause: unknown) => cause)
    this.#isUnderWay = false
    const isNewer = this.state.pending !== pending
    const isOutOfReach = hasCode(error, 'unreachable')
    this.#tell({ pending: isNewer || isOutOfReach ? this.state.pending : null, error })
    if (isOutOfReach) this.#goIn(tryAgainMs)
    else if (isNewer) this.#goIn(0)
  }

  #tell(state: OnTheWay<Body>): void {
    this.state = state
    for (const listener of this.#listeners) listener()
  }
}

/** What is on its way, live. */
export const useOnTheWay = <Body>(words: LatestWords<Body>): OnTheWay<Body> => useSyncExternalStore(words.subscribe, () => words.state)
