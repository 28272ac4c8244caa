import { useEffect, useState } from 'react'
import { clinicianRoles } from '#shared/access.ts'
import type { GoalProgress, Progress } from '#shared/progress/progress.ts'
import { useNames } from '../http/members.ts'
import { usePlanAccess } from '../http/plans.ts'
import { useStatusTimes } from '../http/status-times.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { useSynced } from '../sync/save-status.ts'
import { setCharted } from '../ui/charted.ts'
import { Disclosure } from '../ui/disclosure.tsx'
import { Coverage } from './coverage.tsx'
import { GoalCharts } from './goal-charts.tsx'
import { GoalRow } from './goal-row.tsx'
import css from './progress.module.css'
import { levelWords } from './progress-words.ts'
import { spellsOf } from './spells.ts'
import { StrategyChart } from './strategy-chart.tsx'
import { useLiveProgress, useReadProgress } from './use-progress.ts'

/** How it is going: a sentence for each goal and strategy, the charts one press away. */
export default function ProgressSection({ planId }: { planId: string }) {
  const { plan } = usePlanSession()
  // Half of the notes would put up rows that move away under who presses one.
  const isHere = useSynced('journal')
  if (!isHere) return null
  return plan === null ? <ReadProgress planId={planId} /> : <LiveProgress planId={planId} plan={plan} />
}

const LiveProgress = ({ planId, plan }: { planId: string; plan: PartHandle }) => <Overview planId={planId} progress={useLiveProgress(plan)} />

function ReadProgress({ planId }: { planId: string }) {
  const progress = useReadProgress(planId)
  return progress && <Overview planId={planId} progress={progress} />
}

function Overview({ planId, progress }: { planId: string; progress: Progress }) {
  const { data: access } = usePlanAccess(planId)
  const { data: names } = useNames(planId)
  const { data: times } = useStatusTimes(planId, access?.abilities.includes('history.read') ?? false)
  const [opened] = useState(() => Date.now())
  const { goals, strategies, coverage } = progress
  const tried = strategies.filter(({ tries }) => tries.length > 0)
  const rated = goals.filter((goal) => goal.levels.length + goal.scores.length + goal.coverage.size > 0)
  const charted = rated.map(({ id }) => id).join(' ')
  useEffect(() => {
    setCharted(charted)
    return () => setCharted('')
  }, [charted])
  if (rated.length + tried.length + coverage.size === 0) return null
  // One shape a person in every chart, whoever stands in it.
  const people = [...new Set([...goals.flatMap((goal) => [...goal.levels, ...goal.scores]), ...strategies.flatMap(({ tries }) => tries)].map(({ by }) => by))]
  const shared = {
    nameOf: (memberId: string) => names?.get(memberId) ?? 'Someone in the care team',
    lookOf: (memberId: string) => people.indexOf(memberId),
    spells: spellsOf(times?.items ?? [], strategies, opened),
  }
  const isClinician = access !== undefined && clinicianRoles.includes(access.role)
  return (
    <section className={css.section} id="progress" tabIndex={-1} aria-labelledby="progress-heading">
      <h2 id="progress-heading" className={css.heading}>
        How it is going
      </h2>
      {isClinician && <Score score={progress.score} />}
      <ul className={css.list}>
        {rated.map((goal) => (
          <GoalRow key={goal.id} id={goal.id} title={<Title kind="Goal" title={goal.title} sentence={nowWords(goal)} />}>
            <GoalCharts goal={goal} strategies={strategies} {...shared} />
          </GoalRow>
        ))}
        {tried.map((strategy) => (
          <li key={strategy.id} className={css.card}>
            <Disclosure title={<Title kind="At home" title={strategy.title} sentence={strategy.tries.length === 1 ? 'Tried once' : `Tried ${strategy.tries.length} times`} />}>
              <div className={css.charts}>
                <StrategyChart strategy={strategy} {...shared} />
              </div>
            </Disclosure>
          </li>
        ))}
        {coverage.size > 0 && (
          <li className={css.card}>
            <div className={css.charts}>
              <Coverage title="Where notes come from" coverage={coverage} />
            </div>
          </li>
        )}
      </ul>
    </section>
  )
}

function nowWords({ levels, scores }: GoalProgress): string {
  const level = levels.at(-1)
  if (level !== undefined) return `Now: ${levelWords(level.value)}`
  return scores.length > 0 ? 'Rated from 0 to 10' : ''
}

const Title = ({ kind, title, sentence }: { kind: string; title: string; sentence: string }) => (
  <span className={css.rowTitle}>
    <span className={css.kind}>{kind}</span>
    <span dir="auto">{title || 'Without a title'}</span>
    {sentence !== '' && <span className={css.sentence}>{sentence}</span>}
  </span>
)

/** For clinicians only: families read the words. */
function Score({ score: { now, atStart, goals } }: { score: Progress['score'] }) {
  if (now === null) return null
  return (
    <p className={css.score}>
      T-score over {goals === 1 ? 'one rated goal' : `${goals} rated goals`}: <b>{now.toFixed(1)}</b>
      {atStart !== null && `, at the start ${atStart.toFixed(1)}`}. 50 is exactly what was hoped for.
      <span className={css.onlyYou}> Therapists see this line; families see the words.</span>
    </p>
  )
}
