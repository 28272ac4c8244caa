import { usePlanNames } from '../sync/use-plan-names.ts'

/** What goals and strategies are called, by id. */
export type Titles = ReadonlyMap<string, string>

/** The titles of the plan on this screen; empty for those who do not get the live plan. */
export function useTitles(): Titles {
  const all = [...usePlanNames('goals'), ...usePlanNames('strategies')]
  return new Map(all.filter(({ title }) => title !== '').map(({ id, title }) => [id, title]))
}
