/**
 * Where in a part a change lands. Every Yjs type of a part has a place in its shape: a record, a list, a set, a text, or
 * an element or a run of words inside a text. A change whose place is unknown is refused.
 */
import * as Y from 'yjs'
import { rootOf } from '#shared/plan/containers.ts'
import type { ContainerField, Field, Fields, PartShape, TextField } from '#shared/plan/shape.ts'
import { findStruct, type News } from './news.ts'

/** How deep nodes of a text may be nested: a list in a list in a list is as deep as a plan needs. */
const maxDepth = 8

/** The entity of a root list that a place is in: a goal, a strategy, an entry. */
export type EntityRef = { readonly list: string; readonly id: string }

export type Place = { readonly entity: EntityRef | null } & (
  | { readonly is: 'root-list' | 'list'; readonly item: Fields; readonly maxItems: number; readonly name: string }
  | { readonly is: 'record'; readonly fields: Fields; readonly key: string | null }
  | { readonly is: 'set'; readonly of: readonly string[] | 'id'; readonly maxItems: number; readonly key: string | null }
  | { readonly is: 'text'; readonly field: TextField; readonly key: string | null }
  | { readonly is: 'element'; readonly nodeName: string; readonly depth: number; readonly field: TextField; readonly key: string | null }
  | { readonly is: 'run'; readonly field: TextField; readonly key: string | null }
)

/** The container that a new struct or an old item is in: a type of the document, or a new one by its item. */
export type Container = Y.AbstractType<unknown> | Y.Item

/** Where an item goes: its container, and its key where that is a map. `gone`: into something collected; it has no effect. */
export type Landing = { readonly container: Container; readonly key: string | null } | 'gone' | null

const asType = (item: Y.Item): Y.AbstractType<unknown> | null =>
  item.content instanceof Y.ContentType ? (item.content.type as Y.AbstractType<unknown>) : null

/** Where an item of the document is. */
export const landingOfKnown = (item: Y.Item): Landing =>
  item.parent instanceof Y.AbstractType ? { container: item.parent as Y.AbstractType<unknown>, key: item.parentSub } : 'gone'

/** Works out where the new items of one update go, each once. */
export class Landings {
  readonly #doc: Y.Doc
  readonly #shape: PartShape
  readonly #news: News
  readonly #found = new Map<Y.Item, Landing>()

  constructor(doc: Y.Doc, shape: PartShape, news: News) {
    this.#doc = doc
    this.#shape = shape
    this.#news = news
  }

  /**
   * Where Yjs will put a new item: into its parent where it names one, else beside its neighbours. Walks along
   * neighbours without recursion: ten thousand letters typed offline hang on each other like beads.
   */
  of(item: Y.Item): Landing {
    const path: Y.Item[] = []
    let landing: Landing = null
    for (let next: Y.Item | null = item; next !== null; ) {
      const known = this.#isIntegrated(next) ? landingOfKnown(next) : this.#found.get(next)
      if (known !== undefined) {
        landing = known
        break
      }
      // A neighbour that hangs on itself is nobody's.
      this.#found.set(next, null)
      path.push(next)
      const step = this.#step(next)
      if (!(step instanceof Y.Item)) {
        landing = step
        break
      }
      next = step
    }
    for (const passed of path.toReversed()) {
      if (landing !== null && landing !== 'gone' && !this.#agrees(passed, landing)) landing = null
      this.#found.set(passed, landing)
    }
    return landing
  }

  #isIntegrated(item: Y.Item): boolean {
    return item.id.clock < Y.getState(this.#doc.store, item.id.client)
  }

  /** The landing that an item names itself, or the neighbour it shares its landing with. */
  #step(item: Y.Item): Landing | Y.Item {
    const parent: unknown = item.parent
    const left = item.origin === null ? null : findStruct(this.#doc, this.#news, item.origin)
    const right = item.rightOrigin === null ? null : findStruct(this.#doc, this.#news, item.rightOrigin)
    if (left instanceof Y.GC || right instanceof Y.GC) return 'gone'
    if (typeof parent === 'string') {
      if (!Object.hasOwn(this.#shape.roots, parent)) return null
      return { container: rootOf(this.#doc, this.#shape, parent) as Y.AbstractType<unknown>, key: item.parentSub }
    }
    if (parent instanceof Y.ID) {
      const holder = findStruct(this.#doc, this.#news, parent)
      // What was in something deleted goes with it: Yjs collects it.
      if (holder instanceof Y.GC || (holder instanceof Y.Item && holder.content instanceof Y.ContentDeleted)) return 'gone'
      if (!(holder instanceof Y.Item) || !(holder.content instanceof Y.ContentType)) return null
      // A new type whose own place is gone takes what is in it along.
      if (!this.#isIntegrated(holder) && this.of(holder) === 'gone') return 'gone'
      // A new type stands for itself by its item, until the document has it.
      return { container: this.#isIntegrated(holder) ? (holder.content.type as Y.AbstractType<unknown>) : holder, key: item.parentSub }
    }
    return left instanceof Y.Item ? left : right instanceof Y.Item ? right : null
  }

  /** An item between neighbours of two containers would tear a list apart. */
  #agrees(item: Y.Item, { container, key }: Exclude<Landing, 'gone' | null>): boolean {
    if (item.origin === null || item.rightOrigin === null) return true
    const right = findStruct(this.#doc, this.#news, item.rightOrigin)
    if (!(right instanceof Y.Item)) return false
    const other = this.#isIntegrated(right) ? landingOfKnown(right) : (this.#found.get(right) ?? this.of(right))
    return other !== null && other !== 'gone' && other.container === container && other.key === key
  }
}

/** Finds places, and remembers those of the document's own types: a type never moves. */
export class Places {
  readonly #doc: Y.Doc
  readonly #shape: PartShape
  readonly #known = new WeakMap<Y.AbstractType<unknown> | Y.Item, { place: Place | null }>()

  constructor(doc: Y.Doc, shape: PartShape) {
    this.#doc = doc
    this.#shape = shape
  }

  get shape(): PartShape {
    return this.#shape
  }

  /** The place of a container, or null where the shape has none for it. `landings` is needed for new containers only. */
  placeOf(container: Container, landings: Landings | null): Place | null {
    const found = this.#known.get(container)
    if (found !== undefined) return found.place
    const place = container instanceof Y.Item ? this.#placeOfNew(container, landings) : this.#work(container)
    this.#known.set(container, { place })
    return place
  }

  #placeOfNew(item: Y.Item, landings: Landings | null): Place | null {
    // A type that hangs on itself has no place.
    this.#known.set(item, { place: null })
    const landing = landings?.of(item) ?? null
    if (landing === null || landing === 'gone') return null
    const outer = this.placeOf(landing.container, landings)
    return outer === null ? null : inside(outer, landing.key, item)
  }

  #work(type: Y.AbstractType<unknown>): Place | null {
    const item = type._item
    if (item === null) {
      const name = Object.keys(this.#shape.roots).find((root) => this.#doc.share.get(root) === type)
      const field = name === undefined ? undefined : this.#shape.roots[name]
      if (name === undefined || field === undefined) return null
      if (field.is === 'list') return { is: 'root-list', item: field.item, maxItems: field.maxItems, name, entity: null }
      return ofField(field, name, null)
    }
    if (!(item.parent instanceof Y.AbstractType)) return null
    const outer = this.placeOf(item.parent as Y.AbstractType<unknown>, null)
    return outer === null ? null : inside(outer, item.parentSub, item)
  }
}

function ofField(field: ContainerField, key: string | null, entity: EntityRef | null): Place {
  if (field.is === 'record') return { is: 'record', fields: field.fields, key, entity }
  if (field.is === 'set') return { is: 'set', of: field.of, maxItems: field.maxItems, key, entity }
  if (field.is === 'list') return { is: 'list', item: field.item, maxItems: field.maxItems, name: key ?? '', entity }
  return { is: 'text', field, key, entity }
}

/** The place of the type that `item` holds, where `outer` is the place it is in. Null where the shape has none. */
function inside(outer: Place, key: string | null, item: Y.Item): Place | null {
  const type = asType(item)
  if (type === null) return null
  const { entity } = outer
  switch (outer.is) {
    case 'root-list':
      return key !== null && type instanceof Y.Map ? { is: 'record', fields: outer.item, key: null, entity: { list: outer.name, id: key } } : null
    case 'list':
      return key !== null && type instanceof Y.Map ? { is: 'record', fields: outer.item, key: outer.name, entity } : null
    case 'record': {
      const field = key !== null && Object.hasOwn(outer.fields, key) ? (outer.fields[key] as Field) : undefined
      if (field === undefined || !isContainerOf(field, type)) return null
      return ofField(field, outer.key ?? key, entity)
    }
    case 'text':
    case 'element': {
      if (key !== null) return null
      const { field } = outer
      if (type instanceof Y.XmlElement) {
        if (outer.is === 'element' && outer.depth >= maxDepth) return null
        return { is: 'element', nodeName: type.nodeName, depth: outer.is === 'element' ? outer.depth + 1 : 1, field, key: outer.key, entity }
      }
      return type instanceof Y.XmlText && outer.is === 'element' ? { is: 'run', field, key: outer.key, entity } : null
    }
    case 'set':
    case 'run':
      return null
  }
}

/** Whether a Yjs type is the one its field wants. A Y.XmlElement is a Y.XmlFragment too, but never a text. */
export function isContainerOf(field: Field, type: Y.AbstractType<unknown>): field is ContainerField {
  if (field.is === 'text') return type.constructor === Y.XmlFragment
  return (field.is === 'record' || field.is === 'list' || field.is === 'set') && type.constructor === Y.Map
}
