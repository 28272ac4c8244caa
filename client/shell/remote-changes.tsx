import { useState } from 'react'
import { orderedIds } from '#shared/plan/order.ts'
import { clockWords, localInstant } from '../i18n/date-words.ts'
import { namesOf } from '../sync/plan-names.ts'
import { usePlanSession, type PlanSession } from '../sync/plan-session.tsx'
import { useRemoteChanges } from '../sync/remote-changes.ts'
import { useSpokenChanges } from '../ui/spoken-changes.ts'
import { announce } from '../ui/status-region.tsx'
import css from './remote-changes.module.css'

const keptAtMost = 50

/** Says what others change near me, when they pause; keeps a list of all of it for those who want one. */
export function RemoteChanges() {
  const session = usePlanSession()
  const mode = useSpokenChanges()
  const [log, setLog] = useState<{ key: number; words: string; time: string }[]>([])
  useRemoteChanges(({ names, place, isNear }) => {
    if (mode === 'off') return
    const words = `${names.length === 0 ? 'Somebody' : names.join(' and ')} changed ${wordsOf(place, session)}`
    if (isNear) announce(words)
    if (mode === 'all') {
      setLog((before) => [{ key: (before[0]?.key ?? 0) + 1, words, time: clockWords(localInstant(new Date())) }, ...before].slice(0, keptAtMost))
    }
  })
  if (mode !== 'all') return null
  return (
    <section className={css.activity} aria-labelledby="activity" data-region="" tabIndex={-1}>
      <h2 id="activity" className={css.heading}>
        Activity
      </h2>
      {/* Read when somebody goes there, and never by itself. */}
      <div role="log" aria-live="off" aria-labelledby="activity">
        {log.length === 0 ? (
          <p>What others change shows here.</p>
        ) : (
          <ul>
            {log.map(({ key, words, time }) => (
              <li key={key}>
                <span className={css.time}>{time}</span> {words}
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  )
}

const places: Readonly<Record<string, string>> = {
  about: 'what is said about the child',
  expectations: 'what was agreed at the start',
  safety: 'the safety plan',
  entries: 'a note',
}

/** "goal 2", "step 3 of strategy 1", from a place such as `strategies/<id>/steps/<id>/text`. */
function wordsOf(place: string, { plan }: PlanSession): string {
  const [list = '', id = '', part, stepId] = place.split('/')
  const numberOf = (of: 'goals' | 'strategies') => (plan && namesOf(plan.doc).read()[of].find((one) => one.id === id)?.number) ?? 0
  if (list === 'goals') return numbered('goal', numberOf('goals'))
  if (list !== 'strategies') return places[list] ?? 'the plan'
  const strategy = numbered('strategy', numberOf('strategies'))
  const steps = plan?.doc.getMap<{ get(key: string): unknown }>('strategies').get(id)?.get('steps')
  const step = part === 'steps' && stepId !== undefined ? orderedIds(steps as Parameters<typeof orderedIds>[0]).indexOf(stepId) + 1 : 0
  return step > 0 ? `step ${step} of ${strategy}` : strategy
}

const numbered = (name: string, number: number): string => (number > 0 ? `${name} ${number}` : `a finished ${name}`)
