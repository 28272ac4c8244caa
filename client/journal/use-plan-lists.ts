import * as Y from 'yjs'
import { plainText } from '#shared/plan/text.ts'
import { usePlanNames } from '../sync/use-plan-names.ts'
import { usePlanSession } from '../sync/plan-session.tsx'

type ListName = 'goals' | 'strategies'

const namesWithoutTitle: Record<ListName, string> = { goals: 'Goal without a title', strategies: 'Strategy without a title' }

/** The titles of all goals or strategies by id. Empty for those who do not get the plan. */
export const useTitles = (name: ListName): Record<string, string> =>
  Object.fromEntries(usePlanNames(name).map(({ id, title }) => [id, title || namesWithoutTitle[name]]))

/** The ids of the goals or strategies that are worked on, in order. */
export const useWorkedOn = (name: ListName): string[] =>
  usePlanNames(name).filter(({ number, status }) => number > 0 && (name === 'goals' || status !== 'paused')).map(({ id }) => id)

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
