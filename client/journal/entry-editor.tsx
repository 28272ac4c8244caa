import { useEffect, useRef, useState } from 'react'
import type * as Y from 'yjs'
import type { PartHandle } from '../sync/plan-session.tsx'
import { TextField } from '../text/text-field.tsx'
import { afterPress } from '../ui/after-press.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { markAmended, useAmending } from './amend-entry.ts'
import { HowSure } from './check-in-fields.tsx'
import composer from './composer.module.css'
import { Goals, NoteChips, Where } from './composer.tsx'
import { textLabels } from './entry-words.tsx'
import { textOf, wordsOf, type Entry } from './entry.ts'
import css from './feed.module.css'
import { HappenedAt } from './happened-at.tsx'
import KindFields from './kind-fields.tsx'
import { HowLongAndWho, Night } from './more-fields.tsx'

type EntryEditorProps = { id: string; journal: PartHandle; entry: Entry; onDone: () => void }

/**
 * Changing a note: its words, and what it says besides. From the first change on it says that it was changed, and when; what
 * it was before stays on record.
 */
export default function EntryEditor({ id, journal, entry, onDone }: EntryEditorProps) {
  const box = useRef<HTMLDivElement>(null)
  const kind = entry.get('kind')
  // What a decision holds is asked for; of the others what is there.
  const [shown] = useState(() => textLabels(kind).filter(([key]) => kind === 'decision' || wordsOf(entry, key) !== ''))
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
      {shown.map(([key, label]) => field(key, label, 2000))}
      <Details journal={journal} entry={entry} />
      <Button
        size="small"
        onPress={() => {
          onDone()
          announce('Note changed')
          showCard(id)
        }}
      >
        Done
      </Button>
    </div>
  )
}

/** Goes to the note, which another day may have moved, so that nobody is left where it was. */
const showCard = (id: string): void =>
  afterPress(() => {
    const card = document.getElementById(`entry-${id}`)
    card?.scrollIntoView({ block: 'nearest' })
    card?.focus({ preventScroll: true })
  })

/** What a note of its kind says besides its words. */
function Details({ journal, entry }: { journal: PartHandle; entry: Entry }) {
  const amending = useAmending(journal, entry)
  if (amending === null) return null
  const { draft } = amending
  return (
    <div className={composer.composer}>
      {draft.kind === 'observation' && (
        <>
          <NoteChips {...amending} />
          <Where {...amending} />
        </>
      )}
      {draft.kind === 'decision' && <Goals {...amending} />}
      {draft.kind === 'check-in' && <HowSure {...amending} />}
      {(draft.kind === 'practice' || draft.kind === 'rating' || draft.kind === 'question') && <KindFields {...amending} />}
      {draft.kind === 'practice' && <Where {...amending} />}
      {draft.kind !== 'question' && <HappenedAt journal={journal} entry={entry} />}
      {draft.kind === 'observation' && (
        <>
          {draft.values.topic === 'sleep' && <Night {...amending} />}
          <HowLongAndWho {...amending} />
        </>
      )}
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
        journal.change(() => markAmended(entry)),
      )
    }
    entry.observeDeep(mark)
    return () => entry.unobserveDeep(mark)
  }, [journal, entry])
}
