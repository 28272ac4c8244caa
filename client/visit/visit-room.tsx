import { useEffect, useRef, useState, type ReactNode } from 'react'
import { useVisitAct, type VisitAct } from '../http/visits.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import type { Visit, VisitPlace, WriteLane } from '#shared/visit/api.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { useSynced } from '../sync/save-status.ts'
import { Button } from '../ui/button.tsx'
import { Loading } from '../ui/loading.tsx'
import { announce } from '../ui/status-region.tsx'
import { AgreeCard } from './agree-card.tsx'
import { AtHomeCard } from './at-home-card.tsx'
import { DraftCard } from './draft-card.tsx'
import { HomeCard } from './home-card.tsx'
import { LadderCard } from './ladder-card.tsx'
import { LatestWords } from './latest-words.ts'
import { LookBackCard } from './look-back-card.tsx'
import { useGoalIds } from './plan-items.ts'
import { PeopleInVisit } from './people-in-visit.tsx'
import { TogetherCard } from './together-card.tsx'
import css from './visit.module.css'
import { VisitBar } from './visit-bar.tsx'
import type { Guest } from './visit-page.tsx'
import { backOf, nextOf, placeTitles } from './way.ts'
import { WriteCard } from './write-card.tsx'

/** What every card of a visit is handed. */
export type CardProps = {
  guest: Guest
  visit: Visit
  part: PartHandle
  /** Does something in the visit. */
  act: (act: VisitAct) => void
  /** Something that was done is on its way: what may be done only once waits. */
  isBusy: boolean
  /** What this person writes alone. */
  lane: LatestWords<WriteLane>
  /** What is written about the next visit. */
  nextWords: LatestWords<{ words: string }>
}

type VisitRoomProps = { guest: Guest; visit: Visit; privateNote: ReactNode }

/** Everybody together: the bar, one card, and who is here. */
export function VisitRoom({ guest, visit, privateNote }: VisitRoomProps) {
  const { plan } = usePlanSession()
  const isSynced = useSynced('plan')
  const { mutateAsync, error } = useVisitAct(guest.planId)
  const { mutateAsync: write } = useVisitAct(guest.planId)
  const [lane] = useState(() => new LatestWords<WriteLane>((body) => write({ act: '/lane', body })))
  const [nextWords] = useState(() => new LatestWords<{ words: string }>((body) => write({ act: '/next', body })))
  const [underWay, setUnderWay] = useState(0)
  const act = (what: VisitAct) => {
    setUnderWay((count) => count + 1)
    void mutateAsync(what).catch(() => undefined).finally(() => setUnderWay((count) => count - 1))
  }
  if (plan === null || !isSynced) return <main id="main" className={css.front}><Loading what="Opening the plan" /></main>
  const card: CardProps = { guest, visit, part: plan, act, isBusy: underWay > 0, lane, nextWords }
  return (
    <>
      <VisitBar {...card} />
      <main id="main" className={css.room} tabIndex={-1}>
        <div className={css.stage}>
          <RequestNotice error={error} />
          <PlaceHeading place={visit.place} title={titleOf(visit, guest)} />
          <Card {...card} />
          <Ways {...card} />
          <div className={css.privately}>{privateNote}</div>
        </div>
        <PeopleInVisit {...card} />
      </main>
    </>
  )
}

const titleOf = ({ place, goalId }: Visit, { childName }: Guest): string =>
  place === 'look-back' && goalId === null ? `Welcome to ${childName}’s visit` : placeTitles[place]

/** Takes the focus when the visit moves on, so that nobody is left where nothing is any more. */
function PlaceHeading({ place, title }: { place: VisitPlace; title: string }) {
  const heading = useRef<HTMLHeadingElement>(null)
  const before = useRef({ place, title })
  useEffect(() => {
    document.title = 'Visit - Samepage'
    const { place: placeBefore, title: titleBefore } = before.current
    before.current = { place, title }
    // From the welcome to the first goal: another card, with the same buttons.
    if (placeBefore === place && titleBefore !== title) announce(title)
    if (placeBefore === place) return
    heading.current?.focus({ preventScroll: true })
    scrollTo({ top: 0 })
    announce(title)
  }, [place, title])
  return (
    <h1 ref={heading} tabIndex={-1} className={css.title}>
      {title}
    </h1>
  )
}

function Card(props: CardProps) {
  switch (props.visit.place) {
    case 'look-back':
      return <LookBackCard {...props} />
    case 'write':
      return <WriteCard {...props} />
    case 'together':
      return <TogetherCard {...props} />
    case 'draft':
      return <DraftCard {...props} />
    case 'ladder':
      return <LadderCard {...props} />
    case 'strategy':
      return <AtHomeCard {...props} />
    case 'agree':
      return <AgreeCard {...props} />
    case 'home':
      return <HomeCard {...props} />
  }
}

/** Back and Next, for those who lead. The others are taken along. */
function Ways({ guest, visit, part, act }: CardProps) {
  const goalIds = useGoalIds(part)
  if (!guest.mayLead) return null
  const [back, next] = [backOf(visit, goalIds, visit.areLanesShown), nextOf(visit, goalIds, visit.areLanesShown)]
  return (
    <div className={css.ways}>
      {back !== null && <Button look="quiet" onPress={() => act({ act: '/go', body: back })}>Back</Button>}
      <span className={css.gap} />
      {next !== null && (
        <Button look="primary" size="main" onPress={() => act({ act: '/go', body: next })}>
          {next.place === visit.place ? 'Next' : `Next: ${placeTitles[next.place].replace(/\?$/, '')}`}
        </Button>
      )}
    </div>
  )
}
