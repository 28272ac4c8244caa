/** Reads a part as it was at a point, straight from the items of its history: no second document is built. */
import * as Y from 'yjs'
import { rootOf } from '#shared/plan/containers.ts'
import { idsInOrder } from '#shared/plan/order.ts'
import { isContainer, isValidValue, type Field, type Fields, type PartShape } from '#shared/plan/shape.ts'
import type { Point } from './point.ts'

/** A value of a map and the item that holds it, by its one id. */
export type Held = { readonly value: unknown; readonly client: number; readonly clock: number }

type Json = Record<string, unknown>

/** A Yjs type, as far as it is read here: its values by key, and what stands in it in a row. */
export type Shared = Pick<Y.AbstractType<unknown>, '_map' | '_start' | '_item'>

/** Everything that ever stood in a sequence, in its order. */
export function* itemsOf(type: Shared): Generator<Y.Item> {
  for (let item = type._start; item !== null; item = item.right) yield item
}

/** The type an item holds, if it holds one. */
export const typeIn = (item: Y.Item): Shared | null =>
  item.content instanceof Y.ContentType ? item.content.type : null

/** Nodes whose children stand on lines of their own, as `plainText` has them. */
export const isOfLines = (node: Shared): boolean =>
  !(node instanceof Y.XmlText) && (!(node instanceof Y.XmlElement) || ['bulletList', 'orderedList', 'listItem'].includes(node.nodeName))

/** What stood under a key at a point, or null. */
export function heldAt(map: Shared, key: string, point: Point): Held | null {
  let item = map._map.get(key) ?? null
  // Yjs joins values that were replaced one after the other into one item.
  while (item !== null && item.id.clock >= point.reach(item.id.client)) item = item.left
  if (item === null) return null
  const { client, clock } = item.id
  const last = Math.min(item.length, point.reach(client) - clock) - 1
  if (!point.has(client, clock + last) || item.content instanceof Y.ContentDeleted) return null
  return { value: item.content.getContent()[last], client, clock: clock + last }
}

/** The keys under which something stood at a point. */
export const keysAt = (map: Shared, point: Point): string[] =>
  [...map._map.keys()].filter((key) => heldAt(map, key, point) !== null)

/** The words of a text at a point, as `plainText` gives those of today. */
export function wordsAt(node: Shared, point: Point): string {
  if (node instanceof Y.XmlText) return runAt(node, point)
  if (node instanceof Y.XmlElement && node.nodeName === 'hardBreak') return '\n'
  const lines: string[] = []
  for (const item of itemsOf(node)) {
    const inner = typeIn(item)
    if (inner !== null && point.hasItem(item)) lines.push(wordsAt(inner, point))
  }
  return lines.join(isOfLines(node) ? '\n' : '')
}

/** A run of words with the same marks. */
export type MarkedRun = { readonly insert: string; readonly attributes: Readonly<Record<string, unknown>> }

/** The words of a line with their marks at a point, as `toDelta` gives those of today. */
export function markedRunsAt(line: Y.XmlText, point: Point): MarkedRun[] {
  const runs: { insert: string; attributes: Record<string, unknown> }[] = []
  let marks: Record<string, unknown> = {}
  for (const { id, content } of itemsOf(line)) {
    if (content instanceof Y.ContentFormat && point.has(id.client, id.clock)) {
      const { [content.key]: _old, ...others } = marks
      marks = content.value === null ? others : { ...others, [content.key]: content.value }
    }
    if (!(content instanceof Y.ContentString)) continue
    for (const [from, to] of point.places(id.client, id.clock, content.str.length)) {
      const last = runs.at(-1)
      const words = content.str.slice(from, to)
      if (last !== undefined && sameMarks(last.attributes, marks)) last.insert += words
      else runs.push({ insert: words, attributes: marks })
    }
  }
  return runs
}

/** Whether two sets of marks are the same. */
export const sameMarks = (a: Readonly<Record<string, unknown>>, b: Readonly<Record<string, unknown>>): boolean =>
  a === b || (hasNone(a) && hasNone(b)) || JSON.stringify(Object.entries(a).toSorted()) === JSON.stringify(Object.entries(b).toSorted())

const hasNone = (marks: object): boolean => {
  for (const _key in marks) return false
  return true
}

/** A text with its nodes and marks at a point: equal where nobody could see a difference. */
export function richAt(node: Shared, point: Point): unknown {
  if (node instanceof Y.XmlText) {
    return markedRunsAt(node, point).map(({ insert, attributes }) => [insert, Object.entries(attributes).toSorted()])
  }
  const children: unknown[] = []
  for (const item of itemsOf(node)) {
    const inner = typeIn(item)
    if (inner !== null && point.hasItem(item)) children.push(richAt(inner, point))
  }
  // Runs beside each other look like one.
  const seen = children.every((child) => Array.isArray(child)) ? children.flat() : children
  if (!(node instanceof Y.XmlElement)) return { children: seen }
  return { node: node.nodeName, attributes: keysAt(node, point).toSorted().map((key) => [key, heldAt(node, key, point)?.value]), children: seen }
}

function runAt(run: Y.XmlText, point: Point): string {
  let words = ''
  for (const { id, content } of itemsOf(run)) {
    if (!(content instanceof Y.ContentString)) continue
    for (const [from, to] of point.places(id.client, id.clock, content.str.length)) words += content.str.slice(from, to)
  }
  return words
}

/** The ids of a list at a point, in order. */
export const idsAt = (list: Shared, point: Point): string[] =>
  idsInOrder(
    keysAt(list, point).flatMap((id) => {
      const entity = heldAt(list, id, point)?.value
      return entity instanceof Y.Map ? [{ id, order: heldAt(entity, 'order', point)?.value }] : []
    }),
  )

/** The part as JSON at a point, as `partToJson` gives that of today. */
export const partAt = (doc: Y.Doc, shape: PartShape, point: Point): Json =>
  Object.fromEntries(Object.entries(shape.roots).map(([name, field]) => [name, jsonAt(rootOf(doc, shape, name), field, point)]))

/** One value of the part as JSON at a point. */
export function jsonAt(value: unknown, field: Field, point: Point): unknown {
  if (field.is === 'text') return value instanceof Y.XmlFragment ? wordsAt(value, point) : ''
  const map = value instanceof Y.Map ? value : null
  if (field.is === 'record') return map === null ? {} : fieldsAt(map, field.fields, point)
  if (field.is === 'set') return map === null ? [] : keysAt(map, point).toSorted()
  if (field.is === 'list') return map === null ? [] : idsAt(map, point).map((id) => entityAt(map, id, field.item, point))
  return value
}

/** One entity of a list as JSON at a point. */
export const entityAt = (list: Shared, id: string, fields: Fields, point: Point): Json => ({
  id,
  ...fieldsAt(heldAt(list, id, point)?.value as Shared, fields, point),
})

function fieldsAt(map: Shared, fields: Fields, point: Point): Json {
  const json: Json = {}
  for (const [key, field] of Object.entries(fields)) {
    const held = heldAt(map, key, point)
    if (held !== null && (isContainer(field) || isValidValue(field, held.value))) json[key] = jsonAt(held.value, field, point)
  }
  return json
}
