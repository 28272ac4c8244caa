import { X } from 'lucide-react'
import { useEffect, useId, useLayoutEffect, useRef, type ReactNode, type RefObject } from 'react'
import { Button } from './button.tsx'
import css from './sheet.module.css'

type SheetProps = {
  title: string
  onClose: () => void
  children: ReactNode
  /** Buttons at the foot, always in view, above the keyboard of a phone. */
  footer?: ReactNode
  /** No taller than its content, also on phones: for a short question. */
  isSmall?: boolean
  /** An answer is on its way: it stays until that has come. */
  isBusy?: boolean
}

/**
 * A window over the page, the browser's own: it holds the focus, and Escape or a phone's back gesture closes it. On phones
 * it covers the screen. Shown for as long as it is mounted.
 */
export function Sheet({ title, onClose, children, footer, isSmall = false, isBusy = false }: SheetProps) {
  const sheet = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  useLayoutEffect(() => {
    const dialog = sheet.current
    setSheets(sheets + 1)
    const text = document.activeElement?.closest('[data-where]')
    if (dialog !== null && !dialog.open) dialog.showModal()
    return () => {
      setSheets(sheets - 1)
      // Closing gives the focus back to where it was. A text that was left has no editor any more, and gets a new one.
      dialog?.close()
      setTimeout(() => document.activeElement === document.body && text?.querySelector<HTMLElement>('[role=textbox]')?.focus())
    }
  }, [])
  // A press beside the window closes it, where the browser knows that.
  useLayoutEffect(() => sheet.current?.setAttribute('closedby', isBusy ? 'none' : 'any'), [isBusy])
  useVisibleHeight(sheet)
  return (
    <dialog
      ref={sheet}
      className={css.sheet}
      data-small={isSmall || undefined}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault()
        if (!isBusy) onClose()
      }}
    >
      <div className={css.window}>
        <header className={css.head}>
          <h2 id={titleId} className={css.title}>
            {title}
          </h2>
          <Button look="quiet" aria-label="Close" onPress={onClose} isDisabled={isBusy}>
            <X size={22} aria-hidden />
          </Button>
        </header>
        <div className={css.body}>{children}</div>
        {footer !== undefined && <footer className={css.foot}>{footer}</footer>}
      </div>
    </dialog>
  )
}

/** How many are open. The page under them does not scroll: an attribute, as `:has()` would be asked at each key in a text. */
let sheets = 0
function setSheets(count: number): void {
  sheets = count
  document.documentElement.toggleAttribute('data-sheets', count > 0)
}

/** Keeps the sheet within what the keyboard of a phone leaves. */
function useVisibleHeight(sheet: RefObject<HTMLDialogElement | null>): void {
  useEffect(() => {
    const view = window.visualViewport
    if (!view) return undefined
    const fit = () => sheet.current?.style.setProperty('--visible', `${view.height}px`)
    fit()
    view.addEventListener('resize', fit)
    return () => view.removeEventListener('resize', fit)
  }, [sheet])
}
