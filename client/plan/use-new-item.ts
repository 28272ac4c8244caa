import { useEffect, useState } from 'react'
import { isEmptyText } from '#shared/plan/text.ts'
import { mapOf, textOf, type Entity } from './entity.ts'

type NewItem = {
  /** The one that was added last, and has to be on the page whatever its turn. */
  readonly id: string | null
  /** Adds one and goes there; while the last one has no words yet, goes to that instead: two quick presses add one. */
  readonly begin: (add: () => string) => void
  /** Goes to one that was added with words in it. */
  readonly goTo: (id: string) => void
}

/** The items that this person adds to a list: each comes into view with the caret in its first text, which `field` names. */
export function useNewItem(list: Entity | undefined, kind: 'goal' | 'strategy' | 'step', field: string): NewItem {
  const [id, setId] = useState<string | null>(null)
  useEffect(() => {
    if (id !== null) enter(`${kind}-${id}`)
  }, [kind, id])
  const begin = (add: () => string) => {
    const last = id === null || list === undefined ? undefined : mapOf(list, id)
    const text = last && textOf(last, field)
    if (text !== undefined && isEmptyText(text)) enter(`${kind}-${id}`)
    else setId(add())
  }
  return { id, begin, goTo: setId }
}

/** Brings an item into view and puts the person into its first text. */
function enter(elementId: string): void {
  const text = document.getElementById(elementId)?.querySelector<HTMLElement>('[role=textbox]')
  text?.focus({ preventScroll: true })
  text?.scrollIntoView({ block: 'center' })
}
