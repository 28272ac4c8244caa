import * as Y from 'yjs'
import { orderedIds } from '#shared/plan/order.ts'
import { retiredGoalStatuses, retiredStrategyStatuses } from '#shared/plan/plan-part.ts'
import { plainText } from '#shared/plan/text.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'

type ListName = 'goals' | 'strategies'

const namesWithoutTitle: Record<ListName, string> = { goals: 'Goal without a title', strategies: 'Strategy without a title' }
const retired: Record<ListName, readonly string[]> = { goals: retiredGoalStatuses, strategies: [...retiredStrategyStatuses, 'paused'] }

/** The titles of all goals or strategies by id, live. Empty for those who do not get the plan. */
export function useTitles(name: ListName): Record<string, string> {
  const list = useList(name)
  const read = () => Object.fromEntries([...(list?.entries() ?? [])].map(([id, item]) => [id, titleOf(item, name)]))
  return useShared(list, read, 'deep')
}

/** The ids of the goals or strategies that are worked on, in order, live. */
export function useWorkedOn(name: ListName): string[] {
  const list = useList(name)
  return useShared(list, () => (list === undefined ? [] : orderedIds(list).filter((id) => isWorkedOn(list.get(id), name))), 'deep')
}

/** The lines of a goal's attainment scale by level, as far as somebody wrote them. */
export function gasLinesOf(goal: unknown): Record<number, string> {
  const gas = goal instanceof Y.Map ? goal.get('gas') : undefined
  if (!(gas instanceof Y.Map)) return {}
  const lines = [...gas.entries()].map(([level, line]) => [level, line instanceof Y.XmlFragment ? plainText(line).trim() : ''])
  return Object.fromEntries(lines.filter(([, line]) => line !== '')) as Record<number, string>
}

export function useList(name: ListName): Y.Map<unknown> | undefined {
  const { plan } = usePlanSession()
  return plan?.doc.getMap<unknown>(name)
}

const isWorkedOn = (item: unknown, name: ListName): boolean => item instanceof Y.Map && !retired[name].includes(item.get('status') as string)

function titleOf(item: unknown, name: ListName): string {
  const title = item instanceof Y.Map ? item.get('title') : undefined
  return (title instanceof Y.XmlFragment && plainText(title)) || namesWithoutTitle[name]
}
