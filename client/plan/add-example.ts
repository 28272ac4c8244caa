import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { keyAtEnd } from '#shared/plan/order.ts'
import { gasLevels, goalFields, stepFields, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import type { Entity } from './entity.ts'
import type { GoalExample } from './goal-examples.ts'

/** Adds an example's goal and its strategy, linked, as one change that one undo takes back. Returns the id of the goal. */
export function addExample(part: PartHandle, { domain, title, why, lines, strategy }: GoalExample): string {
  const [goalId, strategyId] = [crypto.randomUUID(), crypto.randomUUID()]
  part.change(() => {
    const goals = part.doc.getMap<unknown>('goals')
    const goal = newEntity(goalFields, { status: 'proposed', domain, order: keyAtEnd(goals) })
    goals.set(goalId, goal)
    fill(goal, { title, why })
    fill(goal.get('gas') as Entity, Object.fromEntries(gasLevels.map((level) => [level, lines[level]])))

    const strategies = part.doc.getMap<unknown>('strategies')
    const { steps, routine, ...texts } = strategy
    const entity = newEntity(strategyFields, { status: 'idea', routine, order: keyAtEnd(strategies) })
    strategies.set(strategyId, entity)
    fill(entity, texts)
    ;(entity.get('goals') as Y.Map<true>).set(goalId, true)
    const list = entity.get('steps') as Entity
    for (const words of steps) {
      const step = newEntity(stepFields, { order: keyAtEnd(list) })
      list.set(crypto.randomUUID(), step)
      fill(step, { text: words })
    }
  })
  return goalId
}

function fill(entity: Entity, texts: Readonly<Record<string, string>>): void {
  for (const [key, words] of Object.entries(texts)) fillText(entity.get(key) as Y.XmlFragment, words)
}
