import type { PlanContent } from '#shared/plan/api.ts'
import { linesOf, titleOf } from './content-lines.ts'
import { LineList } from './line-list.tsx'
import css from './plan-as-it-was.module.css'

/** The words of the plan in one version. Only to read. */
export function PlanAsItWas({ content }: { content: PlanContent }) {
  const { about, expectations, goals, strategies, safety } = content
  const isEmpty = [about, expectations, safety].every((page) => linesOf(page).length === 0) && goals.length + strategies.length === 0
  if (isEmpty) return <p>Nothing was written in the plan yet.</p>
  return (
    <div className={css.plan}>
      <PageOfPlan title="About the child" page={about} />
      <PageOfPlan title="What we agreed at the start" page={expectations} />
      <Entities title="Goals" entities={goals} isNumbered />
      <Entities title="What we do at home" entities={strategies} />
      <PageOfPlan title="Safety plan" page={safety} />
    </div>
  )
}

const PageOfPlan = ({ title, page }: { title: string; page: Readonly<Record<string, unknown>> }) => {
  const lines = linesOf(page)
  if (lines.length === 0) return null
  return (
    <section className={css.section}>
      <h3 className={css.heading}>{title}</h3>
      <LineList lines={lines} />
    </section>
  )
}

const Entities = ({ title, entities, isNumbered = false }: { title: string; entities: PlanContent['goals']; isNumbered?: boolean }) =>
  entities.length > 0 && (
    <section className={css.section}>
      <h3 className={css.heading}>{title}</h3>
      {entities.map((entity, i) => (
        <article key={String(entity.id)} className={css.entity}>
          <h4 className={css.title} dir="auto">
            {isNumbered && <span className={css.number}>{i + 1}</span>}
            {titleOf(entity) || 'Without a title'}
          </h4>
          <LineList lines={linesOf(entity, ['title'])} />
        </article>
      ))}
    </section>
  )
