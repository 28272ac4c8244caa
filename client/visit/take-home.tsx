import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { Visit } from '#shared/visit/api.ts'
import { dateOfInstant } from '../i18n/date-words.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { useSynced } from '../sync/save-status.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { goalOf, strategyOf, useFocus, useGoalIds, useStrategyIds, useSteps, useValue, useWords } from './plan-items.ts'
import css from './take-home.module.css'
import type { Guest } from './visit-page.tsx'

/** After a visit: one page to print and take home. */
export function TakeHome({ guest, visit, action }: { guest: Guest; visit: Visit; action: ReactNode }) {
  const { plan } = usePlanSession()
  const isSynced = useSynced('plan')
  return (
    <main id="main" className={css.main} tabIndex={-1}>
      <div className={css.buttons}>
        <Link href={`/c/${guest.planId}/plan`} className={buttonClass('quiet')}>Back to the plan</Link>
        <span className={css.gap} />
        {action}
        <Button look="primary" onPress={() => print()}><Printer size={18} aria-hidden /> Print</Button>
      </div>
      <PageHeading title="To take home" className={css.title ?? ''}>To take home</PageHeading>
      <p className={css.buttons}>The visit of {dateOfInstant(visit.startedAt)} is over. This page stays here.</p>
      {plan === null || !isSynced ? <Loading what="Opening the plan" /> : <HomePage guest={guest} visit={visit} part={plan} />}
    </main>
  )
}

type HomePageProps = { guest: Guest; visit: Visit; part: PartHandle }

/** One page in the family's words: the goals, what to do, what to say, the next visit. */
export function HomePage({ guest, visit, part }: HomePageProps) {
  const goalIds = useGoalIds(part)
  const strategyIds = useStrategyIds(part)
  return (
    <article className={css.paper}>
      <header className={css.head}>
        <p className={css.child}>{guest.childName}</p>
        <p>Visit of {dateOfInstant(visit.startedAt)}</p>
      </header>
      <h2 className={css.heading}>{goalIds.length === 1 ? 'Our goal' : 'Our goals'}</h2>
      <ol className={css.goals}>{goalIds.map((id) => <Goal key={id} part={part} id={id} />)}</ol>
      {strategyIds.map((id) => <Strategy key={id} part={part} id={id} visit={visit} />)}
      {visit.nextWords !== '' && (
        <>
          <h2 className={css.heading}>Our next visit</h2>
          <p className={css.next}>{visit.nextWords}</p>
        </>
      )}
      <p className={css.foot}>Nobody watches this plan day and night. In danger call your emergency number.</p>
    </article>
  )
}

function Goal({ part, id }: { part: PartHandle; id: string }) {
  const goal = goalOf(part, id)
  const [title, familyWords] = [useWords(goal, 'title'), useWords(goal, 'familyWords')]
  if (title === '' && familyWords === '') return null
  return (
    <li>
      <strong>{familyWords === '' ? title : familyWords}</strong>
      {familyWords !== '' && title !== '' && <span className={css.clinical}>{title}</span>}
    </li>
  )
}

/** A strategy that somebody took on: the steps, and what to say. */
function Strategy({ part, id, visit }: { part: PartHandle; id: string; visit: Visit }) {
  const strategy = strategyOf(part, id)
  const focus = useFocus(strategy)
  const [title, say, ifHard] = [useWords(strategy, 'title'), useWords(strategy, 'say'), useWords(strategy, 'ifHard')]
  const routine = useValue(strategy, 'routine')
  const steps = useSteps(strategy)
  const names = visit.people.filter(({ memberId }) => focus.includes(memberId)).map(({ name }) => name.split(' ')[0])
  if (names.length === 0) return null
  return (
    <section className={css.strategy}>
      <h2 className={css.heading}>To try: {title}</h2>
      <p className={css.who}>{names.join(' and ')}{routine !== '' && ` · ${routine}`}</p>
      {steps.length > 0 && <ol className={css.steps}>{steps.map((step, i) => <li key={i}>{step}</li>)}</ol>}
      {say !== '' && <p className={css.say}><span>Say this</span> {say}</p>}
      {ifHard !== '' && <p className={css.hard}><span>If it is hard</span> {ifHard}</p>}
    </section>
  )
}
