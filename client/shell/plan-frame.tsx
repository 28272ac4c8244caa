import type { ReactNode } from 'react'
import { hasCode } from '../http/error-words.ts'
import { useMembersAhead } from '../http/members.ts'
import { usePlanAccess } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { PlanSessionProvider } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { CalmWriting } from './calm-writing.tsx'
import { DeviceQuestion } from './device-question.tsx'
import { ErasureBand } from './erasure-band.tsx'
import { NotFound } from './not-found.tsx'
import { Page } from './page.tsx'
import { PlanBands } from './plan-bands.tsx'
import css from './plan-frame.module.css'
import { RemoteChanges } from './remote-changes.tsx'
import { PlanHeader } from './plan-header.tsx'
import { SeenFollower } from './seen-follower.ts'
import { UnsentWordsOffer } from './unsent-words.tsx'
import { VisitBand } from './visit-link.tsx'

type PlanFrameProps = {
  planId: string
  children: ReactNode
  /** Stands beside the page where there is room. */
  panel?: ReactNode
  /** The main button of phones, in reach of the thumb. */
  mainButton?: ReactNode
  /** For a page with two columns of its own. */
  isWide?: boolean
}

/** Opens a plan and puts its header around every page of it. */
export default function PlanFrame({ planId, children, panel, mainButton, isWide = false }: PlanFrameProps) {
  const access = usePlanAccess(planId)
  useMembersAhead(planId, access.data?.abilities.includes('members.list') ?? false)
  // Also with an earlier answer at hand: somebody who was taken out of the care team sees nothing of the plan.
  if (hasCode(access.error, 'not-found')) return <Page><NotFound /><UnsentWordsOffer planId={planId} /></Page>
  if (access.data === undefined) {
    return (
      <Page>
        {access.isPending && <Loading what="Opening the plan" />}
        <RequestNotice error={access.error} action={<Button onPress={() => void access.refetch()}>Try again</Button>} />
      </Page>
    )
  }
  return (
    <PlanSessionProvider planId={planId} access={access.data}>
      <div className={css.frame} data-panel={panel ? '' : undefined} data-button={mainButton ? '' : undefined}>
        <PlanHeader access={access.data} />
        <main id="main" className={css.main} data-wide={isWide || undefined} data-region="" tabIndex={-1}>
          <DeviceQuestion />
          <PlanBands onRightsChanged={() => void access.refetch()} />
          <VisitBand access={access.data} />
          <ErasureBand planId={planId} />
          {children}
          <RemoteChanges />
          <CalmWriting />
          <SeenFollower />
        </main>
        {panel && (
          <aside className={css.panel} aria-label="Notes" data-region="" tabIndex={-1}>
            {panel}
          </aside>
        )}
        {mainButton && <div className={css.mainButton}>{mainButton}</div>}
      </div>
    </PlanSessionProvider>
  )
}
