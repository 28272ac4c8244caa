import { useState } from 'react'
import { useHereSetter } from '../sync/presence.ts'
import { afterPress } from '../ui/after-press.ts'
import { Composer } from './composer.tsx'
import css from './composer.module.css'
import { SaveNote } from './save-note.tsx'
import { useNewNote } from './use-new-note.ts'

/** A new note beside the feed: one line until somebody writes. */
export function InlineComposer() {
  const { draft, change, isEmpty, save } = useNewNote()
  const [isOpen, setIsOpen] = useState(false)
  const setHere = useHereSetter()
  const isFolded = !isOpen && isEmpty
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
      <Composer draft={draft} change={change} isFolded={isFolded} />
      {!isFolded && <SaveNote isEmpty={isEmpty} onSave={save} />}
    </div>
  )
}
