import { NotebookPen, Sparkles } from 'lucide-react'
import { Fragment, useState } from 'react'
import type * as Y from 'yjs'
import { dayHeading } from '../i18n/date-words.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { useSynced } from '../sync/save-status.ts'
import { Chips } from '../ui/chips.tsx'
import { Empty } from '../ui/empty.tsx'
import { Loading } from '../ui/loading.tsx'
import { EntryCard } from './entry-card.tsx'
import { instantOf, useEntryIds, type Entry } from './entry.ts'
import css from './feed.module.css'

const isWin = (entry: Entry) => entry.get('topic') === 'win'
const isAny = () => true

/** The entries of the journal by day, latest first. */
export function Feed({ journal, dayLevel: Day }: { journal: PartHandle; dayLevel: 'h2' | 'h3' }) {
  const { planId } = usePlanSession()
  const entries: Y.Map<Entry> = journal.doc.getMap<Entry>('entries')
  const [show, setShow] = useState<'all' | 'wins'>('all')
  const wins = useEntryIds(entries, isWin)
  const all = useEntryIds(entries, isAny)
  const hasContent = useSynced()
  const ids = show === 'wins' && wins.length > 0 ? wins : all
  if (!hasContent) return <Loading what="Opening the notes" lines={3} />
  if (all.length === 0) {
    return (
      <Empty icon={<NotebookPen size={28} />} example="“Waited for a turn at the slide. Twice!”">
        Wins and hard moments both help. The first note can be one line.
      </Empty>
    )
  }
  const headings = ids.map((id) => dayHeading(instantOf(entries.get(id) as Entry)))
  return (
    <>
      {wins.length > 0 && (
        <Chips
          label="Which notes"
          hideLabel
          isRequired
          chips={[
            { id: 'all', label: `All ${all.length}` },
            { id: 'wins', label: `Wins ${wins.length}`, icon: <Sparkles size={18} aria-hidden /> },
          ]}
          chosen={[show]}
          onChange={([next]) => setShow(next === 'wins' ? 'wins' : 'all')}
        />
      )}
      <div className={css.feed}>
        {ids.map((id, i) => (
          <Fragment key={id}>
            {headings[i] !== headings[i - 1] && <Day className={css.day}>{headings[i]}</Day>}
            <EntryCard id={id} planId={planId} journal={journal} entry={entries.get(id) as Entry} />
          </Fragment>
        ))}
      </div>
    </>
  )
}
