import { ArrowRight } from 'lucide-react'
import { Link } from 'wouter'
import { useSince } from '../http/since.ts'
import { momentWords } from '../i18n/date-words.ts'
import { buttonClass } from '../ui/button.tsx'
import { countWords } from './change-review.tsx'
import css from './history-page.module.css'

/** How much is new since this member looked, and the way to the page that goes through it. */
export function SinceCard({ planId }: { planId: string }) {
  const { data } = useSince(planId)
  if (data === undefined) return null
  const count = data.changes.length
  return (
    <section className={css.card} aria-labelledby="since-card">
      <h2 id="since-card" className={css.cardTitle}>
        {count === 0 ? 'Nothing new since you looked' : `${countWords(count)} since you looked`}
      </h2>
      <p className={css.meta}>{data.since === null ? 'You have not looked yet, so this is everything.' : `You last looked: ${momentWords(data.since)}.`}</p>
      {count > 0 && (
        <Link href={`/c/${planId}/since`} className={buttonClass('primary')}>
          Step through <ArrowRight size={18} aria-hidden className="mirrored" />
        </Link>
      )}
    </section>
  )
}
