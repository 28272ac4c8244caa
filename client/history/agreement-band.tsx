import { BadgeCheck } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { Link } from 'wouter'
import { usePlanAccess } from '../http/plans.ts'
import { useVersions } from '../http/versions.ts'
import { momentWords } from '../i18n/date-words.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { usePresentHash } from '../sync/present-words.ts'
import { announce } from '../ui/status-region.tsx'
import { addressOf } from './address.ts'
import css from './agreement-band.module.css'
import { hasChangedSince, signaturesOf } from './signatures.ts'

/** On the plan page, for who has agreed to it: whether it still says what they agreed to. Takes the same room either way. */
export default function AgreementBand({ planId }: { planId: string }) {
  const { memberId } = usePlanSession()
  const { data: access } = usePlanAccess(planId)
  const { data: versions } = useVersions(planId, { isWanted: access?.abilities.includes('plan.agree') ?? false })
  const mine = signaturesOf(versions ?? []).find(({ agreement }) => agreement.memberId === memberId)
  if (mine === undefined) return null
  return <Band key={`${mine.version.id} ${mine.agreement.at}`} planId={planId} signature={mine} />
}

function Band({ planId, signature: { version, agreement } }: { planId: string; signature: ReturnType<typeof signaturesOf>[number] }) {
  const hasChanged = hasChangedSince(agreement, usePresentHash())
  const wasChanged = useRef(hasChanged)
  useEffect(() => {
    if (hasChanged && !wasChanged.current) announce('The plan has changed since you agreed')
    wasChanged.current = hasChanged
  }, [hasChanged])
  return (
    <p className={css.band} data-changed={hasChanged || undefined}>
      <BadgeCheck size={20} aria-hidden />
      <span className={css.words}>
        {hasChanged ? 'Changed since you agreed' : 'You agreed to these words'} <span className={css.when}>({momentWords(agreement.at)})</span>
      </span>
      {hasChanged ? (
        <Link className={css.link} href={addressOf(planId, { is: 'compare', from: version.id, to: 'now' })}>
          See what changed
        </Link>
      ) : (
        <Link className={css.link} href={addressOf(planId, { is: 'version', versionId: version.id, shows: 'plan' })}>
          See what you signed
        </Link>
      )}
    </p>
  )
}
