import { orderedIds } from '#shared/plan/order.ts'
import { retiredGoalStatuses } from '#shared/plan/plan-part.ts'
import { plainText } from '#shared/plan/text.ts'
import { useShared } from '../sync/use-shared.ts'
import { stringOf, textOf, type Entity } from './entity.ts'

/** The goals that are worked on, with their titles, in order and live. */
export function useGoalNames(goals: Entity): { id: string; label: string }[] {
  const rows = useShared(goals, () => orderedIds(goals).map((id) => row(goals.get(id) as Entity, id)).filter((words) => words !== ''), 'deep')
  return rows.map((words, index) => ({ id: words.slice(0, 36), label: words.slice(37) || `Goal ${index + 1}` }))
}

/** One string a goal, because live results are compared one level deep. Ids are 36 characters long. */
function row(goal: Entity, id: string): string {
  if (retiredGoalStatuses.includes(stringOf(goal, 'status'))) return ''
  const title = textOf(goal, 'title')
  return `${id} ${title === undefined ? '' : plainText(title)}`
}
