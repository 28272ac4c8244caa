import { useEffect, useRef, type ReactNode } from 'react'
import css from './history-page.module.css'

let isFirstView = true

/** The h2 of a view of the history. Takes the focus when the view was opened from another one. */
export function ViewHeading({ children }: { children: ReactNode }) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isFirstView) heading.current?.focus()
    isFirstView = false
    return () => {
      // Left for another page, whose own heading takes the focus.
      if (!location.pathname.endsWith('/history')) isFirstView = true
    }
  }, [])
  return (
    <h2 ref={heading} tabIndex={-1} className={css.viewTitle} dir="auto">
      {children}
    </h2>
  )
}
