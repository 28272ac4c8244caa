import { useEffect, useState, type ReactNode } from 'react'

/** So long a page has been on screen before the rest of it is fetched. */
const restMs = 1500

/** What stands at the foot of a page and is fetched last, so that nobody waits for it before they write. */
export function AtRest({ isWantedNow = false, children }: { isWantedNow?: boolean; children: ReactNode }) {
  const [isAtRest, setIsAtRest] = useState(isWantedNow)
  useEffect(() => {
    const timer = setTimeout(() => setIsAtRest(true), restMs)
    return () => clearTimeout(timer)
  }, [])
  return isAtRest ? children : null
}
