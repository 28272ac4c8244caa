import { Plus, Target } from 'lucide-react'
import { useState } from 'react'
import { retiredGoalStatuses } from '#shared/plan/plan-part.ts'
import { lazy } from '../ui/lazy.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { OrderedList } from '../ui/ordered-list.tsx'
import { announce } from '../ui/status-region.tsx'
import { addGoal, moveAmong } from './acts.ts'
import { useIds, type Entity } from './entity.ts'
import { Finished } from './finished.tsx'
import { GoalCard } from './goal-card.tsx'
import css from './plan-page.module.css'
import { goalStatusWords } from './status-words.tsx'
import { useNewItem } from './use-new-item.ts'
import { Optional } from '../ui/optional.tsx'

// The examples are words that few need, and not often.
const ExampleDialog = lazy(() => import('./example-dialog.tsx'))

/** The goals in the family's order, the finished ones below. */
export function GoalSection({ part }: { part: PartHandle }) {
  const goals = part.doc.getMap<unknown>('goals')
  const ids = useIds(goals, retiredGoalStatuses, false)
  const finished = useIds(goals, retiredGoalStatuses, true)
  const [isChoosing, setIsChoosing] = useState(false)
  const newest = useNewItem(goals, 'goal', 'title')
  const move = (id: string, index: number) => {
    moveAmong(part, goals, ids, id, index)
    announce(`Goal moved to place ${index + 1} of ${ids.length}`)
  }
  const add = part.canWrite && (
    <div className={css.adds}>
      <Button look={ids.length === 0 ? 'primary' : 'plain'} onPress={() => newest.begin(() => addGoal(part, goals))}>
        <Plus size={20} aria-hidden /> Add a goal
      </Button>
      <Button look="quiet" onPress={() => setIsChoosing(true)}>
        Start from an example
      </Button>
    </div>
  )
  return (
    <section className={css.section} aria-labelledby="goals-heading">
      <div className={css.head}>
        <h2 id="goals-heading" className={css.heading} tabIndex={-1}>
          Goals
        </h2>
        {ids.length > 1 && part.canWrite && <p className={css.count}>What matters most stands first.</p>}
      </div>
      {ids.length === 0 ? (
        <Empty icon={<Target size={28} />} example="“Asks for help with two words.”" action={add}>
          What should get easier for your child and your family?
        </Empty>
      ) : (
        <>
          <OrderedList label="Goals" inTurn now={newest.id} ids={ids} onMove={part.canWrite ? move : undefined} className={css.list}>
            {(id, index) => <GoalCard part={part} goal={goals.get(id) as Entity} id={id} index={index} count={ids.length} onMove={move} />}
          </OrderedList>
          {add}
        </>
      )}
      {isChoosing && (
        <Optional>
          <ExampleDialog part={part} onAdd={newest.goTo} onClose={() => setIsChoosing(false)} />
        </Optional>
      )}
      <Finished title="Finished goals" part={part} list={goals} ids={finished} statusWords={goalStatusWords} backTo="active" />
    </section>
  )
}
