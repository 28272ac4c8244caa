import type { PlanSummary } from '#shared/plan/api.ts'
import type { CaseloadRow } from '#shared/caseload/api.ts'
import { weighNews } from '#shared/version/news.ts'

/** Where a child stands in the list: something asks for an answer, something is new, or neither. */
export const waitingGroups = ['answer', 'new', 'rest'] as const
export type WaitingGroup = (typeof waitingGroups)[number]

/** Whether there is anything to look at. */
export const hasNews = (news: CaseloadRow | undefined): boolean => groupOf(news) !== 'rest'

export function groupOf(news: CaseloadRow | undefined): WaitingGroup {
  if (news?.counts == null) return 'rest'
  const { toAnswer, others } = weighNews(news.counts)
  return toAnswer > 0 ? 'answer' : others > 0 ? 'new' : 'rest'
}

/** Children in groups; in the first one those with a warning sign stand first, then by name. */
export function groupChildren(plans: readonly PlanSummary[], news: ReadonlyMap<string, CaseloadRow>): Map<WaitingGroup, PlanSummary[]> {
  const warns = ({ id }: PlanSummary): number => ((news.get(id)?.counts?.warningSigns ?? 0) > 0 ? 0 : 1)
  const sorted = plans.toSorted((a, b) => warns(a) - warns(b) || a.childName.localeCompare(b.childName))
  const groups = Map.groupBy(sorted, ({ id }) => groupOf(news.get(id)))
  return new Map(waitingGroups.flatMap((group) => (groups.has(group) ? [[group, groups.get(group) ?? []]] : [])))
}
