import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Link } from 'wouter'
import { clearFocus, setFocus } from '#shared/plan/focus.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useSynced } from '../sync/save-status.ts'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { announce } from '../ui/status-region.tsx'
import { FoldedStrategy, OneThing } from './strategy-to-try.tsx'
import css from './today-page.module.css'
import type { Strategy } from './strategies.ts'
import { useStrategies } from './use-strategies.ts'

/** One at a time is enough; a second and third are for those who asked for more. */
const shownAtMost = 3

type TryAct = (strategyId: string, title: string) => ReactNode

/** This person's one thing first, then what else is tried at home now. */
export function WhatToTry({ renderTryAct }: { renderTryAct: TryAct }) {
  const { planId, plan } = usePlanSession()
  const strategies = useStrategies()
  const hasContent = useSynced('plan')
  const { heading, pick, putBack } = usePicking()
  if (plan === null) return null
  if (!hasContent) return <Loading what="Opening the plan" lines={2} />
  const focus = strategies.find(({ isFocus }) => isFocus)
  const others = strategies.filter((strategy) => strategy !== focus)
  const renderPick = (strategy: Strategy) =>
    plan.canWrite && (
      <Button look="quiet" size="small" aria-label={`Make it my one thing: ${strategy.title}`} onPress={() => pick(strategy)}>
        Make it my one thing
      </Button>
    )
  return (
    <>
      {focus !== undefined && (
        <section className={css.section} aria-labelledby="one-thing">
          <h2 id="one-thing" ref={heading} tabIndex={-1} className={css.title}>
            Your one thing
          </h2>
          <OneThing
            strategy={focus}
            planId={planId}
            tryAct={renderTryAct(focus.id, focus.title)}
            further={plan.canWrite && <Button look="quiet" size="small" onPress={putBack}>Not this one now</Button>}
          />
        </section>
      )}
      {(focus === undefined || others.length > 0) && (
        <section className={css.section} aria-labelledby="what-to-try">
          <h2 id="what-to-try" ref={focus === undefined ? heading : null} tabIndex={-1} className={focus === undefined ? css.title : css.lesser}>
            {focus === undefined ? 'What to try' : 'Also in the plan'}
          </h2>
          {strategies.length === 0 && <p className={css.quiet}>Nothing to try is in the plan yet. That is fine.</p>}
          {focus === undefined && plan.canWrite && others.length > 1 && <p className={css.quiet}>One at a time is plenty. You can pick yours.</p>}
          {others.slice(0, shownAtMost).map((strategy, i) => (
            <FoldedStrategy
              key={strategy.id}
              isOpen={focus === undefined && i === 0}
              strategy={strategy}
              planId={planId}
              tryAct={renderTryAct(strategy.id, strategy.title)}
              further={renderPick(strategy)}
            />
          ))}
          {others.length > shownAtMost && (
            <p>
              <Link href={`/c/${planId}/plan#strategies-heading`}>{others.length - shownAtMost} more in the plan</Link>
            </p>
          )}
        </section>
      )}
    </>
  )
}

/** Choosing one's own one thing. The button that was pressed goes away, so the heading over what was chosen gets the focus. */
function usePicking() {
  const { plan, memberId } = usePlanSession()
  const heading = useRef<HTMLHeadingElement>(null)
  const [picks, setPicks] = useState(0)
  useEffect(() => {
    if (picks > 0) heading.current?.focus()
  }, [picks])
  const change = (act: (strategies: Parameters<typeof setFocus>[0]) => void, said: string) => {
    plan?.change(() => act(plan.doc.getMap<unknown>('strategies')))
    announce(said)
    setPicks((count) => count + 1)
  }
  return {
    heading,
    pick: ({ id, title }: Strategy) => change((strategies) => setFocus(strategies, memberId, id), `Your one thing: ${title}`),
    putBack: () => change((strategies) => clearFocus(strategies, memberId), 'It is with the others again'),
  }
}
