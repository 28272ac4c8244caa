import { ChevronRight } from 'lucide-react'
import { Link } from 'wouter'
import type { PlanSummary } from '#shared/plan/api.ts'
import { roleWords } from '../i18n/role-words.ts'
import { Avatar } from '../ui/avatar.tsx'
import css from './children-page.module.css'

/** One child, as the way to the plan. */
export const ChildCard = ({ plan }: { plan: PlanSummary }) => (
  <Link href={`/c/${plan.id}/plan`} className={css.card}>
    <Avatar name={plan.childName} size="large" />
    <span className={css.words}>
      <span className={css.name}>{plan.childName}</span>
      <span className={css.detail}>You: {roleWords[plan.role].name}</span>
      <span className={css.detail}>{plan.practiceName}</span>
    </span>
    <ChevronRight size={20} aria-hidden className={css.arrow} />
  </Link>
)
