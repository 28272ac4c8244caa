/**
 * Order in a list that several people change at once: each item holds a fractional-index key, so moving one item
 * writes one value and never touches the item's content. Two people may give out the same key at the same moment;
 * equal keys are ordered by id, the same on every device.
 */
import { generateNKeysBetween } from 'fractional-indexing'
import type * as Y from 'yjs'

export type Ordered = { readonly id: string; readonly order: string }

const compare = (a: Ordered, b: Ordered): number => (a.order === b.order ? (a.id < b.id ? -1 : 1) : a.order < b.order ? -1 : 1)

/** The items of a list map in order. Items without a valid key come last, by id. */
export const orderedIds = (list: Y.Map<unknown>): string[] => idsInOrder([...list].map(([id, item]) => ({ id, order: orderOf(item) })))

/** The same for items that are given with what stands as their `order`. */
export const idsInOrder = (items: readonly { readonly id: string; readonly order: unknown }[]): string[] =>
  items
    .map(({ id, order }): Ordered => ({ id, order: validKey(order) ?? '~' }))
    .toSorted(compare)
    .map(({ id }) => id)

const orderOf = (item: unknown): unknown => (item as Y.Map<unknown> | undefined)?.get?.('order')
const validKey = (key: unknown): string | null => (typeof key === 'string' && isOrderKey(key) ? key : null)
const orderKey = (item: unknown): string | null => validKey(orderOf(item))

/** Whether the fractional-indexing library will take this key: a key of another make must not stop anyone's work. */
export function isOrderKey(key: string): boolean {
  try {
    generateNKeysBetween(key, null, 1)
    return true
  } catch {
    return false
  }
}

/** The key that puts a new item at the end of the list. */
export function keyAtEnd(list: Y.Map<unknown>): string {
  const keys = [...list.values()].map(orderKey).filter((key) => key !== null)
  const last = keys.length === 0 ? null : keys.reduce((a, b) => (a > b ? a : b))
  return generateNKeysBetween(last, null, 1)[0] as string
}

/**
 * Moves an item to stand at `index` among the others (0 is first). Usually writes one key. Where neighbours share a
 * key, or have none, the items from the new place up to the next distinct key get new keys as well.
 * Call it inside a transaction.
 */
export function moveTo(list: Y.Map<unknown>, id: string, index: number): void {
  const others = orderedIds(list).filter((other) => other !== id)
  const place = Math.max(0, Math.min(index, others.length))
  const before = place === 0 ? null : orderKey(list.get(others[place - 1] as string))
  if (place > 0 && before === null) return renumber(list, others.toSpliced(place, 0, id))
  const tied: string[] = []
  let next = place
  let after: string | null = null
  for (; next < others.length; next += 1) {
    after = orderKey(list.get(others[next] as string))
    if (after !== null && (before === null || after > before)) break
    tied.push(others[next] as string)
    after = null
  }
  writeKeys(list, [id, ...tied], generateNKeysBetween(before, after, tied.length + 1))
}

const renumber = (list: Y.Map<unknown>, ids: string[]): void => writeKeys(list, ids, generateNKeysBetween(null, null, ids.length))

function writeKeys(list: Y.Map<unknown>, ids: string[], keys: string[]): void {
  ids.forEach((id, i) => (list.get(id) as Y.Map<unknown>).set('order', keys[i]))
}
