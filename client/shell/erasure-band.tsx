import { Eraser } from 'lucide-react'
import { Link, useRoute } from 'wouter'
import { erasuresAddress, useErasures } from '../http/erasures.ts'
import { buttonClass } from '../ui/button.tsx'
import css from './visit-link.module.css'

/** A band while somebody waits for this person to confirm or decline an erasure. */
export function ErasureBand({ planId }: { planId: string }) {
  const { data: erasures = [] } = useErasures(planId)
  const [isThere] = useRoute('/c/:planId/erasures')
  if (isThere || !erasures.some(({ mayConfirm }) => mayConfirm)) return null
  return (
    <div className={css.band}>
      <p className={css.words}>
        <Eraser size={20} aria-hidden /> Somebody asks you to confirm that something is erased for good.
      </p>
      <Link href={erasuresAddress(planId)} className={buttonClass('plain')}>
        Look at it
      </Link>
    </div>
  )
}
