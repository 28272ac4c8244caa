import { BadgeCheck } from 'lucide-react'
import { useState } from 'react'
import type { VersionRow } from '#shared/version/api.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { AgreeToNowDialog } from './agree-dialog.tsx'
import { AgreementList } from './agreement-list.tsx'
import css from './history-page.module.css'
import { usePresentHash } from './present-words.ts'
import { lastSignatures, signaturesOf } from './signatures.ts'

/** Who stands by the plan today, and the way to agree to it as it is. */
export function AgreementCard({ planId, versions, mayAgree }: { planId: string; versions: readonly VersionRow[]; mayAgree: boolean }) {
  const { memberId } = usePlanSession()
  const present = usePresentHash()
  const [isAgreeing, setIsAgreeing] = useState(false)
  const signatures = lastSignatures(versions)
  const ofNow = signaturesOf(versions).filter(({ agreement }) => agreement.hash === present)
  const agreesNow = ofNow.some(({ agreement }) => agreement.memberId === memberId)
  const canAgree = mayAgree && present !== null && !agreesNow
  if (signatures.length === 0 && !canAgree) return null
  return (
    <section className={css.card} aria-labelledby="agreement-card">
      <h2 id="agreement-card" className={css.cardTitle}>
        Agreement
      </h2>
      {signatures.length === 0 ? <p className={css.meta}>Nobody has agreed to the plan yet.</p> : <AgreementList planId={planId} signatures={signatures} />}
      {canAgree && (
        <Button onPress={() => setIsAgreeing(true)}>
          <BadgeCheck size={18} aria-hidden /> Agree to the plan as it is now
        </Button>
      )}
      {isAgreeing && <AgreeToNowDialog planId={planId} same={ofNow[0]?.version ?? null} onClose={() => setIsAgreeing(false)} />}
    </section>
  )
}
