import { LifeBuoy } from 'lucide-react'
import { Suspense, type ReactNode } from 'react'
import { lazy } from '../ui/lazy.ts'
import { usePlanAccess } from '../http/plans.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useSynced } from '../sync/save-status.ts'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { AboutSection } from './about-section.tsx'
import { ErasedElsewhere } from './erased-here.tsx'
import { ExpectationsSection } from './expectations-section.tsx'
import { GoalSection } from './goal-section.tsx'
import css from './plan-page.module.css'
import { SafetySection, safetyPlace } from './safety-section.tsx'
import { StrategySection } from './strategy-section.tsx'
import { useAnchor } from './use-anchor.ts'

type PlanPageProps = { planId: string; band?: ReactNode; progress?: ReactNode; talk?: ReactNode }

// For those who do not get the plan itself.
const PlanReading = lazy(async () => ({ default: (await import('./plan-reading.tsx')).PlanReading }))

/** The plan of one child: goals, and what is done at home. `band`, `progress` and `talk`, of other features, stand above and below. */
export default function PlanPage({ planId, band, progress, talk }: PlanPageProps) {
  const { plan } = usePlanSession()
  const { data: access } = usePlanAccess(planId)
  const hasContent = useSynced('plan')
  useAnchor(hasContent)
  const heading = (
    <PageHeading title="Plan" className={css.title ?? ''}>
      Plan <span className={css.child}>for {access?.childName}</span>
    </PageHeading>
  )
  if (plan === null) {
    return (
      <Suspense fallback={<Loading what="Opening the plan" />}>
        <PlanReading planId={planId} heading={heading} band={band} progress={progress} talk={talk} />
      </Suspense>
    )
  }
  return (
    <>
      {heading}
      {!hasContent && <Loading what="Opening the plan" />}
      {hasContent && !plan.canWrite && (
        <Notice tone="locked">You can read this plan. Parents and therapists write it: ask them, or add a note.</Notice>
      )}
      {hasContent && (
        <a href={`#${safetyPlace}`} className={css.toSafety}>
          <LifeBuoy size={20} aria-hidden /> Safety plan
        </a>
      )}
      {hasContent && band}
      {hasContent && <AboutSection part={plan} childName={access?.childName ?? ''} />}
      {hasContent && <ExpectationsSection part={plan} />}
      {hasContent && <GoalSection part={plan} />}
      {hasContent && <StrategySection part={plan} planId={planId} />}
      {hasContent && progress}
      {hasContent && talk}
      {hasContent && <SafetySection part={plan} />}
      {hasContent && <ErasedElsewhere planId={planId} part={plan} />}
    </>
  )
}
