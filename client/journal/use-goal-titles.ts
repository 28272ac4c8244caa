import * as Y from 'yjs'
import { orderedIds } from '#shared/plan/order.ts'
import { retiredGoalStatuses } from '#shared/plan/plan-part.ts'
import { plainText } from '#shared/plan/text.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'

/** The titles of all goals by id, live. Empty for those who do not get the plan. */
export function useGoalTitles(): Record<string, string> {
  const { plan } = usePlanSession()
  const goals = plan?.doc.getMap<Y.Map<unknown>>('goals')
  return useShared(goals, () => Object.fromEntries([...(goals?.entries() ?? [])].map(([id, goal]) => [id, titleOf(goal)])), 'deep')
}

/** The ids of the goals that are worked on, in order, live. */
export function useGoalIds(): string[] {
  const { plan } = usePlanSession()
  const goals = plan?.doc.getMap<unknown>('goals')
  return useShared(goals, () => (goals === undefined ? [] : orderedIds(goals).filter((id) => isWorkedOn(goals.get(id)))), 'deep')
}

const isWorkedOn = (goal: unknown): boolean => goal instanceof Y.Map && !retiredGoalStatuses.includes(goal.get('status') as string)

function titleOf(goal: Y.Map<unknown>): string {
  const title = goal.get('title')
  return (title instanceof Y.XmlFragment && plainText(title)) || 'Goal without a title'
}
