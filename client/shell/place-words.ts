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
  const number = useShared(goals, () => (id === undefined ? 0 : numberIn(plan?.doc, 'goals', id, retiredGoalStatuses)), 'deep')
  if (list === 'goals') return number > 0 ? `in goal ${number}` : 'in a finished goal'
  if (list === 'strategies') return 'in what we do at home'
  if (list === 'entries') return 'in the notes'
  return 'reading'
}

/** The number that a goal or strategy has on the page; 0 where it is finished, or not there. */
export function numberIn(doc: Y.Doc | undefined, list: 'goals' | 'strategies', id: string, retired: readonly string[]): number {
  const all = doc?.getMap<unknown>(list)
  const isRetired = (item: unknown): boolean => retired.includes((item as Y.Map<unknown>).get('status') as string)
  return all === undefined ? 0 : orderedIds(all).filter((other) => !isRetired(all.get(other))).indexOf(id) + 1
}
