/**
 * The update that puts chosen things of the `plan` part back as they were at a point. It is made in the part's history, as
 * somebody would make it who had not heard of anything since, and goes into the live document like any other: whatever
 * others write meanwhile is merged with it.
 */
import * as Y from 'yjs'
import { newContainer, rootOf } from '#shared/plan/containers.ts'
import { isContainer, isValidValue, type Field, type Fields } from '#shared/plan/shape.ts'
import { canonicalJson } from '#shared/version/canonical.ts'
import type { PartHistory } from './part-history.ts'
import { heldAt, idsAt, keysAt, richAt, wordsAt, type Shared } from './part-view.ts'
import type { Point } from './point.ts'
import { childrenOf, restoreNodes, turnInto } from './restore-text.ts'

/** What is put back: these goals and strategies, or everything where both are left out. `field`: only that of each. */
export type Choice = { readonly goalIds?: readonly string[]; readonly strategyIds?: readonly string[]; readonly field?: string }

/** The chosen ids of a root list, or null where all of it is meant. */
export function chosenIds({ goalIds, strategyIds }: Choice, list: string): readonly string[] | null {
  if (goalIds === undefined && strategyIds === undefined) return null
  return (list === 'goals' ? goalIds : list === 'strategies' ? strategyIds : undefined) ?? []
}

/** Makes the update, or null where everything chosen is as it was. The history, the caller's own, holds it afterwards. */
export function restoringUpdate({ doc, shape, now }: PartHistory, then: Point, choice: Choice): Uint8Array | null {
  const updates: Uint8Array[] = []
  const note = (update: Uint8Array) => updates.push(update)
  // A client id belongs to one member [A2], and the next to restore may be another.
  doc.clientID = new Y.Doc().clientID
  doc.on('update', note)
  doc.transact(() => {
    const restorer = new Restorer(then, now)
    for (const [name, field] of Object.entries(shape.roots)) {
      const root = rootOf(doc, shape, name)
      const ids = chosenIds(choice, name)
      if (!(root instanceof Y.Map)) continue
      if (field.is === 'list') {
        const path = ids === null ? below(choice.field, name) : (choice.field ?? '')
        if (path !== null) for (const id of ids ?? idsAt(root, then)) restorer.entity(root, id, field.item, path, ids === null)
      } else if (field.is === 'record' && ids === null) {
        const path = below(choice.field, name)
        if (path !== null) restorer.fields(root, root, field.fields, path, true)
      }
    }
  })
  doc.off('update', note)
  return updates.length === 0 ? null : Y.mergeUpdates(updates)
}

/** What is left of a path below a key: '' is everything below it, null that the path leads elsewhere. */
function below(path: string | undefined, key: string): string | null {
  if (path === undefined || path === '' || path === key) return ''
  return path.startsWith(`${key}.`) ? path.slice(key.length + 1) : null
}

class Restorer {
  readonly #then: Point
  readonly #now: Point

  constructor(then: Point, now: Point) {
    this.#then = then
    this.#now = now
  }

  /** Puts back one entity of a list; made again under its id where it is gone. One that was not there then is left alone. */
  entity(list: Y.Map<unknown>, id: string, fields: Fields, path: string, withOrder: boolean): void {
    const old = heldAt(list, id, this.#then)?.value
    const present = heldAt(list, id, this.#now)?.value
    if (!(old instanceof Y.Map)) return
    if (present instanceof Y.Map) this.fields(present as Y.Map<unknown>, old, fields, path, withOrder)
    else list.set(id, this.#copyOf(old, fields))
  }

  /** Puts back the fields of a map. `old`: the map they were in then, another one where this was made again since. */
  fields(map: Y.Map<unknown>, old: Shared, fields: Fields, path: string, withOrder: boolean): void {
    for (const [key, field] of Object.entries(fields)) {
      const rest = below(path, key)
      if (rest === null || (!withOrder && field.is === 'string' && field.format === 'order')) continue
      const [was, is] = [heldAt(old, key, this.#then)?.value, heldAt(map, key, this.#now)?.value]
      if (!isContainer(field)) this.#value(map, key, field, was, is)
      else if (is === undefined) map.set(key, was instanceof Y.AbstractType ? this.#copyField(was, field) : newContainer(field))
      else if (field.is === 'text' && is instanceof Y.XmlFragment) this.#text(is, was instanceof Y.XmlFragment ? was : null)
      else if (is instanceof Y.Map) this.#inner(is as Y.Map<unknown>, was instanceof Y.Map ? was : is, field, rest)
    }
  }

  #value(map: Y.Map<unknown>, key: string, field: Field, was: unknown, is: unknown): void {
    const wanted = !isContainer(field) && isValidValue(field, was) ? was : undefined
    if (wanted === is) return
    if (wanted === undefined) map.delete(key)
    else map.set(key, wanted)
  }

  #text(text: Y.XmlFragment, old: Y.XmlFragment | null): void {
    if (old === text) {
      if (canonicalJson(richAt(text, this.#then)) !== canonicalJson(richAt(text, this.#now))) restoreNodes(text, this.#then, this.#now)
    } else if (old !== null && old._start !== null) turnInto(text, old, this.#then, this.#now)
    else if (wordsAt(text, this.#now) !== '') {
      text.delete(0, text.length)
      text.insert(0, (newContainer({ is: 'text', maxChars: 0, about: '' }) as Y.XmlFragment).toArray().map((node) => node.clone() as Y.XmlElement))
    }
  }

  #inner(map: Y.Map<unknown>, old: Shared, field: Field, path: string): void {
    if (field.is === 'record') return this.fields(map, old, field.fields, path, true)
    const [was, is] = [keysAt(old, this.#then), keysAt(map, this.#now)]
    for (const key of is) if (!was.includes(key)) map.delete(key)
    for (const key of was) {
      const [before, present] = [heldAt(old, key, this.#then)?.value, heldAt(map, key, this.#now)?.value]
      if (field.is === 'set') {
        if (present === undefined) map.set(key, true)
      } else if (field.is === 'list' && before instanceof Y.Map) {
        if (present instanceof Y.Map) this.fields(present as Y.Map<unknown>, before, field.item, '', true)
        else map.set(key, this.#copyOf(before, field.item))
      }
    }
  }

  #copyOf(old: Shared, fields: Fields): Y.Map<unknown> {
    const map = new Y.Map<unknown>()
    for (const [key, field] of Object.entries(fields)) {
      const was = heldAt(old, key, this.#then)?.value
      if (!isContainer(field)) {
        if (isValidValue(field, was)) map.set(key, was)
      } else map.set(key, was instanceof Y.AbstractType ? this.#copyField(was, field) : newContainer(field))
    }
    return map
  }

  #copyField(old: Shared, field: Field): Y.Map<unknown> | Y.XmlFragment {
    if (field.is === 'record') return this.#copyOf(old, field.fields)
    if (field.is === 'text') {
      const text = new Y.XmlFragment()
      text.insert(0, childrenOf(old, this.#then))
      return text
    }
    const map = new Y.Map<unknown>()
    for (const key of keysAt(old, this.#then)) {
      const inner = heldAt(old, key, this.#then)?.value
      if (field.is === 'set') map.set(key, true)
      else if (field.is === 'list' && inner instanceof Y.Map) map.set(key, this.#copyOf(inner, field.item))
    }
    return map
  }
}
