/** A part as plain JSON: texts as words, sets as lists of ids, records as objects, lists in order. */
import * as Y from 'yjs'
import { rootOf } from './containers.ts'
import { orderedIds } from './order.ts'
import { isContainer, isValidValue, type Field, type Fields, type PartShape } from './shape.ts'
import { plainText } from './text.ts'

/** Only keys of the shape with valid values come out, so that nothing unknown reaches a reader. Empty texts come out as ''. */
export function partToJson(doc: Y.Doc, shape: PartShape): Record<string, unknown> {
  return Object.fromEntries(Object.entries(shape.roots).map(([name, field]) => [name, toJson(rootOf(doc, shape, name), field)]))
}

function toJson(value: unknown, field: Field): unknown {
  if (field.is === 'text') return value instanceof Y.XmlFragment ? plainText(value) : ''
  if (field.is === 'record') return value instanceof Y.Map ? fieldsToJson(value, field.fields) : {}
  if (field.is === 'set') return value instanceof Y.Map ? [...value.keys()].toSorted() : []
  if (field.is === 'list') return value instanceof Y.Map ? listToJson(value, field.item) : []
  return value
}

function fieldsToJson(map: Y.Map<unknown>, fields: Fields): Record<string, unknown> {
  const known = Object.entries(fields).filter(([key, field]) => map.has(key) && (isContainer(field) || isValidValue(field, map.get(key))))
  return Object.fromEntries(known.map(([key, field]) => [key, toJson(map.get(key), field)]))
}

function listToJson(list: Y.Map<unknown>, item: Fields): Record<string, unknown>[] {
  return orderedIds(list)
    .map((id) => ({ id, entity: list.get(id) }))
    .filter((row): row is { id: string; entity: Y.Map<unknown> } => row.entity instanceof Y.Map)
    .map(({ id, entity }) => ({ id, ...fieldsToJson(entity, item) }))
}
