import { CircleCheck, Eraser, PencilLine } from 'lucide-react'
import { Link } from 'wouter'
import { useNames } from '../http/members.ts'
import { Moment } from '../i18n/moment.tsx'
import { nameOf } from '../i18n/name-words.ts'
import { roleWords } from '../i18n/role-words.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { usePresentHash } from '../sync/present-words.ts'
import { Avatar } from '../ui/avatar.tsx'
import { addressOf } from './address.ts'
import css from './agreement.module.css'
import { hasChangedSince, type Signature } from './signatures.ts'
import { shortHash } from './version-words.tsx'

/** Who agreed, in which role, when, to which words, and whether the plan says something else by now. */
export function AgreementList({ planId, signatures }: { planId: string; signatures: readonly Signature[] }) {
  const { data: names } = useNames(planId)
  const { memberId: me } = usePlanSession()
  const present = usePresentHash()
  return (
    <ul className={css.list}>
      {signatures.map(({ version, agreement }) => {
        const { memberId, role, at, hash, dissent, isBeforeErasure } = agreement
        const name = nameOf(names, memberId)
        const isMine = memberId === me
        return (
          <li key={`${version.id} ${memberId}`} className={css.signature}>
            <Avatar name={name} />
            <div className={css.who}>
              <p>
                <strong>
                  {name}
                  {isMine && <span className={css.you}> (you)</span>}
                </strong> <span className={css.detail}>{roleWords[role].name}</span>
              </p>
              <p className={css.detail}>
                Agreed <Moment at={at} />. Fingerprint of the words:{' '}
                <code className={css.hash} title={hash}>
                  {shortHash(hash)}
                  <span className={css.restOfHash}>{hash.slice(8)}</span>
                </code>
              </p>
              {dissent !== null && (
                <p className={css.dissent} dir="auto">
                  <span className={css.detail}>Does not agree with:</span> {dissent}
                </p>
              )}
              {isBeforeErasure && (
                <p className={css.detail}>
                  <Eraser size={16} aria-hidden /> Some of the words that were agreed to have been erased for good since.
                </p>
              )}
              {hasChangedSince(agreement, present) ? (
                <p className={css.changed}>
                  <PencilLine size={16} aria-hidden /> Changed since {isMine ? 'you' : 'they'} agreed.{' '}
                  <Link href={addressOf(planId, { is: 'compare', from: version.id, to: 'now' })}>See what changed</Link>
                </p>
              ) : (
                <p className={css.same}>
                  <CircleCheck size={16} aria-hidden /> The plan still says the same.
                </p>
              )}
            </div>
          </li>
        )
      })}
    </ul>
  )
}
