/** How much may stand at a place [A8]: characters of a text, entities of a list, members of a set. */
import * as Y from 'yjs'
import { limits } from '#shared/protocol/limits.ts'
import type { Container, Place } from './places.ts'

/**
 * The screens keep to the limits of the shape. Two people who each keep to them, apart from each other, may go over by as
 * much again, and that is nobody's fault: only what is beyond that is refused.
 */
const atMost = (limit: number): number => 2 * limit + 10

/** New material by the container it goes into, counted while an update is judged. */
export class Sizes {
  readonly #characters = new Map<string, number>()
  readonly #members = new Map<Container, number>()
  /** Characters that stand in a text now, counted once: a text can have thousands of paragraphs. */
  readonly #standing = new Map<Y.AbstractType<unknown>, number>()
  #entities = 0

  /** Counts one new item. Returns false where the place would become too large. */
  add(doc: Y.Doc, container: Container, key: string | null, place: Place, item: Y.Item): boolean {
    if (place.is === 'run') return this.#addCharacters(container, place.field.maxChars, item)
    if ((place.is === 'root-list' || place.is === 'list' || place.is === 'set') && key !== null) {
      if (place.is !== 'set') this.#entities += 1
      if (this.#entities > limits.entitiesPerUpdate) return false
      const map = container instanceof Y.AbstractType ? (container as Y.Map<unknown>) : null
      if (map?.has(key)) return true
      const added = (this.#members.get(container) ?? 0) + 1
      this.#members.set(container, added)
      return (map?.size ?? 0) + added <= atMost(place.maxItems)
    }
    return true
  }

  #addCharacters(container: Container, maxChars: number, item: Y.Item): boolean {
    if (!(item.content instanceof Y.ContentString)) return true
    const text = container instanceof Y.AbstractType ? textAround(container) : null
    // A new text is counted by the run it is in: it has one paragraph, or is cut by the document's own limit.
    const name = text === null ? `new ${idOf(container)}` : `known ${idOf(text)}`
    const added = (this.#characters.get(name) ?? 0) + item.length
    this.#characters.set(name, added)
    return added + (text === null ? 0 : this.#charactersIn(text)) <= atMost(maxChars)
  }

  #charactersIn(text: Y.AbstractType<unknown>): number {
    const count = this.#standing.get(text) ?? charactersIn(text)
    this.#standing.set(text, count)
    return count
  }
}

const idOf = (container: Container): string => {
  const item = container instanceof Y.Item ? container : container._item
  return item === null ? 'root' : `${item.id.client}.${item.id.clock}`
}

/** The text that a run of words is in. */
function textAround(run: Y.AbstractType<unknown>): Y.AbstractType<unknown> {
  let type = run
  while (type.constructor !== Y.XmlFragment && type._item !== null && type._item.parent instanceof Y.AbstractType) {
    type = type._item.parent as Y.AbstractType<unknown>
  }
  return type
}

function charactersIn(type: Y.AbstractType<unknown>): number {
  if (type instanceof Y.XmlText) return type.length
  let sum = 0
  for (let item = type._start; item !== null; item = item.right) {
    if (!item.deleted && item.content instanceof Y.ContentType) sum += charactersIn(item.content.type as Y.AbstractType<unknown>)
  }
  return sum
}
