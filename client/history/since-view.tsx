import { Eye } from 'lucide-react'
import { Link } from 'wouter'
import { useMarkSeen, useSince } from '../http/since.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { addressOf, lastLook } from './address.ts'
import { ChangeList } from './change-list.tsx'
import { countWords } from './change-review.tsx'
import css from './history-page.module.css'
import { momentWords } from './version-words.tsx'
import { ViewHeading } from './view-heading.tsx'

/** What others changed since this member last looked, and the button that says they have looked now. */
export function SinceView({ planId }: { planId: string }) {
  const since = useSince(planId)
  return (
    <section className={css.view} aria-label="New since you looked">
      <header className={css.viewHead}>
        <div>
          <ViewHeading>New since you looked</ViewHeading>
          <p className={css.meta}>{lookedWords(since.data?.since)}</p>
        </div>
        {since.data !== undefined && since.data.changes.length > 0 && <SeenButton planId={planId} />}
      </header>
      <ChangeList
        planId={planId}
        query={since}
        of={`since ${since.data?.since ?? ''}`}
        backTo={null}
        nothing="Nothing new. What others change from now on shows here."
      />
    </section>
  )
}

/** The same in a few lines, where there is no room for the list. */
export function SinceCard({ planId }: { planId: string }) {
  const { data } = useSince(planId)
  if (data === undefined) return null
  const count = data.changes.length
  return (
    <section className={css.card} aria-labelledby="since-card">
      <h2 id="since-card" className={css.cardTitle}>
        {count === 0 ? 'Nothing new since you looked' : `${countWords(count)} since you looked`}
      </h2>
      <p className={css.meta}>{lookedWords(data.since)}</p>
      {count > 0 && (
        <>
          <ul className={css.firstSentences}>
            {data.changes.slice(0, 3).map((change) => (
              <li key={`${change.id} ${change.field ?? change.kind}`} dir="auto">
                {change.sentence}
              </li>
            ))}
          </ul>
          <p className={css.acts}>
            <Link href={addressOf(planId, { is: 'compare', from: lastLook, to: 'now' })} className={buttonClass('primary')}>
              {count > 3 ? `See all ${count}` : 'See the words'}
            </Link>
            <SeenButton planId={planId} />
          </p>
        </>
      )}
    </section>
  )
}

const lookedWords = (since: string | null | undefined): string =>
  since === undefined ? '' : since === null ? 'You have not looked yet, so this is everything.' : `You last looked: ${momentWords(since)}.`

function SeenButton({ planId }: { planId: string }) {
  const seen = useMarkSeen(planId)
  const { data } = useSince(planId)
  const act = () =>
    seen.mutate(data?.upTo, {
      onSuccess: () => {
        announce('Noted: you have seen it')
        document.getElementById('main')?.focus()
      },
    })
  return (
    <>
      <Button onPress={act} isDisabled={seen.isPending}>
        <Eye size={18} aria-hidden /> I have seen it
      </Button>
      <RequestNotice error={seen.error} />
    </>
  )
}
