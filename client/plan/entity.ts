import * as Y from 'yjs'
import { orderedIds } from '#shared/plan/order.ts'
import { useShared } from '../sync/use-shared.ts'

/** A goal, strategy or step as it is in the plan. */
export type Entity = Y.Map<unknown>

/** The text under a key, or undefined until the server has made it. */
export const textOf = (entity: Entity, key: string): Y.XmlFragment | undefined => {
  const value = entity.get(key)
  return value instanceof Y.XmlFragment ? value : undefined
}

export const stringOf = (entity: Entity, key: string): string => {
  const value = entity.get(key)
  return typeof value === 'string' ? value : ''
}

export const mapOf = (entity: Entity, key: string): Entity | undefined => {
  const value = entity.get(key)
  return value instanceof Y.Map ? (value as Entity) : undefined
}

/** A string of an entity, live. */
export const useString = (entity: Entity, key: string): string => useShared(entity, () => stringOf(entity, key))

/** The ids in a set such as `who` or `goals`, live. */
export const useSetIds = (set: Entity | undefined): string[] => useShared(set, () => [...(set?.keys() ?? [])])

/** The ids of a list in order, live: those with a retired status, or the others. */
export const useIds = (list: Entity, retiredStatuses: readonly string[], isRetired: boolean): string[] =>
  useShared(list, () => orderedIds(list).filter((id) => retiredStatuses.includes(stringOf(list.get(id) as Entity, 'status')) === isRetired), 'entries')
