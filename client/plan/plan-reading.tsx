import type { ReactNode } from 'react'
import type { PlanContent } from '#shared/plan/api.ts'
import { usePlanContent } from '../http/plans.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Loading } from '../ui/loading.tsx'
import { Notice } from '../ui/notice.tsx'
import css from './plan-reading.module.css'
import page from './plan-page.module.css'

/** The plan for somebody who gets a page made by the server and not the live plan. */
export function PlanReading({ planId, heading, band, progress }: { planId: string; heading: ReactNode; band?: ReactNode; progress?: ReactNode }) {
  const { data, error, isPending } = usePlanContent(planId)
  return (
    <>
      {heading}
      {band}
      <Notice tone="locked">This is the part of the plan that is shared with you. The care team writes it.</Notice>
      {isPending && <Loading what="Opening the plan" />}
      <RequestNotice error={error} />
      {data && data.goals.length + data.strategies.length === 0 && <p>Nothing is shared with you yet. It shows here as soon as it is.</p>}
      {data && <Section title="Goals" items={data.goals} />}
      {data && <Section title="What we do at home" items={data.strategies} />}
      {data && progress}
    </>
  )
}

const Section = ({ title, items }: { title: string; items: PlanContent['goals'] }) =>
  items.length > 0 && (
    <section className={page.section}>
      <h2 className={page.heading}>{title}</h2>
      <ul className={page.list}>
        {items.map((item) => (
          <li key={words(item.id)} className={css.item}>
            <h3>{words(item.title)}</h3>
            {words(item.familyWords) && <p>{words(item.familyWords)}</p>}
            {words(item.why) && <p>{words(item.why)}</p>}
          </li>
        ))}
      </ul>
    </section>
  )

const words = (value: unknown): string => (typeof value === 'string' ? value : '')
