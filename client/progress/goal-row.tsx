import { useEffect, useRef, useState, type ReactNode } from 'react'
import { chartId } from '../ui/charted.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import css from './progress.module.css'

/** A goal and its charts: closed at first, opened and gone to when the address names it. */
export function GoalRow({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  const row = useRef<HTMLLIElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    const go = () => {
      if (location.hash !== `#${chartId(id)}`) return
      setIsOpen(true)
      row.current?.scrollIntoView({ block: 'start' })
      row.current?.querySelector('button')?.focus({ preventScroll: true })
    }
    go()
    addEventListener('hashchange', go)
    return () => removeEventListener('hashchange', go)
  }, [id])
  return (
    <li ref={row} className={css.card} id={chartId(id)}>
      <Disclosure title={title} isExpanded={isOpen} onExpandedChange={setIsOpen}>
        <div className={css.charts}>{children}</div>
      </Disclosure>
    </li>
  )
}
