import { ArrowRight, CheckCheck, Eye } from 'lucide-react'
import { Link } from 'wouter'
import { countNews, sortNews } from '#shared/version/news.ts'
import { useNames } from '../http/members.ts'
import { usePlanAccess } from '../http/plans.ts'
import { useMarkSeen, useSeen, useSince } from '../http/since.ts'
import { dayHeading, momentWords } from '../i18n/date-words.ts'
import { newsSentence } from '../i18n/news-words.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import css from './since-band.module.css'
import { useTitles } from './use-titles.ts'

/** What is new in the plan for this person, in a line, and the way through it. Its room is kept while it is asked for. */
export default function SinceBand({ planId }: { planId: string }) {
  const { data: access } = usePlanAccess(planId)
  const mayReadHistory = access?.abilities.includes('history.read') ?? false
  return (
    <section className={css.band} aria-label="Since you looked">
      {mayReadHistory ? <News planId={planId} /> : <NewItems planId={planId} />}
      {access?.abilities.includes('members.list') && <Looks planId={planId} />}
    </section>
  )
}

function News({ planId }: { planId: string }) {
  const { data } = useSince(planId)
  if (data === undefined) return null
  const sentence = newsSentence(countNews(sortNews(data.changes, data.questions)))
  if (sentence === '') return <Nothing since={data.since} />
  return (
    <div className={css.news}>
      <p className={css.words}>
        <strong>{data.since === null ? 'New to you' : `Since you looked (${dayHeading(data.since)})`}</strong> {sentence}
      </p>
      <Link href={`/c/${planId}/since`} className={buttonClass('primary')}>
        Step through <ArrowRight size={18} aria-hidden className="mirrored" />
      </Link>
    </div>
  )
}

/** For those who read the plan and not its history: what is new by name, without what stood there before. */
function NewItems({ planId }: { planId: string }) {
  const { data } = useSeen(planId)
  const { memberId } = usePlanSession()
  const marking = useMarkSeen(planId)
  const titles = useTitles()
  if (data === undefined) return null
  const look = data.looks.find((one) => one.memberId === memberId)
  const fresh = data.items.filter(({ isNew, id }) => isNew && titles.has(id))
  if (fresh.length === 0) return look === undefined ? null : <Nothing since={look.at} />
  return (
    <div className={css.news}>
      <div className={css.words}>
        <strong>{fresh.length === 1 ? 'One thing is new to you' : `${fresh.length} things are new to you`}</strong>
        <ul className={css.items}>
          {fresh.slice(0, 4).map(({ entity, id }) => (
            <li key={id}>
              <a href={`#${entity}-${id}`}>{titles.get(id)}</a>
            </li>
          ))}
          {fresh.length > 4 && <li>and {fresh.length - 4} more in the plan below</li>}
        </ul>
      </div>
      <Button onPress={() => marking.mutate(data.upTo, { onSuccess: () => announce('Marked as seen') })} isDisabled={marking.isPending}>
        <Eye size={18} aria-hidden /> Mark as seen
      </Button>
    </div>
  )
}

const Nothing = ({ since }: { since: string | null }) => (
  <p className={css.nothing}>
    <CheckCheck size={18} aria-hidden /> {since === null ? 'Nothing new.' : `Nothing new since you looked: ${momentWords(since)}.`}
  </p>
)

/** Who else has looked, for those who may know. */
function Looks({ planId }: { planId: string }) {
  const { data } = useSeen(planId)
  const { data: names } = useNames(planId)
  const { memberId } = usePlanSession()
  const others = (data?.looks ?? []).filter((look) => look.memberId !== memberId && names?.has(look.memberId))
  if (others.length === 0) return null
  return (
    <p className={css.looks}>
      <Eye size={16} aria-hidden /> Seen by {others.map((look) => `${names?.get(look.memberId)} (${momentWords(look.at)})`).join(', ')}
    </p>
  )
}
