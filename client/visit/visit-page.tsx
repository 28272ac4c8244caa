import { useEffect, useState, type ReactNode } from 'react'
import { Link, useSearchParams } from 'wouter'
import { useLiveVisit, useVisitAct } from '../http/visits.ts'
import { usePlanAccess } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { NotFound } from '../shell/not-found.tsx'
import { PlanBands } from '../shell/plan-bands.tsx'
import { PlanSessionProvider } from '../sync/plan-session.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { StatusRegion } from '../ui/status-region.tsx'
import { TakeHome } from './take-home.tsx'
import css from './visit.module.css'
import { VisitRoom } from './visit-room.tsx'

/** A visit over the whole screen: everybody in it is on the same card. */
export default function VisitPage({ planId, privateNote }: { planId: string; privateNote: ReactNode }) {
  const access = usePlanAccess(planId)
  if (access.data !== undefined && access.data.abilities.includes('visit.join')) {
    return (
      <PlanSessionProvider planId={planId} access={access.data}>
        <div className={css.page}>
          <div className={css.bands}>
            <PlanBands onRightsChanged={() => void access.refetch()} />
          </div>
          <VisitAtDoor
            planId={planId}
            me={access.data.memberId}
            childName={access.data.childName}
            mayLead={access.data.abilities.includes('visit.lead')}
            mayAgree={access.data.abilities.includes('plan.agree')}
            privateNote={privateNote}
          />
        </div>
        <StatusRegion />
      </PlanSessionProvider>
    )
  }
  return (
    <main id="main" className={css.front}>
      {access.isPending ? <Loading what="Opening the visit" /> : <NotFound />}
    </main>
  )
}

export type Guest = { planId: string; me: string; childName: string; mayLead: boolean; mayAgree: boolean }

/** Lets somebody in, who came by the QR code at once. */
function VisitAtDoor({ privateNote, ...guest }: Guest & { privateNote: ReactNode }) {
  const { planId, me, mayLead } = guest
  const { data, error, refetch } = useLiveVisit(planId)
  const act = useVisitAct(planId)
  const [search, setSearch] = useSearchParams()
  const [code] = useState(search.get('join'))
  const { mutate } = act
  useEffect(() => {
    if (code === null) return
    mutate({ act: '/join', body: /^[0-9]{6}$/.test(code) ? { code } : {} })
    setSearch({}, { replace: true })
    // Once, when the page opens.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [])
  const visit = data?.visit
  if (visit === undefined) {
    return (
      <main id="main" className={css.front}>
        <Loading what="Opening the visit" />
        <RequestNotice error={error} action={<Button onPress={() => void refetch()}>Try again</Button>} />
      </main>
    )
  }
  const isOver = visit === null || visit.endedAt !== null
  const isIn = !isOver && visit.people.some(({ memberId, isHere }) => memberId === me && isHere)
  if (isIn) return <VisitRoom key={visit.id} guest={guest} visit={visit} privateNote={privateNote} />
  const start = mayLead && <Button look={visit === null ? 'primary' : 'plain'} size={visit === null ? 'main' : 'normal'} isDisabled={act.isPending} onPress={() => mutate({ act: '' })}>Start a visit</Button>
  if (visit !== null && isOver) return <TakeHome guest={guest} visit={visit} action={start} />
  if (act.isPending) return <main id="main" className={css.front}><Loading what="Joining the visit" /></main>
  return (
    <main id="main" className={css.front} tabIndex={-1}>
      <PageHeading title="Visit" className={css.title ?? ''}>
        {isOver ? 'No visit is on' : `A visit for ${guest.childName} is on`}
      </PageHeading>
      <p className={css.lead}>
        {isOver
          ? mayLead ? 'Start one when you are together. Everybody joins on their own phone.' : 'When your therapist starts one, you join here.'
          : 'Everybody sees the same card. What you write alone stays yours until it is shown.'}
      </p>
      <RequestNotice error={act.error} />
      {isOver ? start : <Button look="primary" size="main" onPress={() => mutate({ act: '/join' })}>Join the visit</Button>}
      <Link href={`/c/${planId}/plan`} className={buttonClass('quiet')}>Back to the plan</Link>
    </main>
  )
}
