import { Smartphone } from 'lucide-react'
import { GoalReading } from './goal-reading.tsx'
import { goalOf, useGoalIds } from './plan-items.ts'
import css from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

/** The goals so far, one at a time. Before the first one: how everybody comes in. */
export function LookBackCard({ guest, visit, part }: CardProps) {
  const ids = useGoalIds(part)
  const goal = visit.goalId === null ? undefined : goalOf(part, visit.goalId)
  if (goal === undefined || visit.goalId === null) {
    return (
      <section className={css.card}>
        <p className={css.big}>Everybody sees this card on their own phone or tablet.</p>
        <ol className={css.overview}>
          <li><strong>Look back</strong> How is it going with {ids.length === 0 ? 'what we do' : ids.length === 1 ? 'our goal' : `our ${ids.length} goals`}?</li>
          <li><strong>Choose</strong> Each of us first writes alone what matters most. Then we look together.</li>
          <li><strong>Agree</strong> We write one goal, and one thing to try. Each says yes on their own phone.</li>
          <li><strong>Home</strong> One page to take with you.</li>
        </ol>
        {guest.mayLead && <p className={css.hint}><Smartphone size={20} aria-hidden /> Phones join with the QR code.</p>}
      </section>
    )
  }
  return (
    <section className={css.card} aria-label={`Goal ${ids.indexOf(visit.goalId) + 1} of ${ids.length}`}>
      <p className={css.count}>Goal {ids.indexOf(visit.goalId) + 1} of {ids.length}</p>
      <GoalReading goal={goal} />
    </section>
  )
}
