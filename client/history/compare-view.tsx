import { ArrowRightLeft, Printer } from 'lucide-react'
import { useState } from 'react'
import { useLocation } from 'wouter'
import type { VersionRow } from '#shared/version/api.ts'
import { useSince } from '../http/since.ts'
import { useChanges } from '../http/versions.ts'
import { momentWords, monthOfInstant } from '../i18n/date-words.ts'
import { Moment } from '../i18n/moment.tsx'
import { usePresentHash } from '../sync/present-words.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { Notice } from '../ui/notice.tsx'
import { addressOf, lastLook } from './address.ts'
import { ChangeList } from './change-list.tsx'
import { Choice } from './choice.tsx'
import css from './history-page.module.css'
import { AskToBringBack, RestoreButton } from './restore-offer.tsx'
import { lineOfVersion, titleOfVersion } from './version-words.tsx'
import { ViewHeading } from './view-heading.tsx'

type CompareViewProps = { planId: string; from: string; to: string; versions: readonly VersionRow[] }

/** What changed between any two points. */
export function CompareView({ planId, from, to, versions }: CompareViewProps) {
  const isSince = from === lastLook
  const since = useSince(planId, isSince)
  const changes = useChanges(planId, from, to, !isSince)
  const query = isSince ? since : changes
  const version = versions.find(({ id }) => id === from)
  const [, navigate] = useLocation()
  const go = (nextFrom: string, nextTo: string) => navigate(addressOf(planId, { is: 'compare', from: nextFrom, to: nextTo }))
  const isBackwards = timeOf(from, versions) > timeOf(to, versions)
  return (
    <section className={css.view} aria-label="What changed">
      <header className={css.viewHead}>
        <div>
          <ViewHeading>What changed</ViewHeading>
          <p className={css.printOnly}>
            From <PointOnPaper point={from} versions={versions} readAt={query.dataUpdatedAt} /> to{' '}
            <PointOnPaper point={to} versions={versions} readAt={query.dataUpdatedAt} />
          </p>
          {isBackwards && <p className={css.meta}>The first one is the later of the two, so this reads backwards.</p>}
        </div>
        <span className={css.acts}>
          {version !== undefined && to === 'now' && (
            <RestoreButton requested={{ versionId: version.id, choice: {}, what: `The whole plan as of ${momentWords(version.at)}` }} />
          )}
          <Button look="quiet" size="small" onPress={() => window.print()}>
            <Printer size={18} aria-hidden /> Print
          </Button>
        </span>
      </header>
      <div className={css.points}>
        <Choice label="From" value={from} groups={pointGroups(versions, from, [{ value: lastLook, label: 'When I last looked' }])} onChoose={(next) => go(next, to)} />
        <IconButton label="Swap the two" isDisabled={isSince} onPress={() => go(to, from)}>
          <ArrowRightLeft size={20} aria-hidden />
        </IconButton>
        <Choice label="To" value={to} groups={pointGroups(versions, to, [{ value: 'now', label: 'Now' }])} onChoose={(next) => go(from, next)} />
      </div>
      {to === 'now' && !isSince && <NewerWords key={query.dataUpdatedAt} onShow={() => void query.refetch()} />}
      <ChangeList
        planId={planId}
        query={query}
        of={`${from} ${to}`}
        backTo={to === 'now' ? (version?.id ?? null) : null}
        nothing={isSince ? 'Nothing new. What others change from now on shows here.' : 'Nothing changed between these two.'}
      />
      {version !== undefined && to === 'now' && <AskToBringBack />}
    </section>
  )
}

/** Which point it was, for whoever has only the paper. */
function PointOnPaper({ point, versions, readAt }: { point: string; versions: readonly VersionRow[]; readAt: number }) {
  const version = versions.find(({ id }) => id === point)
  if (version !== undefined) return <>{titleOfVersion(version)} (<Moment at={version.at} />)</>
  if (point === lastLook) return 'when I last looked'
  const at = point === 'now' ? readAt : Date.parse(point)
  return Number.isNaN(at) ? null : <Moment at={new Date(at).toISOString()} />
}

/** Told and not done by itself: what somebody reads must not move under their eyes. */
function NewerWords({ onShow }: { onShow: () => void }) {
  const present = usePresentHash()
  const [shown, setShown] = useState(present)
  if (shown === null && present !== null) setShown(present)
  if (shown === null || present === shown) return null
  return (
    <Notice tone="info" action={<Button onPress={onShow}>Show that too</Button>}>
      Somebody has written in the plan since this list was made.
    </Notice>
  )
}

const timeOf = (point: string, versions: readonly VersionRow[]): number => {
  if (point === 'now') return Infinity
  const at = versions.find(({ id }) => id === point)?.at ?? point
  return Date.parse(at) || 0
}

/** The versions by month, with the points that are no version above. A moment that came with the address is one of them. */
function pointGroups(versions: readonly VersionRow[], chosen: string, others: { value: string; label: string }[]) {
  const isListed = versions.some(({ id }) => id === chosen) || others.some(({ value }) => value === chosen)
  const moment = Number.isNaN(Date.parse(chosen)) ? (chosen === 'now' ? 'Now' : 'A version that is not in the list') : momentWords(chosen)
  const first = isListed ? others : [...others, { value: chosen, label: moment }]
  const months = Map.groupBy(versions, ({ at }) => monthOfInstant(at))
  return [
    { options: first },
    ...[...months].map(([label, rows]) => ({ label, options: rows.map((row) => ({ value: row.id, label: lineOfVersion(row) })) })),
  ]
}
