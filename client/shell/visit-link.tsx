import { Presentation } from 'lucide-react'
import { Link } from 'wouter'
import type { PlanAccess } from '#shared/plan/api.ts'
import { useRunningVisit } from '../http/visits.ts'
import { buttonClass } from '../ui/button.tsx'
import css from './visit-link.module.css'

const visitPage = ({ id }: PlanAccess): string => `/c/${id}/visit`

/** Starts a visit, in the header, for clinicians. */
export function StartVisit({ access }: { access: PlanAccess }) {
  if (!access.abilities.includes('visit.lead')) return null
  return (
    <Link href={visitPage(access)} className={buttonClass('plain', 'small')}>
      <Presentation size={18} aria-hidden />
      <span className={css.label}>Visit</span>
    </Link>
  )
}

/** A band while a visit is on, for everybody who may come in. */
export function VisitBand({ access }: { access: PlanAccess }) {
  const visit = useRunningVisit(access.id, access.abilities.includes('visit.join'))
  if (visit === null) return null
  const isIn = visit.people.some(({ memberId, isHere }) => memberId === access.memberId && isHere)
  return (
    <div className={css.band}>
      <p className={css.words}>
        <Presentation size={20} aria-hidden /> A visit is on now.
      </p>
      <Link href={`${visitPage(access)}?join=${visit.code}`} className={buttonClass('plain')}>
        {isIn ? 'Back to the visit' : 'Join the visit'}
      </Link>
    </div>
  )
}
