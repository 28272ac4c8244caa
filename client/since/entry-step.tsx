import { Link } from 'wouter'
import type { EntityContent } from '#shared/plan/api.ts'
import { clockWords, dayHeading } from '../i18n/date-words.ts'
import type { Names } from '../i18n/name-words.ts'
import { Avatar } from '../ui/avatar.tsx'
import css from './since.module.css'
import { Step } from './step.tsx'
import type { Titles } from './use-titles.ts'

type EntryStepProps = { entry: EntityContent; names: Names; titles: Titles; planId: string; look?: 'win' | 'warning' | undefined }

const kinds: Record<string, string> = {
  'check-in': 'Check-in', rating: 'Rating', comment: 'Comment', question: 'Question', suggestion: 'Suggestion', summary: 'What I heard',
  decision: 'Decision',
}

/** A new entry, to be read here and opened among the notes. */
export function EntryStep({ entry, names, titles, planId, look }: EntryStepProps) {
  const name = names?.get(String(entry.author)) ?? 'Someone in the care team'
  const texts = (['text', 'before', 'after', 'bestBit', 'hardBit', 'whatChanged'] as const).filter((key) => wordsOf(entry[key]) !== '')
  const about = [...idsOf(entry.goals), ...idsOf(entry.strategies), ...idsOf([entry.goal, entry.subjectId])].flatMap((id) => titles.get(id) ?? [])
  const happened = wordsOf(entry.happenedAt) || wordsOf(entry.createdAt)
  return (
    <Step id={`new-${entry.id}`} look={look}>
      <header className={css.entryHead}>
        <Avatar name={name} />
        <p>
          <strong>{name}</strong>
          <span className={css.meta}>
            {[kinds[String(entry.kind)], Number.isNaN(Date.parse(happened)) ? '' : `${dayHeading(happened)}, ${clockWords(happened)}`].filter(Boolean).join(' · ')}
          </span>
        </p>
      </header>
      {typeof entry.quote === 'string' && <p className={css.meta}>“{entry.quote}”</p>}
      {answers[String(entry.outcome ?? entry.stance)] !== undefined && <p>{answers[String(entry.outcome ?? entry.stance)]}</p>}
      {entry.kind === 'rating' && <p>{ratingWords(entry)}</p>}
      {texts.map((key) => (
        <p key={key} className={css.words} dir="auto">
          {key !== 'text' && <span className={css.label}>{(entry.kind === 'decision' ? decisionLabels : labels)[key]} </span>}
          {wordsOf(entry[key])}
        </p>
      ))}
      {about.length > 0 && <p className={css.meta}>About: {[...new Set(about)].join('; ')}</p>}
      <p>
        <Link href={`/c/${planId}/notes#entry-${entry.id}`} className={css.open}>
          {entry.kind === 'question' ? 'Open it and answer' : 'Open it in the notes'}
        </Link>
      </p>
    </Step>
  )
}

const answers: Record<string, string> = {
  taken: 'Took a suggestion into the plan', 'not-now': 'Said “Not now” to a suggestion', right: 'Said “That is right”', corrected: 'Corrected what was heard',
  agree: 'Sees a decision this way too', disagree: 'Sees a decision differently',
}
const labels: Record<string, string> = { before: 'Before:', after: 'After:', bestBit: 'Best bit:', hardBit: 'Hard bit:', whatChanged: 'What changed:' }
const decisionLabels: Record<string, string> = { before: 'Why:', after: 'Who saw it differently:' }

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const idsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [])

const gasWords: Record<string, string> = {
  '-2': 'Much less than hoped', '-1': 'Less than hoped', '0': 'As hoped', '1': 'More than hoped', '2': 'Much more than hoped',
}

function ratingWords({ scale, score }: EntityContent): string {
  if (typeof score !== 'number') return ''
  return scale === 'gas' ? (gasWords[String(score)] ?? '') : `${score} out of 10`
}
