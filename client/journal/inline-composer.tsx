import { useState } from 'react'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useHereSetter } from '../sync/presence.ts'
import { afterPress } from '../ui/after-press.ts'
import { Composer } from './composer.tsx'
import css from './composer.module.css'
import { isBegun } from './draft.ts'
import { SaveEntry } from './save-entry.tsx'
import { useNewEntry } from './use-new-entry.ts'

/** A new entry beside the feed: one line until somebody writes. */
export function InlineComposer() {
  const entry = useNewEntry()
  const { draft, change } = entry
  const [isOpen, setIsOpen] = useState(false)
  const setHere = useHereSetter(usePlanSession().plan)
  const isFolded = !isOpen && !isBegun(draft)
  return (
    <div
      className={css.inline}
      onFocus={() => {
        setIsOpen(true)
        setHere('entries/new')
      }}
      onBlur={(event) => {
        if (event.currentTarget.contains(event.relatedTarget)) return
        setHere(null)
        afterPress(() => setIsOpen(false))
      }}
    >
      <Composer draft={isFolded ? { ...draft, kind: 'observation' } : draft} change={change} isFolded={isFolded} />
      {!isFolded && <SaveEntry entry={entry} />}
    </div>
  )
}
