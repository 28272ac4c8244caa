import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import type { PlanSummary } from '#shared/plan/api.ts'
import type { CaseloadRow } from '#shared/caseload/api.ts'
import { momentWords } from '../i18n/date-words.ts'
import { roleWords } from '../i18n/role-words.ts'
import { Avatar } from '../ui/avatar.tsx'
import css from './children-page.module.css'
import { NewsMarks } from './news-marks.tsx'
import { hasNews } from './waiting.ts'

type ChildCardProps = { plan: PlanSummary; news: CaseloadRow | undefined; /** Where they are not all of one. */ showsPractice: boolean }

/** One child, as the way to what is new, or to the plan where nothing is. */
export function ChildCard({ plan, news, showsPractice }: ChildCardProps) {
  const counts = news?.counts ?? null
  const isNew = hasNews(news)
  return (
    <Link href={`/c/${plan.id}/${isNew ? 'since' : 'plan'}`} className={css.card}>
      <Avatar name={plan.childName} size="large" />
      <span className={css.words}>
        <span className={css.name}>{plan.childName}</span>
        <span className={css.detail}>
          {roleWords[plan.role].name}
          {showsPractice && ` · ${plan.practiceName}`}
        </span>
        {counts !== null && <span className={css.detail}>{lookWords(news?.since ?? null)}</span>}
      </span>
      <ChevronRight size={20} aria-hidden className={css.arrow} />
      {isNew && counts !== null && (
        <div className={css.news}>
          <NewsMarks counts={counts} />
          {news?.isPartial && <p className={css.detail}>Some of this plan cannot be read at the moment.</p>}
        </div>
      )}
    </Link>
  )
}

const lookWords = (since: string | null): string => (since === null ? 'Not looked at yet' : `You looked: ${momentWords(since)}`)
