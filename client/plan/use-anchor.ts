import { useEffect } from 'react'

/** A card that is not on the page by then is not on it: it was finished or erased. */
const waitMs = 5000

/** Goes to the goal that the address names (`#goal-<id>`), once it is on the page and whenever the address changes. */
export function useAnchor(isReady: boolean): void {
  useEffect(() => {
    if (!isReady) return undefined
    let stop = () => undefined as void
    const go = () => {
      stop()
      const id = location.hash.slice(1)
      if (id === '' || goTo(id)) return
      // Cards come one after the other.
      const watch = new MutationObserver(() => goTo(id) && stop())
      watch.observe(document.body, { childList: true, subtree: true })
      const timer = setTimeout(() => stop(), waitMs)
      stop = () => {
        watch.disconnect()
        clearTimeout(timer)
      }
    }
    go()
    addEventListener('hashchange', go)
    return () => {
      stop()
      removeEventListener('hashchange', go)
    }
  }, [isReady])
}

function goTo(id: string): boolean {
  const place = document.getElementById(id)
  place?.scrollIntoView({ block: 'start' })
  place?.focus({ preventScroll: true })
  return place !== null
}
