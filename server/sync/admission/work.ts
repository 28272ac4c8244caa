/**
 * How long Yjs will look for the places of an update's items [A8]. An item that goes between two neighbours of the
 * document is put there at once; where others stand between them Yjs looks through those, and 10,000 siblings of two
 * client ids, 100 KB, keep it busy for 20 s. Counted before the update is applied, generously.
 */
import * as Y from 'yjs'
import { limits } from '#shared/protocol/limits.ts'
import type { Container } from './places.ts'

type Place = Y.ID | null

const isSame = (a: Place, b: Place): boolean => a === b || (a !== null && b !== null && a.client === b.client && a.clock === b.clock)

export class Work {
  readonly #doc: Y.Doc
  /** What follows a letter, and what a container begins with, where new items have changed it. */
  readonly #next = new Map<number, Map<number, Place>>()
  readonly #starts = new Map<Container, Map<string | null, Place>>()
  readonly #added = new Map<Container, number>()
  #steps = 0

  constructor(doc: Y.Doc) {
    this.#doc = doc
  }

  /** Adds the next item in the order in which Yjs takes them. Returns false where it is too much for one update. */
  add(item: Y.Item, container: Container, key: string | null): boolean {
    const known = Y.getState(this.#doc.store, item.id.client)
    // Of an item that is known in part only the rest is new; it follows what is known.
    const origin = item.id.clock < known ? Y.createID(item.id.client, known - 1) : item.origin
    const first = item.id.clock < known ? Y.createID(item.id.client, known) : item.id
    const before = this.#added.get(container) ?? 0
    if (!isSame(this.#after(origin, container, key), item.rightOrigin)) {
      this.#steps += before + this.#between(origin, item.rightOrigin, container, key)
    }
    if (origin === null) this.#begin(container, key, first)
    else this.#follow(origin.client, origin.clock, first)
    this.#follow(item.id.client, item.id.clock + item.length - 1, item.rightOrigin)
    this.#added.set(container, before + 1)
    return this.#steps <= limits.workPerUpdate
  }

  #follow(client: number, clock: number, next: Place): void {
    const own = this.#next.get(client)
    if (own === undefined) this.#next.set(client, new Map([[clock, next]]))
    else own.set(clock, next)
  }

  #begin(container: Container, key: string | null, first: Y.ID): void {
    const starts = this.#starts.get(container)
    if (starts === undefined) this.#starts.set(container, new Map([[key, first]]))
    else starts.set(key, first)
  }

  /** What stands after `origin`, or at the beginning of a container, as far as it is known. */
  #after(origin: Place, container: Container, key: string | null): Place {
    if (origin === null) {
      const changed = this.#starts.get(container)?.get(key)
      return changed === undefined ? (this.#startOf(container, key)?.id ?? null) : changed
    }
    const changed = this.#next.get(origin.client)?.get(origin.clock)
    if (changed !== undefined) return changed
    const item = this.#find(origin)
    const isLast = item !== null && item.id.clock + item.length - 1 === origin.clock
    return isLast ? (item.right?.id ?? null) : Y.createID(origin.client, origin.clock + 1)
  }

  /** How many items of the document stand between two places. */
  #between(origin: Place, right: Place, container: Container, key: string | null): number {
    const item = origin === null ? null : this.#find(origin)
    if (origin !== null && item === null) return 0
    let steps = 0
    for (let next = item === null ? this.#startOf(container, key) : item.right; next !== null; next = next.right) {
      if (isSame(next.id, right) || this.#steps + steps > limits.workPerUpdate) break
      steps += 1
    }
    return steps
  }

  #startOf(container: Container, key: string | null): Y.Item | null {
    if (!(container instanceof Y.AbstractType)) return null
    if (key === null) return container._start
    let first = container._map.get(key) ?? null
    for (; first !== null && first.left !== null; first = first.left) this.#steps += 1
    return first
  }

  #find({ client, clock }: Y.ID): Y.Item | null {
    const structs = this.#doc.store.clients.get(client)
    if (structs === undefined || clock >= Y.getState(this.#doc.store, client)) return null
    const struct = structs[Y.findIndexSS(structs, clock)]
    return struct instanceof Y.Item ? struct : null
  }
}
