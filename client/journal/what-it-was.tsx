import { entryFields } from '#shared/journal/journal-part.ts'
import type { EntityContent } from '#shared/plan/api.ts'
import { clockWords, dayHeading, momentWords, zoneWords } from '../i18n/date-words.ts'
import { useEntryHistory } from '../http/entries.ts'
import { useNames } from '../http/members.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { figures, nightWords } from './entry-figures.tsx'
import { hardWords, textLabels, topicWords } from './entry-words.tsx'
import type { EntryValues } from './entry.ts'
import css from './feed.module.css'
import { useTitles } from './use-plan-lists.ts'

/** How a note was when it came, and after each change. */
export default function WhatItWas({ id, journal, onClose }: { id: string; journal: PartHandle; onClose: () => void }) {
  const { planId } = usePlanSession()
  const { data: states, error, isPending, refetch } = useEntryHistory(planId, journal.partId, id)
  const { data: names } = useNames(planId)
  return (
    <Sheet title="What it was" onClose={onClose} footer={<Button look="primary" fills onPress={onClose}>Close</Button>}>
      {isPending && <Loading what="Looking it up" lines={3} />}
      <RequestNotice error={error} action={<Button onPress={() => void refetch()}>Try again</Button>} />
      {states?.length === 1 && <p className={css.small}>It was changed before anybody could read it, or the change is still on its way.</p>}
      <ol className={css.states}>
        {states?.toReversed().map(({ at, by, content }, i, all) => (
          <li key={at} className={css.state}>
            <h3>{i === all.length - 1 ? 'As it came' : i === 0 ? 'As it is now' : 'As it was then'}</h3>
            <p className={css.small}>
              {i === all.length - 1 ? '' : 'Changed '}
              {momentWords(at)}
              {by !== null && names?.get(by) !== undefined && `, by ${names.get(by)}`}
            </p>
            <State content={content} />
          </li>
        ))}
      </ol>
    </Sheet>
  )
}

/** All that a note said, as lines. */
function State({ content }: { content: EntityContent }) {
  const [goals, strategies] = [useTitles('goals'), useTitles('strategies')]
  const values = plainValues(content)
  const happened = String(values.happenedAt ?? values.createdAt)
  const topic = topicWords[values.topic as keyof typeof topicWords]
  const about = [...idsOf(content.goals), ...idsOf(content.subject === 'goal' ? [content.subjectId] : [])].flatMap((goal) => goals[goal] ?? [])
  const tried = strategies[String(values.strategy ?? '')]
  const what = [topic?.label, hardWords[Number(values.intensity)], tried, ...figures(values), ...nightWords(plainValues(content.sleep))]
  const zone = zoneWords(happened, String(values.zone ?? ''))
  return (
    <>
      <p className={css.small}>
        Happened {dayHeading(happened)} {clockWords(happened)}
        {zone !== '' && `, ${zone}`}
        {values.firstHand === false && `, told by ${String(values.toldBy ?? 'somebody else')}`}
      </p>
      {[['text', ''], ...textLabels(content.kind)].map(([key = '', label]) => {
        const words = content[key]
        return typeof words !== 'string' || words === '' ? null : (
          <p key={key} className={css.words} dir="auto">
            {label !== '' && `${label}: `}
            {words}
          </p>
        )
      })}
      <p className={css.small}>{[...what, ...about].filter((words) => words !== undefined && words !== '').join(' · ')}</p>
      {values.status === 'withdrawn' && <p className={css.small}>It was taken back then.</p>}
    </>
  )
}

const idsOf = (ids: unknown): string[] => (Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [])

/** The values of an entry, or of its night, that are no texts and no sets. */
const plainValues = (content: unknown): EntryValues =>
  typeof content !== 'object' || content === null
    ? {}
    : Object.fromEntries(Object.entries(content).filter(([key, value]) => !isText(key) && ['string', 'number', 'boolean'].includes(typeof value)))

const isText = (key: string): boolean => (entryFields as Record<string, { is: string }>)[key]?.is === 'text'
