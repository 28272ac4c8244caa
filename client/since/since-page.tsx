import { CheckCheck } from 'lucide-react'
import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { countNews, entryOf, sortNews, type NewsList } from '#shared/version/news.ts'
import { useNames } from '../http/members.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { useMarkSeen, useSeen, useSince } from '../http/since.ts'
import { momentWords } from '../i18n/date-words.ts'
import { newsWords } from '../i18n/news-words.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Button, buttonClass } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { announce } from '../ui/status-region.tsx'
import { EntryStep } from './entry-step.tsx'
import { PlanChanges, keyOf } from './plan-changes.tsx'
import { Practices } from './practices.tsx'
import css from './since.module.css'
import { StepBar } from './step-bar.tsx'
import { Step } from './step.tsx'
import { useTitles } from './use-titles.ts'
import { WhoHasSeen } from './who-has-seen.tsx'

/** Everything that is new for this person in one plan: what asks for an answer, the plan, wins, notes, what was tried. */
export default function SincePage({ planId }: { planId: string }) {
  const { memberId } = usePlanSession()
  const since = useSince(planId)
  const seen = useSeen(planId)
  const marking = useMarkSeen(planId)
  const { data: names } = useNames(planId)
  const titles = useTitles()
  const news = sortNews(since.data?.changes ?? [], since.data?.questions ?? [])
  const counts = countNews(news)
  const count = Object.values(counts).reduce((sum, one) => sum + one, 0)
  const isNew = count > counts.questions
  const shared = { names, titles, planId }
  const markSeen = (upTo: string) =>
    marking.mutate(upTo, {
      onSuccess: () => {
        announce('Marked as seen')
        document.getElementById('main')?.focus()
      },
    })
  return (
    <>
      <div className={css.head}>
        <PageHeading title="Since you looked" className={css.title ?? ''} />
        {since.data !== undefined && <p className={css.meta}>{lookWords(since.data.since)}</p>}
      </div>
      {since.isPending && <Loading what="Looking for what is new" />}
      <RequestNotice error={since.error} action={<Button onPress={() => void since.refetch()}>Try again</Button>} />
      <RequestNotice error={marking.error} />
      {(since.data?.unavailable.length ?? 0) > 0 && <Notice tone="warn">Some of this plan cannot be read at the moment, so there may be more.</Notice>}
      {since.data !== undefined && count === 0 && (
        <Empty icon={<CheckCheck size={28} />} action={<Link href={`/c/${planId}/plan`} className={buttonClass('plain')}>Open the plan</Link>}>
          Nothing new. You have seen it all.
        </Empty>
      )}
      <Section list="warningSigns" count={counts.warningSigns}>
        <ul className={css.list}>{news.warningSigns.map((change) => <EntryStep key={change.id} entry={entryOf(change)} look="warning" {...shared} />)}</ul>
      </Section>
      <Section list="questions" count={counts.questions}>
        <ul className={css.list}>{news.questions.map((entry) => <EntryStep key={entry.id} entry={entry} {...shared} />)}</ul>
      </Section>
      <Section list="suggestions" count={counts.suggestions}>
        <ul className={css.list}>{news.suggestions.map((change) => <EntryStep key={change.id} entry={entryOf(change)} {...shared} />)}</ul>
      </Section>
      <Section list="planChanges" count={counts.planChanges}>
        <PlanChanges changes={news.planChanges} {...shared} />
      </Section>
      <Section list="wins" count={counts.wins}>
        <ul className={css.list}>{news.wins.map((change) => <EntryStep key={change.id} entry={entryOf(change)} look="win" {...shared} />)}</ul>
      </Section>
      <Section list="notes" count={counts.notes}>
        <ul className={css.list}>{news.notes.map((change) => <EntryStep key={change.id} entry={entryOf(change)} {...shared} />)}</ul>
      </Section>
      <Section list="practices" count={counts.practices}>
        <Practices changes={news.practices} {...shared} />
      </Section>
      <Section list="noteChanges" count={counts.noteChanges}>
        <ul className={css.list}>
          {news.noteChanges.map((change) => (
            <Step key={keyOf(change)} id={`new-${keyOf(change)}`}>
              <p dir="auto">{change.sentence}</p>
            </Step>
          ))}
        </ul>
      </Section>
      {seen.data !== undefined && <WhoHasSeen seen={seen.data} memberId={memberId} names={names} titles={titles} />}
      {isNew && since.data !== undefined && (
        <StepBar key={since.data.upTo} count={count} onSeen={() => markSeen(since.data.upTo)} isBusy={marking.isPending} />
      )}
    </>
  )
}

const lookWords = (since: string | null): string =>
  since === null ? 'You have not looked yet, so this is everything so far.' : `You looked: ${momentWords(since)}. What you wrote yourself is not here.`

/** One list under what it is called and how many there are; nothing where it is empty. */
function Section({ list, count, children }: { list: NewsList; count: number; children: ReactNode }) {
  if (count === 0) return null
  const { icon: Icon, words } = newsWords[list]
  return (
    <section className={css.section} aria-labelledby={`list-${list}`} data-list={list}>
      <h2 id={`list-${list}`} className={css.heading}>
        <Icon size={22} aria-hidden /> {words(count)}
      </h2>
      {children}
    </section>
  )
}
