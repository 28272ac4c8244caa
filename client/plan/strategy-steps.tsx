import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { orderedIds } from '#shared/plan/order.ts'
import { strategyFields } from '#shared/plan/plan-part.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'
import { TextField } from '../text/text-field.tsx'
import { Button } from '../ui/button.tsx'
import { DragHandle } from '../ui/drag-handle.tsx'
import { Menu } from '../ui/menu.tsx'
import { OrderedList } from '../ui/ordered-list.tsx'
import { announce } from '../ui/status-region.tsx'
import { addStep, moveAmong } from './acts.ts'
import { mapOf, textOf, type Entity } from './entity.ts'
import css from './strategy-steps.module.css'
import { useNewItem } from './use-new-item.ts'

const maxSteps = strategyFields.steps.maxItems

/** What to do, step by step. */
export function StrategySteps({ part, strategy, where }: { part: PartHandle; strategy: Entity; where: string }) {
  const steps = mapOf(strategy, 'steps')
  const ids = useShared(steps, () => (steps === undefined ? [] : orderedIds(steps)), 'deep')
  const newest = useNewItem(steps, 'step', 'text')
  if (steps === undefined) return null
  const move = (id: string, index: number) => {
    moveAmong(part, steps, ids, id, index)
    announce(`Step moved to place ${index + 1} of ${ids.length}`)
  }
  const remove = (id: string) => {
    part.change(() => steps.delete(id))
    announce('Step removed. Undo brings it back')
  }
  return (
    <div className={css.steps}>
      <OrderedList label="Steps" ids={ids} onMove={part.canWrite ? move : undefined} className={css.list}>
        {(id, index) => (
          <div id={`step-${id}`} className={css.step} data-movable={part.canWrite || undefined}>
            {part.canWrite && <DragHandle name={`step ${index + 1}`} />}
            <span className={css.number}>{index + 1}</span>
            <TextField part={part} fragment={textOf(steps.get(id) as Entity, 'text')} where={`${where}/steps/${id}`} label={`Step ${index + 1}`} hideLabel variant="line" placeholder="One thing to do" />
            {part.canWrite && (
              <Menu
                label={`More for step ${index + 1}`}
                choices={[
                  index > 0 && { id: 'up', label: 'Move up', icon: <ArrowUp size={18} />, onChoose: () => move(id, index - 1) },
                  index < ids.length - 1 && { id: 'down', label: 'Move down', icon: <ArrowDown size={18} />, onChoose: () => move(id, index + 1) },
                  { id: 'remove', label: 'Remove this step', icon: <Trash2 size={18} />, isDanger: true, onChoose: () => remove(id) },
                ]}
              />
            )}
          </div>
        )}
      </OrderedList>
      {part.canWrite && ids.length < maxSteps && (
        <Button look="quiet" size="small" onPress={() => newest.begin(() => addStep(part, steps))}>
          <Plus size={16} aria-hidden /> {ids.length === 0 ? 'Steps' : 'Add a step'}
        </Button>
      )}
      {part.canWrite && ids.length >= maxSteps && <p className={css.full}>Seven steps are the most. Fewer are easier to keep.</p>}
    </div>
  )
}
