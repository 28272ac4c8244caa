import { BadgeCheck } from 'lucide-react'
import { useState } from 'react'
import type { VersionRow } from '#shared/version/api.ts'
import { hashOfPlan } from '../sync/plan-hash.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { usePresentHash } from '../sync/present-words.ts'
import { Button } from '../ui/button.tsx'
import { AgreeToNowDialog } from './agree-dialog.tsx'
import { AgreementList } from './agreement-list.tsx'
import css from './history-page.module.css'
import { lastSignatures, signaturesOf, versionSignedAs } from './signatures.ts'

/** Who stands by the plan today, and the way to agree to it as it is. */
export function AgreementCard({ planId, versions, mayAgree }: { planId: string; versions: readonly VersionRow[]; mayAgree: boolean }) {
  const { plan, memberId } = usePlanSession()
  const present = usePresentHash()
  /** The hash of the words that stood here when the window was opened: those are signed, or nothing is. */
  const [read, setRead] = useState<string | null>(null)
  const ask = async () => setRead(plan === null ? null : await hashOfPlan(plan.doc))
  const signatures = lastSignatures(versions)
  const agreesNow = signaturesOf(versions).some(({ agreement }) => agreement.hash === present && agreement.memberId === memberId)
  const canAgree = mayAgree && present !== null && !agreesNow
  if (signatures.length === 0 && !canAgree) return null
  return (
    <section className={css.card} aria-labelledby="agreement-card">
      <h2 id="agreement-card" className={css.cardTitle}>
        Agreement
      </h2>
      {signatures.length === 0 ? <p className={css.meta}>Nobody has agreed to the plan yet.</p> : <AgreementList planId={planId} signatures={signatures} />}
      {canAgree && (
        <Button onPress={() => void ask()}>
          <BadgeCheck size={18} aria-hidden /> Agree to the plan as it is now
        </Button>
      )}
      {read !== null && <AgreeToNowDialog planId={planId} hash={read} same={versionSignedAs(versions, read)} onClose={() => setRead(null)} />}
    </section>
  )
}
