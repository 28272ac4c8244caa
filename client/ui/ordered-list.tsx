import { useLayoutEffect, useRef, type ReactNode } from 'react'
import { arrange } from './arrange.ts'
import { classNames } from './class-names.ts'
import { useDragSort } from './drag-sort.ts'
import { useDrawnInTurn } from './drawn-in-turn.ts'
import css from './ordered-list.module.css'

type OrderedListProps = {
  label: string
  /** The ids in the order to show. */
  ids: readonly string[]
  children: (id: string, index: number) => ReactNode
  /** Somebody dragged or keyed an item to another place. Absent: the list cannot be changed. */
  onMove?: ((id: string, index: number) => void) | undefined
  className?: string | undefined
  /** Large items come one after the other, so that the first can be used at once. */
  inTurn?: boolean
  /** The item that has to be there now, whatever its turn. */
  now?: string | null
}

/**
 * A list that people put in order. React renders the items sorted by id, so it never moves one itself; `arrange` then
 * puts them in their places around whatever is being typed in.
 */
export function OrderedList({ label, ids, children, onMove, className, inTurn = false, now = null }: OrderedListProps) {
  const list = useRef<HTMLOListElement>(null)
  useLayoutEffect(() => {
    const container = list.current
    if (container === null) return
    const items = new Map([...container.children].map((item) => [(item as HTMLElement).dataset.id, item as HTMLElement]))
    arrange(container, ids.map((id) => items.get(id)).filter((item) => item !== undefined))
  })
  useDragSort(list, onMove)
  const drawn = useDrawnInTurn(ids, inTurn)
  return (
    <ol ref={list} aria-label={label} className={classNames(css.list, className)}>
      {ids.toSorted().map((id) => (
        <li key={id} data-id={id}>
          {(ids.indexOf(id) < drawn || id === now) && children(id, ids.indexOf(id))}
        </li>
      ))}
    </ol>
  )
}
