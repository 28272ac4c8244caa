import { BadgeCheck, Eraser, GitCompareArrows, Printer } from 'lucide-react'
import { useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { VersionContent, VersionRow } from '#shared/version/api.ts'
import type { ErasureReason } from '#shared/version/erasure.ts'
import { useNames } from '../http/members.ts'
import { useChanges, useVersion } from '../http/versions.ts'
import { momentWords } from '../i18n/date-words.ts'
import { Moment } from '../i18n/moment.tsx'
import { nameOf } from '../i18n/name-words.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import { addressOf } from './address.ts'
import { AgreeDialog } from './agree-dialog.tsx'
import { AgreementList } from './agreement-list.tsx'
import { ChangeList } from './change-list.tsx'
import css from './history-page.module.css'
import { HistoryTrouble } from './history-trouble.tsx'
import { PlanAsItWas } from './plan-as-it-was.tsx'
import { AskToBringBack, RestoreButton } from './restore-offer.tsx'
import { VersionSlider } from './version-slider.tsx'
import { kindWords, lineOfVersion, shortHash, titleOfVersion } from './version-words.tsx'
import { ViewHeading } from './view-heading.tsx'

type VersionViewProps = {
  planId: string
  childName: string
  versionId: string
  shows: 'changes' | 'plan'
  /** Newest first. */
  versions: readonly VersionRow[]
  mayAgree: boolean
}

/** Everything before the first version. */
const beginning = '1970-01-01T00:00:00Z'

/** One version: what changed in it, the plan as it was, who agreed to it, and the way to every other one. */
export function VersionView({ planId, childName, versionId, shows, versions, mayAgree }: VersionViewProps) {
  const [, navigate] = useLocation()
  const place = versions.findIndex(({ id }) => id === versionId)
  const version = versions[place]
  const goTo = (id: string, next = shows) => navigate(addressOf(planId, { is: 'version', versionId: id, shows: next }), { replace: true })
  if (version === undefined) return <Notice tone="locked">This version is not here, or it is not shared with you. Choose another one from the list.</Notice>
  const stops = versions.map((row) => ({ id: row.id, words: lineOfVersion(row) })).toReversed()
  return (
    <section className={css.view} aria-label="One version">
      <header className={css.viewHead}>
        <div>
          <p className={css.printOnly}>Care plan of {childName}</p>
          <ViewHeading>{titleOfVersion(version)}</ViewHeading>
          <Facts planId={planId} version={version} />
        </div>
      </header>
      <VersionSlider stops={stops} chosen={versionId} onChoose={goTo} />
      <div className={css.toolbar}>
        <Chips
          label="Show"
          hideLabel
          isRequired
          look="segments"
          chips={[{ id: 'changes', label: 'What changed' }, { id: 'plan', label: 'The plan as it was' }]}
          chosen={[shows]}
          onChange={([next]) => goTo(versionId, next === 'plan' ? 'plan' : 'changes')}
        />
        <span className={css.acts}>
          {shows === 'plan' && <RestoreButton requested={{ versionId, choice: {}, what: `The whole plan as of ${momentWords(version.at)}` }} />}
          <Link href={addressOf(planId, { is: 'compare', from: versionId, to: 'now' })} className={buttonClass('quiet', 'small')}>
            <GitCompareArrows size={18} aria-hidden /> Compare with now
          </Link>
          <Button look="quiet" size="small" onPress={() => window.print()}>
            <Printer size={18} aria-hidden /> Print
          </Button>
        </span>
      </div>
      <Agreements planId={planId} version={version} mayAgree={mayAgree} />
      {shows === 'plan' ? <Content planId={planId} version={version} /> : <ChangesIn planId={planId} version={version} before={versions[place + 1]} />}
    </section>
  )
}

function Facts({ planId, version: { kind, at, by, label } }: { planId: string; version: VersionRow }) {
  const { data: names } = useNames(planId)
  const { icon: Icon, name, by: byWords } = kindWords[kind]
  return (
    <p className={css.facts}>
      <Icon size={16} aria-hidden /> {label !== null && kind !== 'before-restore' && `${name} · `}
      <Moment at={at} />
      {by !== null && ` · ${byWords} ${nameOf(names, by)}`}
    </p>
  )
}

/** What this version has that the one before it had not. */
function ChangesIn({ planId, version, before }: { planId: string; version: VersionRow; before: VersionRow | undefined }) {
  const changes = useChanges(planId, before?.id ?? beginning, version.id)
  return (
    <>
      <p className={css.meta}>{before === undefined ? 'Everything up to the first version.' : <>Since the version before: <Moment at={before.at} />.</>}</p>
      <ChangeList planId={planId} query={changes} of={version.id} backTo={null} nothing="Nothing changed since the version before." />
    </>
  )
}

function Content({ planId, version }: { planId: string; version: VersionRow }) {
  const content = useVersion(planId, version.id)
  const { data, error, isPending, isPlaceholderData, refetch } = content
  return (
    <>
      {isPending && <Loading what="Opening this version" />}
      {error !== null && <HistoryTrouble planId={planId} error={error} onRetry={() => void refetch()} />}
      {data && (
        <div aria-busy={isPlaceholderData} style={isPlaceholderData ? { opacity: 0.6 } : undefined}>
          <PlanAsItWas content={data.content} />
          <ErasedMarks planId={planId} marks={data.erased} />
          <p className={css.meta}>
            Fingerprint of these words: <code title={data.hash}>{shortHash(data.hash)}</code>
          </p>
          <AskToBringBack />
        </div>
      )}
    </>
  )
}

const erasureWords: Readonly<Record<ErasureReason, string>> = {
  'asked-by-family': 'the family asked for it',
  'asked-by-child': 'the child asked for it',
  'about-someone-else': 'it was about somebody else',
  'wrong-plan': 'it stood in the wrong plan',
  'legal-order': 'the law asks for it',
  other: 'another reason',
}

/** Where words of this version were erased for good: who decided it, when and why, and nothing of what it was. */
function ErasedMarks({ planId, marks }: { planId: string; marks: VersionContent['erased'] }) {
  const { data: names } = useNames(planId)
  return marks.map(({ id, reason, note, askedBy, decidedBy, decidedAt }) => (
    <p key={id} className={css.meta}>
      <Eraser size={16} aria-hidden /> Words of this version were erased for good
      {decidedAt !== null && (
        <>
          {' '}
          (<Moment at={decidedAt} />)
        </>
      )}
      , asked by {askedBy === null ? 'somebody' : nameOf(names, askedBy)}, confirmed by {decidedBy === null ? 'somebody else' : nameOf(names, decidedBy)}. Reason:{' '}
      {erasureWords[reason]}
      {note !== null && `, ${note}`}.
    </p>
  ))
}

/** Who agreed to these words. Kept versions only: nobody agrees to what the server kept by itself, until they do. */
function Agreements({ planId, version, mayAgree }: { planId: string; version: VersionRow; mayAgree: boolean }) {
  const { memberId } = usePlanSession()
  const [isAgreeing, setIsAgreeing] = useState(false)
  const { agreements } = version
  const hasAgreed = agreements.some((agreement) => agreement.memberId === memberId)
  const isMadeByHand = version.kind === 'visit' || version.kind === 'named' || version.kind === 'agreed'
  const canAgree = mayAgree && (isMadeByHand || agreements.length > 0)
  if (agreements.length === 0 && !canAgree) return null
  return (
    <section className={css.card} aria-labelledby="agreed-here">
      <h3 id="agreed-here" className={css.cardTitle}>
        {agreements.length === 0 ? 'Nobody has agreed to this version' : 'Agreed to this version'}
      </h3>
      <AgreementList planId={planId} signatures={agreements.map((agreement) => ({ version, agreement }))} />
      {canAgree && (
        <p className={css.acts}>
          <Button look={hasAgreed ? 'quiet' : 'plain'} {...(hasAgreed && { size: 'small' as const })} onPress={() => setIsAgreeing(true)}>
            <BadgeCheck size={18} aria-hidden /> {hasAgreed ? 'Change my answer' : 'I agree'}
          </Button>
        </p>
      )}
      {isAgreeing && <AgreeDialog planId={planId} version={version} onClose={() => setIsAgreeing(false)} />}
    </section>
  )
}
