import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import type { ChoiceListProps } from './choice-list.tsx'
import { fetchCode, lazy } from './lazy.ts'
import { Optional } from './optional.tsx'

const load = () => import('./choice-list.tsx')
const ChoiceList = lazy(load)

/** The list is fetched so long after the first button that has one, before a network can go away. */
const aheadMs = 3000
let isAsked = false

const fetchAhead = (): void => {
  if (isAsked) return
  isAsked = true
  void fetchCode(load).catch(() => undefined)
}

/** A list of choices at a button: what the button needs, and the list while it is open. */
export function useChoiceList(props: ChoiceListProps) {
  const ref = useRef<HTMLButtonElement>(null)
  const [isOpen, setIsOpen] = useState(false)
  useEffect(() => {
    if (isAsked) return undefined
    const timer = setTimeout(fetchAhead, aheadMs)
    return () => clearTimeout(timer)
  }, [])
  const button = {
    ref,
    'type': 'button' as const,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': isOpen,
    'onPointerEnter': fetchAhead,
    'onClick': () => setIsOpen(true),
    'onKeyDown': (event: KeyboardEvent) => {
      if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
      event.preventDefault()
      setIsOpen(true)
    },
  }
  const list = isOpen && (
    <Optional>
      <ChoiceList {...props} triggerRef={ref} onClose={() => setIsOpen(false)} />
    </Optional>
  )
  return { button, list }
}
