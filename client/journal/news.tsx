import { useState } from 'react'
import { Link } from 'wouter'
import { isClinician } from '#shared/access.ts'
import { usePlanAccess } from '../http/plans.ts'
import { useSynced } from '../sync/save-status.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Loading } from '../ui/loading.tsx'
import { EntryCard } from './entry-card.tsx'
import { saidAbout, useEntries, type Entries, type EntryRow } from './entry-list.ts'
import { isFolded } from './entry.ts'
import css from './today-parts.module.css'

const dayMs = 86_400_000
const shownAtMost = 3

/** For the start page: above what to try, what I wrote today and the questions that wait for me; below, the newest notes by others. */
export default function News({ place }: { place: 'above' | 'below' }) {
  const entries = useEntries()
  const { planId, memberId } = usePlanSession()
  const { data: access } = usePlanAccess(planId)
  const hasContent = useSynced('journal')
  const [opened] = useState(() => Date.now())
  if (!hasContent) return place === 'below' && <Loading what="Opening the notes" lines={2} />
  const standing = entries.rows.filter(({ entry }) => !isFolded(entry.get('status')) && entry.get('kind') !== 'encouragement')
  const byMe = (row: EntryRow) => row.entry.get('author') === memberId
  const mine = standing.filter((row) => byMe(row) && opened - writtenAt(row) < dayMs).toSorted((a, b) => writtenAt(b) - writtenAt(a)).slice(0, 1)
  const mayConfirm = access !== undefined && !isClinician(access.role)
  const questions = standing.filter((row) => !byMe(row) && (isWaitingFor(memberId, row, entries) || (mayConfirm && isUnconfirmed(memberId, row, entries))))
  const others = standing.filter((row) => !byMe(row) && !questions.includes(row)).slice(0, shownAtMost)
  if (place === 'below') return <Some title="New notes" rows={others} entries={entries} />
  return (
    <>
      <Some title="You wrote" rows={mine} entries={entries} />
      <Some title="Questions for you" rows={questions} entries={entries} />
    </>
  )
}

function Some({ title, rows, entries }: { title: string; rows: readonly EntryRow[]; entries: Entries }) {
  const { planId } = usePlanSession()
  if (rows.length === 0) return null
  return (
    <section className={css.some} aria-label={title}>
      <h2 className={css.title}>{title}</h2>
      {rows.map((row) => (
        <EntryCard key={row.id} id={row.id} journal={row.journal} entry={row.entry} said={saidAbout(entries, row.id)} withDay />
      ))}
      {title === 'New notes' && (
        <p>
          <Link href={`/c/${planId}/notes`}>All notes</Link>
        </p>
      )}
    </section>
  )
}

const writtenAt = ({ entry, at }: EntryRow): number => Date.parse(String(entry.get('createdAt'))) || at

/** An open question that this person may answer and has not yet. */
function isWaitingFor(memberId: string, { id, journal, entry }: EntryRow, entries: Entries): boolean {
  const isOpen = entry.get('kind') === 'question' && entry.get('answerState') !== 'answered'
  return isOpen && journal.canWrite && !saidAbout(entries, id).some(({ entry: reply }) => reply.get('author') === memberId && reply.get('kind') === 'comment')
}

/** What the therapist heard, and this person has not yet said whether it is right. */
function isUnconfirmed(memberId: string, { id, journal, entry }: EntryRow, entries: Entries): boolean {
  const isMineAnswered = saidAbout(entries, id).some(({ entry: reply }) => reply.get('author') === memberId && reply.has('stance'))
  return entry.get('kind') === 'summary' && journal.canWrite && !isMineAnswered
}
