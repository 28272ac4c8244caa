import type { ReactNode } from 'react'
import { useMe } from '../http/me.ts'
import { AtRest } from '../ui/at-rest.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { useMedia, wideScreen } from '../ui/use-media.ts'
import css from './today-page.module.css'
import { WhatToTry } from './what-to-try.tsx'

type TodayPageProps = {
  /** The main button, for screens where it does not float. */
  addNote: ReactNode
  /** Ways to begin something other than a note. */
  quickAdd: ReactNode
  renderTryAct: (strategyId: string, title: string) => ReactNode
  /** What this person wrote today, and what waits for them. */
  mine: ReactNode
  /** What is new in the notes. */
  news: ReactNode
  /** Whether all of it is drawn with the page, and not a moment later. */
  isWantedNow: boolean
}

/** The start page of a family: adding a note, what to try, and what others wrote. Nothing here counts or reminds. */
export default function TodayPage({ addNote, quickAdd, renderTryAct, mine, news, isWantedNow }: TodayPageProps) {
  const { data: me } = useMe()
  const isWide = useMedia(wideScreen)
  const firstName = me?.account.name.split(/\s+/)[0] ?? ''
  return (
    <>
      <PageHeading title="Today" className={css.hello ?? ''}>
        Hello{firstName !== '' && ` ${firstName}`}
      </PageHeading>
      <div className={css.add}>
        {isWide && addNote}
        {quickAdd}
      </div>
      <AtRest isWantedNow={isWantedNow}>
        {mine}
        <WhatToTry renderTryAct={renderTryAct} />
        {news}
      </AtRest>
    </>
  )
}
