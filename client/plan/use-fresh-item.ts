import { useEffect } from 'react'

/** Brings a newly added item into view and puts the person into its first text. */
export function useFreshItem(elementId: string | null): void {
  useEffect(() => {
    const text = elementId === null ? null : document.getElementById(elementId)?.querySelector<HTMLElement>('[role=textbox]')
    text?.focus({ preventScroll: true })
    text?.scrollIntoView({ block: 'center' })
  }, [elementId])
}
