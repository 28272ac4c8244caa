import { useEffect } from 'react'

/** Goes to the goal that the address names (`#goal-<id>`), once it is on the page and whenever the address changes. */
export function useAnchor(isReady: boolean): void {
  useEffect(() => {
    const go = () => {
      const place = location.hash.length > 1 ? document.getElementById(location.hash.slice(1)) : null
      place?.scrollIntoView({ block: 'start' })
      place?.focus({ preventScroll: true })
    }
    if (!isReady) return undefined
    go()
    addEventListener('hashchange', go)
    return () => removeEventListener('hashchange', go)
  }, [isReady])
}
