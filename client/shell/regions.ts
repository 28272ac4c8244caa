import { useEffect } from 'react'

/** F6 goes to the next region of the page (`data-region`), with Shift to the one before. */
export function useRegionKeys(): void {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      if (event.key !== 'F6' || event.ctrlKey || event.altKey || event.metaKey) return
      const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter((region) => region.checkVisibility())
      if (regions.length === 0) return
      event.preventDefault()
      const current = regions.findIndex((region) => region.contains(document.activeElement))
      const step = event.shiftKey ? -1 : 1
      const next = current === -1 ? 0 : (current + step + regions.length) % regions.length
      regions[next]?.focus()
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [])
}
