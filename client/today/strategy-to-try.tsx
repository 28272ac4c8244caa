import { ChevronDown, House } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { StrategyStatus } from '#shared/plan/plan-part.ts'
import { OutsideLink } from '../ui/outside-link.tsx'
import css from './today-page.module.css'
import type { Strategy } from './strategies.ts'

const statusWords: Partial<Record<StrategyStatus, string>> = { 'learning': 'Learning it', 'on-our-own': 'On our own', 'maintenance': 'Keeping it up' }

type StrategyToTryProps = {
  strategy: Strategy
  planId: string
  tryAct: ReactNode
  /** Choosing it, or choosing it no more. */
  further: ReactNode
}

/** This person's one thing, with all that is needed to do it. */
export const OneThing = ({ strategy, ...inside }: StrategyToTryProps) => (
  <article className={css.one}>
    <header className={css.oneHead}>
      <Name strategy={strategy} />
    </header>
    <Inside strategy={strategy} {...inside} />
  </article>
)

/** Another strategy, folded until it is wanted. */
export const FoldedStrategy = ({ strategy, isOpen, ...inside }: StrategyToTryProps & { isOpen: boolean }) => (
  <details className={css.strategy} open={isOpen}>
    <summary className={css.head}>
      <Name strategy={strategy} />
      <ChevronDown size={20} aria-hidden className={css.arrow} />
    </summary>
    <Inside strategy={strategy} {...inside} />
  </details>
)

const Name = ({ strategy }: { strategy: Strategy }) => (
  <>
    <span className={css.sign} aria-hidden>
      <House size={20} />
    </span>
    <div className={css.what}>
      <h3 className={css.name} dir="auto">
        {strategy.title}
      </h3>
      <span className={css.when}>{[statusWords[strategy.status], ...strategy.when].filter((words) => words !== undefined && words !== '').join(' · ')}</span>
    </div>
  </>
)

const Inside = ({ strategy, planId, tryAct, further }: StrategyToTryProps) => (
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
    {strategy.say !== '' && <Line sign="Say this" look="say" words={strategy.say} />}
    {strategy.ifHard !== '' && <Line sign="If it is hard" look="hard" words={strategy.ifHard} />}
    {strategy.links.length > 0 && (
      <ul>
        {strategy.links.map((link) => (
          <li key={link.id}><OutsideLink {...link} /></li>
        ))}
      </ul>
    )}
    {tryAct}
    <div className={css.acts}>
      <Link href={`/c/${planId}/plan#strategy-${strategy.id}`} aria-label={`See it in the plan: ${strategy.title}`}>
        See it in the plan
      </Link>
      {further}
    </div>
  </div>
)

const Line = ({ sign, look, words }: { sign: string; look: 'say' | 'hard'; words: string }) => (
  <p className={css.line} data-look={look} dir="auto">
    <span className={css.lineSign}>{sign}</span> {words}
  </p>
)
