import * as Y from 'yjs'
import { plainText } from '#shared/plan/text.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'

/** What goals and strategies are called, by id. */
export type Titles = ReadonlyMap<string, string>

/** The titles of the plan on this screen; empty for those who do not get the live plan. */
export function useTitles(): Titles {
  const { plan } = usePlanSession()
  const goals = plan?.doc.getMap<unknown>('goals')
  const strategies = plan?.doc.getMap<unknown>('strategies')
  return new Map([
    ...Object.entries(useShared(goals, () => titlesOf(goals), 'deep')),
    ...Object.entries(useShared(strategies, () => titlesOf(strategies), 'deep')),
  ])
}

const titlesOf = (list: Y.Map<unknown> | undefined): Record<string, string> =>
  Object.fromEntries(
    [...(list?.entries() ?? [])].flatMap(([id, entity]) => {
      const title = entity instanceof Y.Map ? entity.get('title') : undefined
      const words = title instanceof Y.XmlFragment ? plainText(title).trim() : ''
      return words === '' ? [] : [[id, words]]
    }),
  )
