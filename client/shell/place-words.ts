import type * as Y from 'yjs'
import { orderedIds } from '#shared/plan/order.ts'
import { retiredGoalStatuses } from '#shared/plan/plan-part.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'

/** Where a person is, in words: "in goal 2", from a place such as `goals/<id>/title`. */
export function usePlaceWords(where: string | null): string {
  const { plan } = usePlanSession()
  const goals = plan?.doc.getMap<unknown>('goals') ?? null
  const [list, id] = where?.split('/') ?? []
  const number = useShared(goals, () => (goals === null || id === undefined ? 0 : goalNumber(goals, id)), 'deep')
  if (list === 'goals') return number > 0 ? `in goal ${number}` : 'in a finished goal'
  if (list === 'strategies') return 'in what we do at home'
  if (list === 'entries') return 'in the notes'
  return 'reading'
}

const goalNumber = (goals: Y.Map<unknown>, id: string): number =>
  orderedIds(goals).filter((goalId) => !isRetired(goals.get(goalId))).indexOf(id) + 1

const isRetired = (goal: unknown): boolean =>
  retiredGoalStatuses.includes((goal as Y.Map<unknown>).get('status') as string)
