import { useLayoutEffect, type RefObject } from 'react'

/**
 * Gives a field the focus as soon as it is shown, before any key can go elsewhere. A window of the browser's own that opens
 * after it looks for the attribute; one that is open already needs the call.
 */
export function useFirstFocus(field: RefObject<HTMLElement | null>, takesFocus: boolean): void {
  useLayoutEffect(() => {
    if (!takesFocus) return
    field.current?.setAttribute('autofocus', '')
    field.current?.focus()
  }, [field, takesFocus])
}
