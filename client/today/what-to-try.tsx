import { ChevronDown, House } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { StrategyStatus } from '#shared/plan/plan-part.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useSynced } from '../sync/save-status.ts'
import { Loading } from '../ui/loading.tsx'
import css from './today-page.module.css'
import { useStrategies, type Strategy } from './use-strategies.ts'

/** One at a time is enough; a second and third are for those who asked for more. */
const shownAtMost = 3

const statusWords: Partial<Record<StrategyStatus, string>> = { 'learning': 'Learning it', 'on-our-own': 'On our own', 'maintenance': 'Keeping it up' }

type TryAct = (strategyId: string, title: string) => ReactNode

/** The strategies that are tried at home now, mine first. */
export function WhatToTry({ renderTryAct }: { renderTryAct: TryAct }) {
  const { planId, plan } = usePlanSession()
  const strategies = useStrategies()
  const hasContent = useSynced('plan')
  if (plan === null) return null
  if (!hasContent) return <Loading what="Opening the plan" lines={2} />
  return (
    <section className={css.section} aria-labelledby="what-to-try">
      <h2 id="what-to-try" className={css.title}>
        What to try
      </h2>
      {strategies.length === 0 && <p className={css.quiet}>Nothing to try is in the plan yet. That is fine.</p>}
      {strategies.slice(0, shownAtMost).map((strategy, i) => (
        <StrategyToTry isFocus={i === 0} key={strategy.id} strategy={strategy} planId={planId} renderTryAct={renderTryAct} />
      ))}
      {strategies.length > shownAtMost && (
        <p>
          <Link href={`/c/${planId}/plan#strategies-heading`}>{strategies.length - shownAtMost} more in the plan</Link>
        </p>
      )}
    </section>
  )
}

type StrategyToTryProps = { strategy: Strategy; planId: string; renderTryAct: TryAct; isFocus: boolean }

/** The first is open, for it is the one to begin with; the others open by a press. */
const StrategyToTry = ({ strategy, planId, renderTryAct, isFocus }: StrategyToTryProps) => (
  <details className={css.strategy} open={isFocus}>
    <summary className={css.head}>
      <span className={css.sign} aria-hidden>
        <House size={20} />
      </span>
      <span className={css.what}>
        <h3 className={css.name} dir="auto">
          {strategy.title}
        </h3>
        <span className={css.when}>{[statusWords[strategy.status], ...strategy.when].filter((words) => words !== undefined && words !== '').join(' · ')}</span>
      </span>
      <ChevronDown size={20} aria-hidden className={css.arrow} />
    </summary>
    <div className={css.inside}>
      {strategy.steps.length > 0 && (
        <ol className={css.steps}>
          {strategy.steps.map((step, i) => (
            <li key={i} dir="auto">
              {step}
            </li>
          ))}
        </ol>
      )}
      {strategy.say !== '' && (
        <p className={css.say} dir="auto">
          <span className={css.saySign}>Say this</span> {strategy.say}
        </p>
      )}
      <div className={css.acts}>
        {renderTryAct(strategy.id, strategy.title)}
        <Link href={`/c/${planId}/plan#strategy-${strategy.id}`} aria-label={`See it in the plan: ${strategy.title}`}>
          See it in the plan
        </Link>
      </div>
    </div>
  </details>
)
