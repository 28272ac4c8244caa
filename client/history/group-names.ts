import { usePlanNames } from '../sync/use-plan-names.ts'
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
  const named = new Map([...usePlanNames('goals'), ...usePlanNames('strategies')].map((one) => [one.id, one]))
  return ({ entity, id, title }) => {
    const number = entity === 'goal' ? named.get(id)?.number : 0
    const now = named.get(id)?.title ?? ''
    // The server cuts long titles short; the plan on this screen has the rest.
    const isNow = title === '' || (title.endsWith('…') && now.replaceAll(/\s+/g, ' ').startsWith(title.slice(0, -1)))
    return { kind: number ? `Goal ${number}` : kindNames[entity], title: isNow ? now : title }
  }
}
