import { useEffect, useRef } from 'react'
import { Sheet } from '../ui/sheet.tsx'
import { beginEntry, type Beginning } from './begin-entry.ts'
import { Composer } from './composer.tsx'
import { isBegun } from './draft.ts'
import { SaveEntry } from './save-entry.tsx'
import { useNewEntry } from './use-new-entry.ts'

const titles = {
  'observation': 'New note', 'practice': 'What you tried', 'check-in': 'Check-in', 'rating': 'New rating', 'question': 'New question', 'decision': 'New decision',
}

/** A new entry over whatever page is open. */
export default function EntrySheet({ beginning }: { beginning: Beginning }) {
  const entry = useNewEntry()
  const { draft, isLoaded, change } = entry
  const hasPicked = useRef(false)
  // Once, with what the window was opened for. What was begun before stays in it, and so does a kind that was picked meanwhile.
  useEffect(() => {
    const { kind, values } = beginning
    const isOther = kind !== draft.kind || values !== undefined
    if (isLoaded && isOther && !hasPicked.current && (kind !== 'observation' || !isBegun(draft))) change({ kind, ...(values && { values }) })
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [isLoaded])
  const close = () => beginEntry(null)
  return (
    <Sheet title={titles[draft.kind]} onClose={close} footer={<SaveEntry entry={entry} onSaved={close} />}>
      <Composer
        draft={draft}
        change={(values) => {
          hasPicked.current ||= 'kind' in values
          change(values)
        }}
        takesFocus
      />
    </Sheet>
  )
}
