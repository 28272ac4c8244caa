/** Time and turns as live editing sees them, handed in so that a simulation can replay every moment of a run. */

/** Calls off what was asked for. */
export type CallOff = () => void

export type Clock = {
  readonly now: () => Date
  /** Milliseconds from some fixed moment, with fractions: for measuring how long something took. */
  readonly elapsedMs: () => number
  /** Calls back once, after a while. Nothing that waits keeps the process alive. */
  readonly after: (ms: number, act: () => void) => CallOff
  readonly every: (ms: number, act: () => void) => CallOff
  /** Calls back in the next turn of the event loop, when everybody else has had theirs. */
  readonly nextTurn: (act: () => void) => void
}

/** The real one; `now` may be moved by tests. */
export const realClock = (now: () => Date): Clock => ({
  now,
  elapsedMs: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms).unref()
    return () => clearTimeout(timer)
  },
  every: (ms, act) => {
    const timer = setInterval(act, ms).unref()
    return () => clearInterval(timer)
  },
  nextTurn: (act) => void setImmediate(act),
})
