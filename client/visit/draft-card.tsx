import { usePeopleAt } from '../sync/presence.ts'
import { TextField } from '../text/text-field.tsx'
import { goalOf, textOf } from './plan-items.ts'
import css from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

/** One goal, written by everybody at once in the live plan. */
export function DraftCard({ visit, part }: CardProps) {
  const goal = visit.goalId === null ? undefined : goalOf(part, visit.goalId)
  if (goal === undefined) return <section className={css.card}><p className={css.wait}>This goal is on its way to you.</p></section>
  const where = `goals/${visit.goalId}`
  return (
    <section className={`${css.card} ${css.writing}`}>
      <Writers where={where} />
      <TextField part={part} fragment={textOf(goal, 'title')} where={`${where}/title`} label="Our goal" variant="title" placeholder="What should get easier?" />
      <TextField part={part} fragment={textOf(goal, 'familyWords')} where={`${where}/familyWords`} label="How the family says it" variant="body" placeholder="As you say it at home" />
      <TextField part={part} fragment={textOf(goal, 'why')} where={`${where}/why`} label="Why it matters" variant="body" placeholder="What gets better then" />
    </section>
  )
}

/** Who else writes on this card now. */
export function Writers({ where }: { where: string }) {
  const names = usePeopleAt(where).map(({ name }) => name.split(' ')[0])
  return <p className={css.count}>{names.length === 0 ? 'Everybody can write here at once.' : `${names.join(' and ')} ${names.length === 1 ? 'writes' : 'write'} with you.`}</p>
}
