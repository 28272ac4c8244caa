import { useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import { localInstant } from '../i18n/date-words.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { TextField } from '../text/text-field.tsx'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { textOf, wordsOf, type Entry } from './entry.ts'
import css from './feed.module.css'

type EntryEditorProps = { id: string; journal: PartHandle; entry: Entry; onDone: () => void }

const furtherTexts = [
  { key: 'before', label: 'Before' },
  { key: 'after', label: 'After' },
  { key: 'bestBit', label: 'Best bit' },
  { key: 'hardBit', label: 'Hard bit' },
  { key: 'whatChanged', label: 'What changed' },
] as const

/** Changing the words of a note. From the first changed letter on, the note says that it was changed, and when. */
export default function EntryEditor({ id, journal, entry, onDone }: EntryEditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const [shown] = useState(() => furtherTexts.filter(({ key }) => wordsOf(entry, key) !== ''))
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('[role=textbox]')?.focus()
  }, [])
  useMarkAmended(journal, entry)
  const field = (key: string, label: string, maxChars: number) => (
    <TextField
      key={key}
      part={journal}
      fragment={textOf(entry, key)}
      where={`entries/${id}/${key}`}
      label={label}
      hideLabel={key === 'text'}
      variant="body"
      maxChars={maxChars}
    />
  )
  return (
    <div ref={box} className={css.edit}>
      {field('text', 'Change the words', 5000)}
      {shown.map(({ key, label }) => field(key, label, 2000))}
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

/** Once for as long as the editor is open: the day and minute are enough. */
function useMarkAmended(journal: PartHandle, entry: Entry): void {
  useEffect(() => {
    let isMarked = false
    const mark = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[], transaction: Y.Transaction) => {
      const isTyping = events.some(({ path }) => typeof path[0] === 'string' && textOf(entry, path[0]) !== undefined)
      if (!transaction.local || isMarked || !isTyping) return
      isMarked = true
      // A change inside an observer would become part of the typing; it is a change of its own.
      queueMicrotask(() =>
        journal.change(() => {
          entry.set('status', 'amended')
          entry.set('statusAt', localInstant(new Date()))
        }),
      )
    }
    entry.observeDeep(mark)
    return () => entry.unobserveDeep(mark)
  }, [journal, entry])
}
