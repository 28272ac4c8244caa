import { Link } from 'wouter'
import type { Change } from '#shared/version/changes.ts'
import type { Names } from '../i18n/name-words.ts'
import { ChangedWords } from '../text/changed-words.tsx'
import { joinRuns, shortenRuns } from '../text/runs.ts'
import css from './since.module.css'
import { Step } from './step.tsx'
import type { Titles } from './use-titles.ts'

type PlanChangesProps = { changes: readonly Change[]; names: Names; titles: Titles; planId: string }

/** What changed in the plan: a sentence each, with the words that came and went. What is about one thing stands together. */
export const PlanChanges = ({ changes, names, titles, planId }: PlanChangesProps) => (
  <ol className={css.list}>
    {[...Map.groupBy(changes, (change) => change.within ?? change.id)].map(([id, group]) => (
      <li key={id} className={css.groupCard}>
        <h3 className={css.groupTitle}>
          <PlaceLink id={id} change={group[0] as Change} titles={titles} planId={planId} />
        </h3>
        <ol className={css.groupList}>
          {group.map((change) => (
            <Step key={keyOf(change)} id={`new-${keyOf(change)}`}>
              <p dir="auto">{change.sentence}</p>
              {change.kind === 'changed' && change.spans !== undefined && <ChangedWords runs={shortenRuns(joinRuns(change.spans))} names={names} />}
              {change.kind === 'added' && <NewWords change={change} />}
            </Step>
          ))}
        </ol>
      </li>
    ))}
  </ol>
)

/** A change has no id of its own: it is one field of one thing. */
export const keyOf = ({ kind, id, field }: Change): string => `${kind}-${id}-${field ?? ''}`

function PlaceLink({ id, change, titles, planId }: { id: string; change: Change; titles: Titles; planId: string }) {
  const { entity, title } = change
  const words = titles.get(id) ?? (entity === 'step' || entity === 'link' ? '' : title)
  if (entity === 'goal') return <Link href={`/c/${planId}/plan#goal-${id}`}>Goal: {words || 'without a title'}</Link>
  if (entity === 'strategy' || entity === 'step' || entity === 'link') {
    return <Link href={`/c/${planId}/plan#strategy-${id}`}>At home: {words || 'without a title'}</Link>
  }
  return <Link href={`/c/${planId}/plan`}>{places[entity] ?? 'Plan'}</Link>
}

const places: Record<string, string> = { about: 'About the child', expectations: 'What we agreed at the start', safety: 'Safety plan' }

/** The first words of what is new: why, and the steps. */
function NewWords({ change: { entity, after } }: { change: Change }) {
  const { why, steps } = (after ?? {}) as { why?: string; steps?: { id: string; text?: string }[] }
  if (entity !== 'goal' && entity !== 'strategy') return null
  return (
    <>
      {typeof why === 'string' && why.trim() !== '' && (
        <p className={css.words} dir="auto">
          {why}
        </p>
      )}
      {Array.isArray(steps) && steps.length > 0 && (
        <ol className={css.steps}>
          {steps.map(({ id, text }) => (
            <li key={id} dir="auto">
              {text}
            </li>
          ))}
        </ol>
      )}
    </>
  )
}
