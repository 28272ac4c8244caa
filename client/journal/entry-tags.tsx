import { CircleHelp, House, Target } from 'lucide-react'
import { useState } from 'react'
import { Link } from 'wouter'
import type { Topic } from '#shared/journal/journal-part.ts'
import { lazy } from '../ui/lazy.ts'
import { useSeenBy } from '../http/since.ts'
import { seenByWords } from '../i18n/seen-words.ts'
import { SeenMark } from '../ui/seen-mark.tsx'
import { usePlanAccess } from '../http/plans.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { Optional } from '../ui/optional.tsx'
import { useIds, type Entry, type EntryValues } from './entry.ts'
import { hardWords, kindWords, topicWords } from './entry-words.tsx'
import css from './feed.module.css'
import { useTitles } from './use-plan-lists.ts'

// Reading waits for it only once it is asked for.
const WhatItWas = lazy(() => import('./what-it-was.tsx'))

type EntryTagsProps = { id: string; journal: PartHandle; values: EntryValues; entry: Entry; /** Beside what it is about. */ isInPlan?: boolean }

/** What an entry is about: its kind, topic, how hard it was, and its goals and strategies as links. */
export function EntryTags({ id, journal, values, entry, isInPlan = false }: EntryTagsProps) {
  const { memberId } = usePlanSession()
  const topic = topicWords[values.topic as Topic]
  const hard = typeof values.intensity === 'number' ? hardWords[values.intensity] : undefined
  const kind = ['observation', 'suggestion', 'summary', 'decision'].includes(String(values.kind)) ? undefined : kindWords[values.kind as keyof typeof kindWords]
  return (
    <>
      {(topic ?? hard ?? kind) !== undefined && (
        <p className={css.tags}>
          {kind && <span className={css.tag}>{kind}</span>}
          {values.kind === 'question' && <QuestionState state={values.answerState} />}
          {topic && (
            <span className={css.tag} data-kind="topic" data-topic={values.topic}>
              <topic.icon size={16} aria-hidden /> {topic.label}
            </span>
          )}
          {hard && <span className={css.tag}>{hard}</span>}
        </p>
      )}
      {!isInPlan && <About values={values} entry={entry} />}
      {!isInPlan && values.author === memberId && <SeenByOthers id={id} />}
      {values.status === 'amended' && <SeeWhatItWas id={id} journal={journal} isMine={values.author === memberId} />}
    </>
  )
}

/** Its author sees who has looked since. */
function SeenByOthers({ id }: { id: string }) {
  const { planId } = usePlanSession()
  return <SeenMark words={seenByWords(useSeenBy(planId, 'entry', id))} />
}

/** For who may read what it was: the author, and those who read history. */
function SeeWhatItWas({ id, journal, isMine }: { id: string; journal: PartHandle; isMine: boolean }) {
  const { planId } = usePlanSession()
  const { data: access } = usePlanAccess(planId)
  const [isOpen, setIsOpen] = useState(false)
  if (!isMine && access?.abilities.includes('history.read') !== true) return null
  return (
    <>
      <button type="button" className={css.wasButton} onClick={() => setIsOpen(true)}>
        See what it was
      </button>
      {isOpen && (
        <Optional>
          <WhatItWas id={id} journal={journal} onClose={() => setIsOpen(false)} />
        </Optional>
      )}
    </>
  )
}

const QuestionState = ({ state }: { state: unknown }) => (
  <span className={css.tag} data-kind={state === 'answered' ? undefined : 'open'}>
    {state !== 'answered' && <CircleHelp size={16} aria-hidden />} {state === 'answered' ? 'Answered' : 'Open'}
  </span>
)

function About({ values, entry }: { values: EntryValues; entry: Entry }) {
  const { planId } = usePlanSession()
  const goals = useTitles('goals')
  const strategies = useTitles('strategies')
  const goalIds = useIds(entry, 'goals')
  const isAbout = (subject: string) => (values.subject === subject ? [String(values.subjectId)] : [])
  const linked = [...new Set([...goalIds, ...isAbout('goal')])].filter((id) => goals[id] !== undefined)
  const strategy = isAbout('strategy').filter((id) => strategies[id] !== undefined)
  return (
    <>
      {linked.map((id) => (
        <p key={id} className={css.goal}>
          <Target size={16} aria-label="About the goal" />
          <Link href={`/c/${planId}/plan#goal-${id}`}>{goals[id]}</Link>
        </p>
      ))}
      {strategy.map((id) => (
        <p key={id} className={css.goal}>
          <House size={16} aria-label="About what we do at home" />
          <Link href={`/c/${planId}/plan#strategy-${id}`}>{strategies[id]}</Link>
        </p>
      ))}
    </>
  )
}
