import { useEffect, useState, type ReactNode } from 'react'
import { afterTyping } from './idle.ts'

/** So long a page has been on screen before the rest of it is fetched. */
const restMs = 1500

/** What stands at the foot of a page and is fetched last, so that nobody waits for it before they write. */
export function AtRest({ isWantedNow = false, children }: { isWantedNow?: boolean; children: ReactNode }) {
  const [isAtRest, setIsAtRest] = useState(isWantedNow)
  useEffect(() => {
    let stop = () => undefined as void
    const timer = setTimeout(() => {
      stop = afterTyping(() => setIsAtRest(true))
    }, restMs)
    return () => {
      clearTimeout(timer)
      stop()
    }
  }, [])
  return isAtRest ? children : null
}
