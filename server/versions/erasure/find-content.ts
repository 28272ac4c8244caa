/**
 * Finds in a part's history all that an order means: what stands there today, and everything that ever stood there. Nothing
 * is changed.
 */
import * as Y from 'yjs'
import type { Authorship } from '../../sync/authorship.ts'
import { itemsOf, typeIn, type Shared } from '../part-view.ts'
import type { Point } from '../point.ts'
import { placesInRun } from './find-words.ts'

/** Where to look: at the end of a path of keys, or, for an empty one, everywhere in the part. */
export type Scope = { readonly path: readonly string[]; readonly isThing: boolean; readonly passage: string | null }

/** Some letters or values of one Yjs client, by their ids. */
export type IdRange = { readonly client: number; readonly clock: number; readonly length: number }

/**
 * `things`: with everything in them. `ranges`: single letters and values. `texts`: where all of it goes, the texts it stands in.
 */
export type FoundContent = {
  readonly things: readonly Y.Item[]
  readonly ranges: readonly IdRange[]
  readonly letters: number
  readonly texts: readonly Shared[]
}

/** What is known of a part's past, for words that nobody sees any more. The points are in order. */
export type Past = { readonly points: readonly Point[]; readonly authorship: Authorship }

/** `breathe` is waited for between texts, because looking through a long history takes long. */
export async function findContent(
  doc: Y.Doc,
  roots: readonly Shared[],
  { path, isThing, passage }: Scope,
  past: Past,
  breathe: () => Promise<void>,
): Promise<FoundContent> {
  const held = path.length === 0 ? null : itemsAt(doc.getMap(path[0]), path.slice(1))
  const types = held === null ? roots : held === 'root' ? [doc.getMap(path[0])] : held.flatMap((item) => typeIn(item) ?? [])
  const own = Array.isArray(held) ? held : []
  if (passage === null) {
    const ranges = [...own.flatMap(leafOf), ...types.flatMap(leavesIn)]
    const things = isThing ? own.filter((item) => !isErased(item)) : []
    const texts = types.flatMap(textsIn)
    return { things, texts, ranges: isThing ? [] : ranges, letters: lengthOf(ranges) + (isThing && ranges.length === 0 ? things.length : 0) }
  }
  const ranges: IdRange[] = [...own, ...types.flatMap(valuesIn)].flatMap((item) => valuesWith(item, passage))
  for (const run of types.flatMap(runsIn)) {
    ranges.push(...placesInRun(run, passage, past))
    await breathe()
  }
  return { things: [], texts: [], ranges, letters: lengthOf(ranges) }
}

const isErased = ({ content }: Y.Item): boolean => content instanceof Y.ContentDeleted

const lengthOf = (ranges: readonly IdRange[]): number => {
  const ids = new Set<string>()
  for (const { client, clock, length } of ranges) for (let i = 0; i < length; i += 1) ids.add(`${client}.${clock + i}`)
  return ids.size
}

/** Everything that ever stood under a key. */
function* chainOf(map: Shared, key: string): Generator<Y.Item> {
  for (let item = map._map.get(key) ?? null; item !== null; item = item.left) yield item
}

/** Everything that ever stood at the end of some keys; `root` where there are none. */
function itemsAt(root: Shared, keys: readonly string[]): Y.Item[] | 'root' {
  let held: Y.Item[] | 'root' = 'root'
  let types = [root]
  for (const key of keys) {
    held = types.flatMap((type) => [...chainOf(type, key)])
    types = held.flatMap((item) => typeIn(item) ?? [])
  }
  return held
}

/** All items below a type, and what is in them. */
function* itemsBelow(type: Shared): Generator<Y.Item> {
  const chains = [...type._map.keys()].map((key) => chainOf(type, key))
  for (const items of [itemsOf(type), ...chains]) {
    for (const item of items) {
      yield item
      const inner = typeIn(item)
      if (inner !== null) yield* itemsBelow(inner)
    }
  }
}

/** Whether an item holds words or a value, and not structure: paragraphs, maps and marks tell nothing. */
const isLeaf = ({ content }: Y.Item): boolean =>
  !(content instanceof Y.ContentType || content instanceof Y.ContentFormat || content instanceof Y.ContentDeleted)

const leafOf = (item: Y.Item): IdRange[] => (isLeaf(item) ? [{ client: item.id.client, clock: item.id.clock, length: item.length }] : [])

const leavesIn = (type: Shared): IdRange[] => [...itemsBelow(type)].flatMap(leafOf)

const valuesIn = (type: Shared): Y.Item[] => [...itemsBelow(type)].filter(({ content }) => content instanceof Y.ContentAny)

/** The values of an item that hold the words. Yjs joins values that replaced each other. */
function valuesWith({ id, content }: Y.Item, passage: string): IdRange[] {
  if (!(content instanceof Y.ContentAny)) return []
  return (content.arr as unknown[]).flatMap((value, i) =>
    typeof value === 'string' && value.includes(passage) ? [{ client: id.client, clock: id.clock + i, length: 1 }] : [])
}

/** The texts below a type, and the type itself where it is one. */
const textsIn = (type: Shared): Shared[] => {
  const types = [type, ...[...itemsBelow(type)].flatMap((item) => typeIn(item) ?? [])]
  return types.filter((candidate) => candidate instanceof Y.XmlFragment && !(candidate instanceof Y.XmlElement))
}

/** The runs of words below a type, and the type itself where it is one. */
const runsIn = (type: Shared): Y.XmlText[] => {
  const types = [type, ...[...itemsBelow(type)].flatMap((item) => typeIn(item) ?? [])]
  return types.filter((candidate) => candidate instanceof Y.XmlText)
}
