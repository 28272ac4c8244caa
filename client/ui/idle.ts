/** So long after a key nothing else is done: who types sees every key late that has to wait for it. */
const restMs = 700
/** For browsers that do not say when nothing happens. */
const betweenMs = 60
/** An idle moment comes within this time, or is taken. */
const patienceMs = 1000

const momentMs = 333

let keyAt = -restMs
globalThis.addEventListener?.('keydown', () => void (keyAt = performance.now()), true)

/** Does something when nothing else is to be done, within a second. Returns the way to call it off. */
export const whenIdle = (act: () => void): (() => void) => {
  if ('requestIdleCallback' in window) {
    const request = requestIdleCallback(act, { timeout: patienceMs })
    return () => cancelIdleCallback(request)
  }
  const timer = setTimeout(act, betweenMs)
  return () => clearTimeout(timer)
}

/** Does something that takes a while in an idle moment, and not while the person types. Returns the way to call it off. */
export function afterTyping(act: () => void): () => void {
  let stop = () => undefined as void
  const tryNow = () => {
    const rests = keyAt + restMs - performance.now()
    if (rests <= 0) return act()
    const timer = setTimeout(look, rests)
    stop = () => clearTimeout(timer)
  }
  const look = () => {
    stop = whenIdle(tryNow)
  }
  look()
  return () => stop()
}

/** Waits until there is nothing more urgent to do, for a third of a second at most. At once where there is no page. */
export const idleMoment = (): Promise<void> =>
  new Promise((resolve) => {
    if (globalThis.requestIdleCallback === undefined) resolve()
    else requestIdleCallback(() => resolve(), { timeout: momentMs })
  })
