import { Printer } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import type { TakeHomePage, Visit } from '#shared/visit/api.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { useTakeHome } from '../http/visits.ts'
import { dateOfInstant } from '../i18n/date-words.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { useSynced } from '../sync/save-status.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { useLivePage } from './plan-items.ts'
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
      <p className={css.buttons}>The visit of {dateOfInstant(visit.startedAt)} is over. This page stays here. It is the plan as the visit left it.</p>
      {plan === null || !isSynced ? <Loading what="Opening the plan" /> : <PageOfVisit guest={guest} visit={visit} part={plan} />}
    </main>
  )
}

/** As the visit left it. A visit that everybody forgot left no version: then as the plan is now. */
function PageOfVisit({ guest, visit, part }: LivePageProps) {
  const { data, error, refetch } = useTakeHome(guest.planId, visit.id, visit.versionId !== null)
  if (visit.versionId === null) return <LivePage guest={guest} visit={visit} part={part} />
  if (data !== undefined) return <HomePage guest={guest} visit={visit} page={data} />
  if (error === null) return <Loading what="Opening the page" />
  return <RequestNotice error={error} action={<Button onPress={() => void refetch()}>Try again</Button>} />
}

type LivePageProps = { guest: Guest; visit: Visit; part: PartHandle }

/** The page as it is while people still write. */
export function LivePage({ guest, visit, part }: LivePageProps) {
  const page = useLivePage(part)
  return <HomePage guest={guest} visit={visit} page={page} />
}

/** One page in the family's words: the goals, what to do, what to say, the next visit. */
const HomePage = ({ guest, visit, page }: { guest: Guest; visit: Visit; page: TakeHomePage }) => (
  <article className={css.paper}>
    <header className={css.head}>
      <p className={css.child}>{guest.childName}</p>
      <p>Visit of {dateOfInstant(visit.startedAt)}</p>
    </header>
    <h2 className={css.heading}>{page.goals.length === 1 ? 'Our goal' : 'Our goals'}</h2>
    <ol className={css.goals}>{page.goals.map((goal) => <Goal key={goal.id} {...goal} />)}</ol>
    {page.strategies.map((strategy) => <Strategy key={strategy.id} strategy={strategy} visit={visit} />)}
    {visit.nextWords !== '' && (
      <>
        <h2 className={css.heading}>Our next visit</h2>
        <p className={css.next}>{visit.nextWords}</p>
      </>
    )}
    <p className={css.foot}>Nobody watches this plan day and night. In danger call your emergency number.</p>
  </article>
)

function Goal({ title, familyWords }: TakeHomePage['goals'][number]) {
  if (title === '' && familyWords === '') return null
  return (
    <li>
      <strong>{familyWords === '' ? title : familyWords}</strong>
      {familyWords !== '' && title !== '' && <span className={css.clinical}>{title}</span>}
    </li>
  )
}

/** A strategy that somebody took on: the steps, and what to say. */
function Strategy({ strategy, visit }: { strategy: TakeHomePage['strategies'][number]; visit: Visit }) {
  const { title, say, ifHard, routine, steps, focus } = strategy
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
