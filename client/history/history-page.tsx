import { Bookmark, ChevronLeft, History } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation, useSearch } from 'wouter'
import type { VersionRow } from '#shared/version/api.ts'
import { usePlanAccess } from '../http/plans.ts'
import { useVersions } from '../http/versions.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { useMedia, wideScreen } from '../ui/use-media.ts'
import { addressOf, lastLook, placeOf, type HistoryPlace } from './address.ts'
import { AgreementCard } from './agreement-card.tsx'
import { CompareView } from './compare-view.tsx'
import css from './history-page.module.css'
import { HistoryTrouble } from './history-trouble.tsx'
import { KeepDialog } from './keep-dialog.tsx'
import { RestoringProvider } from './restoring.tsx'
import { SinceCard } from './since-card.tsx'
import { Timeline } from './timeline.tsx'
import { VersionView } from './version-view.tsx'

/** The history of one plan: its versions, what changed between any two of them, and the ways back. */
export default function HistoryPage({ planId }: { planId: string }) {
  const { data: access } = usePlanAccess(planId)
  const abilities = access?.abilities ?? []
  const mayRead = abilities.includes('history.read')
  const versions = useVersions(planId, { isWanted: mayRead, isFollowed: true })
  const place = placeOf(useSearch())
  const [, navigate] = useLocation()
  const [isKeeping, setIsKeeping] = useState(false)
  return (
    <>
      <div className={css.head}>
        <PageHeading title="History" className={css.title ?? ''} />
        {place.is !== 'overview' && (
          <Link href={addressOf(planId, { is: 'overview' })} className={buttonClass('quiet', 'small')}>
            <ChevronLeft size={18} aria-hidden className="mirrored" /> All versions
          </Link>
        )}
        {place.is === 'overview' && abilities.includes('history.name') && (
          <Button onPress={() => setIsKeeping(true)}>
            <Bookmark size={18} aria-hidden /> Keep a version
          </Button>
        )}
      </div>
      {access !== undefined && !mayRead && <Notice tone="locked">The history is for the people who write this plan. Ask one of them what changed.</Notice>}
      {mayRead && versions.isPending && <Loading what="Opening the history" />}
      {versions.error !== null && <HistoryTrouble planId={planId} error={versions.error} onRetry={() => void versions.refetch()} />}
      {versions.data && (
        <RestoringProvider planId={planId} mayRestore={abilities.includes('history.restore')}>
          <Places planId={planId} childName={access?.childName ?? ''} place={place} versions={versions.data} mayAgree={abilities.includes('plan.agree')} />
        </RestoringProvider>
      )}
      {isKeeping && (
        <KeepDialog
          planId={planId}
          onClose={() => setIsKeeping(false)}
          onKept={(versionId) => navigate(addressOf(planId, { is: 'version', versionId, shows: 'changes' }))}
        />
      )}
    </>
  )
}

type PlacesProps = { planId: string; childName: string; place: HistoryPlace; versions: readonly VersionRow[]; mayAgree: boolean }

/** Beside each other where there is room; else the list first, and a place of its own for what is opened. */
function Places({ planId, childName, place, versions, mayAgree }: PlacesProps) {
  const isWide = useMedia(wideScreen)
  const isOverview = place.is === 'overview'
  const list = versions.length === 0 ? <NoVersions /> : <Timeline planId={planId} versions={versions} place={place} />
  const agreement = <AgreementCard planId={planId} versions={versions} mayAgree={mayAgree} />
  return (
    <div className={css.columns}>
      <div className={css.main}>
        {isOverview && !isWide && <SinceCard planId={planId} />}
        {isOverview && isWide && <CompareView planId={planId} from={lastLook} to="now" versions={versions} />}
        {place.is === 'version' && (
          <VersionView planId={planId} childName={childName} versionId={place.versionId} shows={place.shows} versions={versions} mayAgree={mayAgree} />
        )}
        {place.is === 'compare' && <CompareView planId={planId} from={place.from} to={place.to} versions={versions} />}
        {isOverview && !isWide && (
          <>
            {agreement}
            {list}
          </>
        )}
      </div>
      {isWide && (
        <div className={css.side}>
          {isOverview && <SinceCard planId={planId} />}
          {isOverview && agreement}
          {list}
        </div>
      )}
    </div>
  )
}

const NoVersions = () => (
  <Empty icon={<History size={28} />} example="“Before the summer”, or one after each visit.">
    The plan has no earlier versions yet. Ten minutes after somebody has written in it, the first one is kept by itself.
  </Empty>
)
