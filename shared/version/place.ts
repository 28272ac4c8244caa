/** A place in a plan: a thing in it, or one field of that thing. Named as changes name it (`changes.ts`). */
import { isContainer, type Field, type Fields, type PartShape } from '../plan/shape.ts'
import { changedEntities } from './changed-entities.ts'
import type { Place } from './place-shape.ts'

/** Where a place is in its part, and what the shape has there: the fields of a thing, or a field. */
export type PlaceInShape = { readonly path: readonly string[]; readonly fields: Fields | null; readonly field: Field | null }

/** The keys that lead to a place from the roots of its part. */
function pathOf({ entity, id, within, field }: Omit<Place, 'part'>): string[] {
  const inside = field === undefined ? [] : field.split('.')
  switch (entity) {
    case 'goal':
      return ['goals', id, ...inside]
    case 'strategy':
      return ['strategies', id, ...inside]
    case 'entry':
      return ['entries', id, ...inside]
    case 'step':
      return ['strategies', within ?? '', 'steps', id, ...inside]
    case 'link':
      return ['strategies', within ?? '', 'resources', id, ...inside]
    default:
      return [entity, ...inside]
  }
}

/** The place of a field at some keys from the roots of its part, as requests name it; null where no field is there. */
export function placeAt(part: string, path: readonly string[]): (Place & { field: string }) | null {
  const [root = '', id = '', ...inside] = path
  if (root === 'goals' || root === 'entries') {
    return inside.length === 0 ? null : { part, entity: root === 'goals' ? 'goal' : 'entry', id, field: inside.join('.') }
  }
  if (root === 'strategies') {
    const [list, item = '', ...field] = inside
    if (list !== 'steps' && list !== 'resources') return list === undefined ? null : { part, entity: 'strategy', id, field: inside.join('.') }
    return field.length === 0 ? null : { part, entity: list === 'steps' ? 'step' : 'link', id: item, within: id, field: field.join('.') }
  }
  const entity = changedEntities.find((one) => one === root)
  return entity === undefined || path.length < 2 ? null : { part, entity, id: root, field: path.slice(1).join('.') }
}

/** Finds a place in the shape of its part; null where the shape has no such place. */
export function placeInShape(shape: PartShape, place: Omit<Place, 'part'>): PlaceInShape | null {
  const path = pathOf(place)
  let at: Fields = shape.roots
  let field: Field | null = null
  for (let i = 0; i < path.length; i += 1) {
    const key = path[i] as string
    field = Object.hasOwn(at, key) ? (at[key] as Field) : null
    if (field === null) return null
    if (field.is === 'record') at = field.fields
    else if (field.is === 'list') {
      // The next key is an id: anything that is one.
      i += 1
      if (path[i] === undefined) return null
      at = field.item
      if (i === path.length - 1) return { path, fields: at, field: null }
    } else if (i < path.length - 1) return null
  }
  return { path, fields: field !== null && isContainer(field) && field.is === 'record' ? field.fields : null, field }
}
