import { Check } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { visitSteps } from '#shared/visit/api.ts'
import { SaveMark } from '../shell/save-mark.tsx'
import { Button } from '../ui/button.tsx'
import { Hidden } from '../ui/hidden.tsx'
import css from './visit-bar.module.css'
import type { CardProps } from './visit-room.tsx'
import { startOf, stepIndex } from './way.ts'

/** The bar over a visit: whose it is, the four steps, for how long, and the way out. */
export function VisitBar({ guest, visit, act }: CardProps) {
  const [, navigate] = useLocation()
  const leave = () => {
    act({ act: '/leave' })
    navigate(`/c/${guest.planId}/plan`)
  }
  const now = stepIndex(visit.place)
  return (
    <header className={css.bar} data-region="" aria-label="Visit" tabIndex={-1}>
      <p className={css.name}>
        <span className={css.with}>Visit with </span>
        {guest.childName}
      </p>
      <ol className={css.steps} aria-label="Steps of the visit">
        {visitSteps.map((step, i) => (
          <li key={step.id} className={css.step} aria-current={i === now ? 'step' : undefined} data-done={i < now || undefined}>
            {guest.mayLead && i !== now ? (
              <button type="button" className={css.jump} onClick={() => act({ act: '/go', body: startOf(i, visit.areLanesShown) })}>
                <Mark number={i + 1} isDone={i < now} /> <span className={css.label}>{step.label}</span>
              </button>
            ) : (
              <span className={css.jump}>
                <Mark number={i + 1} isDone={i < now} /> <span className={css.label}>{step.label}</span>
              </span>
            )}
          </li>
        ))}
      </ol>
      <Minutes since={visit.startedAt} />
      <span className={css.save}><SaveMark /></span>
      <Button size="small" onPress={leave}>Leave</Button>
    </header>
  )
}

const Mark = ({ number, isDone }: { number: number; isDone: boolean }) => (
  <span className={css.mark}>
    {isDone ? <Check size={16} aria-hidden /> : number}
    {isDone && <Hidden>done</Hidden>}
  </span>
)

/** How long the visit has lasted. Read by nobody aloud: it would interrupt. */
function Minutes({ since }: { since: string }) {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000)
    return () => clearInterval(timer)
  }, [])
  return <span className={css.minutes} aria-hidden>{Math.max(0, Math.floor((now - Date.parse(since)) / 60_000))} min</span>
}
