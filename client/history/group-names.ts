import * as Y from 'yjs'
import { orderedIds } from '#shared/plan/order.ts'
import { retiredGoalStatuses } from '#shared/plan/plan-part.ts'
import { plainText } from '#shared/plan/text.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'
import type { ChangeGroup, GroupEntity } from './change-groups.ts'

const kindNames: Readonly<Record<GroupEntity, string>> = {
  goal: 'Goal',
  strategy: 'What we do at home',
  entry: 'Notes',
  about: 'About the child',
  expectations: 'What we agreed at the start',
  safety: 'Safety plan',
}

/** What a group of changes is called: its kind, with the number of a goal, and the title it has or had. */
export type GroupName = { readonly kind: string; readonly title: string }

/** Names groups by the plan as it is on this screen, as far as it is here. */
export function useGroupNames(): (group: ChangeGroup) => GroupName {
  const { plan } = usePlanSession()
  const goals = plan?.doc.getMap<unknown>('goals') ?? null
  const strategies = plan?.doc.getMap<unknown>('strategies') ?? null
  const numbers = useShared(goals, () => numbersOf(goals), 'deep')
  const titles: Record<string, string> = { ...useShared(goals, () => titlesOf(goals), 'deep'), ...useShared(strategies, () => titlesOf(strategies), 'deep') }
  return ({ entity, id, title }) => {
    const number = entity === 'goal' ? numbers[id] : undefined
    const now = titles[id] ?? ''
    // The server cuts long titles short; the plan on this screen has the rest.
    const isNow = title === '' || (title.endsWith('…') && now.replaceAll(/\s+/g, ' ').startsWith(title.slice(0, -1)))
    return { kind: number === undefined ? kindNames[entity] : `Goal ${number}`, title: isNow ? now : title }
  }
}

const entitiesOf = (list: Y.Map<unknown> | null): [string, Y.Map<unknown>][] =>
  list === null ? [] : orderedIds(list).flatMap((id) => (list.get(id) instanceof Y.Map ? [[id, list.get(id) as Y.Map<unknown>]] : []))

function titlesOf(list: Y.Map<unknown> | null): Record<string, string> {
  return Object.fromEntries(
    entitiesOf(list).map(([id, entity]) => {
      const title = entity.get('title')
      return [id, title instanceof Y.XmlFragment ? plainText(title).trim() : '']
    }),
  )
}

/** The numbers that goals have on the plan page: finished ones have none. */
const numbersOf = (goals: Y.Map<unknown> | null): Record<string, number> =>
  Object.fromEntries(
    entitiesOf(goals).filter(([, goal]) => !retiredGoalStatuses.includes(goal.get('status') as string)).map(([id], place) => [id, place + 1]),
  )
