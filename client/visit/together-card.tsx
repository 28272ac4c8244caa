import { ArrowDown, ArrowUp, Pencil, Plus } from 'lucide-react'
import type { VisitPerson } from '#shared/visit/api.ts'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { announce } from '../ui/status-region.tsx'
import { addGoal, goalOf, useGoalIds, useWords } from './plan-items.ts'
import css from './together-card.module.css'
import visitCss from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

/** What each wrote, side by side; then the order in which the goals matter to each. */
export function TogetherCard({ guest, visit, part, act, isBusy }: CardProps) {
  const ids = useGoalIds(part)
  const ranking = visit.people.find(({ memberId }) => memberId === guest.me)?.ranking ?? []
  const mine = [...ranking.filter((id) => ids.includes(id)), ...ids.filter((id) => !ranking.includes(id))]
  const move = (id: string, index: number) => {
    const others = mine.filter((other) => other !== id)
    act({ act: '/ranking', body: { goalIds: others.toSpliced(index, 0, id) } })
    announce(`Now at place ${index + 1} of ${mine.length}`)
  }
  const draft = (goalId: string) => act({ act: '/go', body: { place: 'draft', goalId } })
  return (
    <>
      <ul className={css.lanes} aria-label="What each of us wrote">
        {visit.people.filter(({ lane, isHere }) => isHere || lane !== '').map((person) => (
          <li key={person.memberId} className={css.laneCard}>
            <h2 className={css.laneName}>{person.memberId === guest.me ? 'You' : person.name}</h2>
            {person.lane === null || person.lane.trim() === '' ? <p className={visitCss.wait}>Wrote nothing, and that is fine.</p> : <p className={css.laneWords}>{person.lane}</p>}
          </li>
        ))}
      </ul>
      {ids.length > 0 && (
        <section className={visitCss.card} aria-labelledby="ranking">
          <h2 id="ranking" className={visitCss.big}>{ids.length === 1 ? 'Our goal so far' : 'Which goal comes first for you?'}</h2>
          {ids.length > 1 && <p className={visitCss.hint}>Move what matters most to the top. Each of us has an own order.</p>}
          <ol>
            {mine.map((id, index) => (
              <li key={id} className={css.rank}>
                <span className={css.rankNumber}>{index + 1}</span>
                <span className={css.rankWords}>
                  <GoalName part={part} id={id} />
                  <Ranks people={visit.people} me={guest.me} goalId={id} />
                </span>
                {mine.length > 1 && (
                  <span className={css.rankButtons}>
                    <IconButton label="Up" isDisabled={index === 0} onPress={() => move(id, index - 1)}><ArrowUp size={20} aria-hidden /></IconButton>
                    <IconButton label="Down" isDisabled={index === mine.length - 1} onPress={() => move(id, index + 1)}><ArrowDown size={20} aria-hidden /></IconButton>
                  </span>
                )}
                {guest.mayLead && <Button size="small" isDisabled={isBusy} onPress={() => draft(id)}><Pencil size={16} aria-hidden /> Work on it</Button>}
              </li>
            ))}
          </ol>
        </section>
      )}
      {guest.mayLead && (
        <div className={visitCss.row}>
          <Button look="primary" size="main" isDisabled={isBusy} onPress={() => draft(addGoal(part))}><Plus size={20} aria-hidden /> Write a new goal together</Button>
        </div>
      )}
    </>
  )
}

function GoalName({ part, id }: { part: CardProps['part']; id: string }) {
  const title = useWords(goalOf(part, id), 'title')
  return <span>{title === '' ? 'A goal without words yet' : title}</span>
}

/** Where the others have put a goal. */
function Ranks({ people, me, goalId }: { people: readonly VisitPerson[]; me: string; goalId: string }) {
  const ranks = people.filter(({ memberId, ranking }) => memberId !== me && ranking.includes(goalId)).map(({ name, ranking }) => `${name.split(' ')[0]}: ${ranking.indexOf(goalId) + 1}`)
  return ranks.length === 0 ? null : <span className={css.rankOthers}>{ranks.join(' · ')}</span>
}
