import { PencilLine, RotateCcw, Undo2 } from 'lucide-react'
import { memo, useState } from 'react'
import { useNames } from '../http/members.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { Menu } from '../ui/menu.tsx'
import { announce } from '../ui/status-region.tsx'
import { EntryBody } from './entry-body.tsx'
import { EntryEditor } from './entry-editor.tsx'
import { EntryFigures } from './entry-figures.tsx'
import { EntryTags } from './entry-tags.tsx'
import { EntryTimes } from './entry-times.tsx'
import { useEntryValues, useWords, type Entry } from './entry.ts'
import css from './feed.module.css'
import { kindWords } from './topic-words.tsx'

type EntryCardProps = { id: string; planId: string; journal: PartHandle; entry: Entry }

/** One entry: who, when, about what, the words. Its author can change or withdraw it; everybody else reads. */
export const EntryCard = memo(function EntryCard({ id, planId, journal, entry }: EntryCardProps) {
  const { memberId } = usePlanSession()
  const { data: names } = useNames(planId)
  const values = useEntryValues(entry)
  const words = useWords(entry, 'text')
  const [isEditing, setIsEditing] = useState(false)
  const name = names?.get(String(values.author)) ?? (names === undefined ? '' : 'Someone in the care team')
  const isMine = values.author === memberId && journal.canWrite
  const isWithdrawn = values.status === 'withdrawn' || values.status === 'entered-in-error'
  const setStatus = (status: string, said: string) => {
    journal.change(() => entry.set('status', status))
    announce(said)
  }
  return (
    <article className={css.entry} id={`entry-${id}`} data-topic={isWithdrawn ? undefined : values.topic} data-status={values.status}>
      <header className={css.head}>
        <Avatar name={name} />
        <p className={css.who}>
          <span className={css.name}>{name}</span>
          <EntryTimes values={values} />
        </p>
        {isMine && !isEditing && (
          <Menu
            label="More for this note"
            choices={[
              !isWithdrawn && { id: 'edit', label: 'Change the words', icon: <PencilLine size={18} />, onChoose: () => setIsEditing(true) },
              !isWithdrawn && { id: 'withdraw', label: 'Take it back', icon: <Undo2 size={18} />, onChoose: () => setStatus('withdrawn', 'Note taken back') },
              isWithdrawn && { id: 'back', label: 'Bring it back', icon: <RotateCcw size={18} />, onChoose: () => setStatus('amended', 'Note brought back') },
            ]}
          />
        )}
      </header>
      {isWithdrawn && <Withdrawn status={values.status} words={words} />}
      {!isWithdrawn && (isEditing ? (
        <EntryEditor id={id} journal={journal} entry={entry} onDone={() => setIsEditing(false)} />
      ) : (
        <>
          <EntryFigures values={values} />
          <EntryBody entry={entry} kind={kindWords[values.kind as keyof typeof kindWords] ?? 'Note'} words={words} />
        </>
      ))}
      {!isWithdrawn && <EntryTags values={values} entry={entry} planId={planId} />}
    </article>
  )
})

/** What was taken back is not gone: it can still be read, one press away. */
const Withdrawn = ({ status, words }: { status: unknown; words: string }) => (
  <details>
    <summary className={css.small}>{status === 'withdrawn' ? 'The author took this note back.' : 'Entered in error.'} Show it</summary>
    <p className={css.words}>{words}</p>
  </details>
)
