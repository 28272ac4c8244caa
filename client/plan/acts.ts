import { newEntity } from '#shared/plan/containers.ts'
import { keyAtEnd, moveTo, orderedIds } from '#shared/plan/order.ts'
import { goalFields, stepFields, strategyFields } from '#shared/plan/plan-part.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import type { Entity } from './entity.ts'

/** Adds an empty goal at the end. Returns its id. */
export const addGoal = (part: PartHandle, goals: Entity): string => add(part, goals, goalFields, { status: 'proposed' })

/** Adds an empty strategy at the end. Returns its id. */
export const addStrategy = (part: PartHandle, strategies: Entity): string => add(part, strategies, strategyFields, { status: 'idea' })

/** Adds an empty step at the end. Returns its id. */
export const addStep = (part: PartHandle, steps: Entity): string => add(part, steps, stepFields, {})

function add(part: PartHandle, list: Entity, fields: Parameters<typeof newEntity>[0], values: Record<string, string>): string {
  const id = crypto.randomUUID()
  part.change(() => list.set(id, newEntity(fields, { ...values, order: keyAtEnd(list) })))
  return id
}

/** Sets a value, or takes it away when it is empty. */
export const setString = (part: PartHandle, entity: Entity, key: string, value: string): void =>
  part.change(() => {
    if (value === '') entity.delete(key)
    else entity.set(key, value)
  })

/** Puts an id into a set, or takes it out. */
export const toggleId = (part: PartHandle, set: Entity, id: string): void =>
  part.change(() => {
    if (set.has(id)) set.delete(id)
    else set.set(id, true)
  })

/** Moves an item to `index` among the items that are shown; hidden ones between them keep their places. */
export function moveAmong(part: PartHandle, list: Entity, shown: readonly string[], id: string, index: number): void {
  const others = shown.filter((other) => other !== id)
  const all = orderedIds(list).filter((other) => other !== id)
  const before = others[index - 1]
  const place = before === undefined ? all.indexOf(others[0] ?? '') : all.indexOf(before) + 1
  part.change(() => moveTo(list, id, Math.max(0, place)))
}
