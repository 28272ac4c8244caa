import { CloudUpload, Lock, Signpost, Users } from 'lucide-react'
import { memo, useState } from 'react'
import { audienceOf } from '#shared/journal/audience.ts'
import { lazy } from '../ui/lazy.ts'
import { clockWords, dayHeading } from '../i18n/date-words.ts'
import { ErasedMarks } from '../http/erased-marks.tsx'
import { useNames } from '../http/members.ts'
import { usePlanAccess } from '../http/plans.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { useIsOnServer } from '../sync/save-status.ts'
import { Avatar } from '../ui/avatar.tsx'
import { AboutWords } from './about-words.tsx'
import { audienceMark, namesInWords, useReaders } from './audience.ts'
import { EntryBody } from './entry-body.tsx'
import { EntryFigures } from './entry-figures.tsx'
import type { EntryRow } from './entry-list.ts'
import { EntryTags } from './entry-tags.tsx'
import { EntryTimes } from './entry-times.tsx'
import { isFolded, useEntryValues, useIds, useWords, type Entry, type EntryValues } from './entry.ts'
import { kindWords } from './entry-words.tsx'
import css from './feed.module.css'
import { SaidAbout } from './said-about.tsx'
import { Optional } from '../ui/optional.tsx'

// Reading waits for none of these.
const EntryMenu = lazy(() => import('./entry-menu.tsx'))
const EntryEditor = lazy(() => import('./entry-editor.tsx'))
const Suggestion = lazy(() => import('./suggestion.tsx'))
const Stances = lazy(() => import('./stances.tsx'))

type EntryCardProps = {
  id: string
  journal: PartHandle
  entry: Entry
  said: readonly EntryRow[]
  /** Where no heading above says the day. */
  withDay?: boolean
  /** Beside what it is about, where the notes may show it as well. */
  isInPlan?: boolean
}

/** One entry: who, when, about what, the words, who can read it, what others said. Its author changes it; nobody removes it. */
export const EntryCard = memo(function EntryCard({ id, journal, entry, said, withDay = false, isInPlan = false }: EntryCardProps) {
  const { planId, memberId } = usePlanSession()
  const { data: names } = useNames(planId)
  const values = useEntryValues(entry)
  const words = useWords(entry, 'text')
  const coAuthors = useIds(entry, 'coAuthors')
  const [isEditing, setIsEditing] = useState(false)
  const nameOf = (member: string) => names?.get(member) ?? (names === undefined ? '' : 'Someone in the care team')
  const name = nameOf(String(values.author))
  const isMine = values.author === memberId && journal.canWrite
  const mayEdit = isMine || (coAuthors.includes(memberId) && journal.canWrite)
  const { data: access } = usePlanAccess(planId)
  const mayErase = access?.abilities.includes('erase.request') ?? false
  const isGone = isFolded(values.status)
  return (
    <article className={css.entry} id={isInPlan ? undefined : `entry-${id}`} tabIndex={-1} data-topic={isGone ? undefined : values.topic} data-status={values.status}>
      <header className={css.head}>
        <Avatar name={name} />
        <p className={css.who}>
          <span className={css.name}>
            {name}
            {coAuthors.length > 0 && <span className={css.with}> with {namesInWords(coAuthors.map(nameOf))}</span>}
          </span>
          <EntryTimes id={id} values={values} withDay={withDay} />
        </p>
        {(mayEdit || mayErase) && !isEditing && (
          <Optional fallback={<span className={css.menuPlace} />}>
            <EntryMenu {...{ id, journal, entry, values, coAuthors, isMine, mayEdit, mayErase }} onEdit={() => setIsEditing(true)} />
          </Optional>
        )}
      </header>
      {isGone && <Withdrawn values={values} words={words} name={isMine ? 'You' : name} />}
      {!isGone && (
        <>
          {values.kind === 'summary' && <p className={css.small}>{kindWords.summary}</p>}
          {values.kind === 'decision' && <DecisionTag />}
          <AboutWords entry={entry} values={values} />
          <EntryFigures values={values} entry={entry} />
          {isEditing ? (
            <Optional fallback={<p className={css.words}>{words}</p>}>
              <EntryEditor id={id} journal={journal} entry={entry} onDone={() => setIsEditing(false)} />
            </Optional>
          ) : values.kind === 'suggestion' ? (
            <Optional fallback={<p className={css.words}>{words}</p>}>
              <Suggestion id={id} journal={journal} entry={entry} values={values} said={said} />
            </Optional>
          ) : (
            <EntryBody entry={entry} kind={values.kind} words={words} />
          )}
          {(values.kind === 'summary' || values.kind === 'decision') && (
            <Optional>
              <Stances of={values.kind} id={id} journal={journal} said={said} author={String(values.author)} isMine={isMine} />
            </Optional>
          )}
          <EntryTags {...{ id, journal, values, entry, isInPlan }} />
          <ErasedMarks planId={planId} label="Erased here" isHere={({ part, entityId }) => part === journal.partId && entityId === id} />
        </>
      )}
      {isGone ? (
        <Marks journal={journal} entry={entry} isMine={isMine} />
      ) : (
        <SaidAbout id={id} journal={journal} entry={entry} said={said} isMine={isMine} marks={<Marks journal={journal} entry={entry} isMine={isMine} />} />
      )}
    </article>
  )
})

/** Above the words: among comments, a decision is seen to be one. */
const DecisionTag = () => (
  <p className={css.tags}>
    <span className={css.tag}>
      <Signpost size={16} aria-hidden /> {kindWords.decision}
    </span>
  </p>
)

/** Who can read it, and where the writer's device has it still to send, that it is kept there. */
function Marks({ journal, entry, isMine }: { journal: PartHandle; entry: Entry; isMine: boolean }) {
  const readers = useReaders(journal.partId)
  const isOnServer = useIsOnServer(journal.partId, entry)
  const Icon = audienceOf(journal.partId) === 'team' ? Users : Lock
  return (
    <p className={css.marks}>
      <span className={css.mark}>
        <Icon size={15} aria-hidden /> {audienceMark(journal.partId, readers)}
      </span>
      {isMine && !isOnServer && (
        <span className={css.mark} data-waiting="">
          <CloudUpload size={15} aria-hidden /> Not sent yet
        </span>
      )}
    </p>
  )
}

/** What was taken back is not gone: it can still be read, one press away. */
const Withdrawn = ({ values, words, name }: { values: EntryValues; words: string; name: string }) => {
  const at = typeof values.statusAt === 'string' ? ` ${dayHeading(values.statusAt)} ${clockWords(values.statusAt)}` : ''
  const reason = typeof values.statusReason === 'string' && values.statusReason !== '' ? ` Why: ${values.statusReason}` : ''
  const kind = kindWords[values.kind as keyof typeof kindWords]?.toLowerCase() ?? 'note'
  const what = values.kind === 'practice' ? 'note' : kind
  return (
    <details>
      <summary className={css.small}>
        {values.status === 'withdrawn' ? `${name} took this ${what} back${at}.` : `Entered in error${at}.`}
        {reason} Show it
      </summary>
      <p className={css.words} dir="auto">
        {words}
      </p>
    </details>
  )
}
