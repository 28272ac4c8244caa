import { useEffect, useRef } from 'react'
import type * as Y from 'yjs'
import type { PartHandle } from '../sync/plan-session.tsx'
import { TextField } from '../text/text-field.tsx'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { textOf, type Entry } from './entry.ts'
import css from './feed.module.css'

type EntryEditorProps = { id: string; journal: PartHandle; entry: Entry; onDone: () => void }

/** Changing the words of an own note. From the first changed letter on, the note says that it was changed. */
export function EntryEditor({ id, journal, entry, onDone }: EntryEditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const text = textOf(entry, 'text')
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('[role=textbox]')?.focus()
  }, [])
  useMarkAmended(journal, entry, text)
  return (
    <div ref={box} className={css.edit}>
      <TextField part={journal} fragment={text} where={`entries/${id}/text`} label="Change the words" hideLabel variant="body" maxChars={5000} />
      <Button
        size="small"
        onPress={() => {
          onDone()
          announce('Note changed')
        }}
      >
        Done
      </Button>
    </div>
  )
}

function useMarkAmended(journal: PartHandle, entry: Entry, text: Y.XmlFragment | undefined): void {
  useEffect(() => {
    if (text === undefined) return undefined
    const mark = (_events: unknown, transaction: Y.Transaction) => {
      if (!transaction.local || entry.get('status') !== 'final') return
      // A change inside an observer would become part of the typing; it is a change of its own.
      queueMicrotask(() => journal.change(() => entry.set('status', 'amended')))
    }
    text.observeDeep(mark)
    return () => text.unobserveDeep(mark)
  }, [journal, entry, text])
}
