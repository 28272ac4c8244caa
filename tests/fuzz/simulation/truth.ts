/**
 * What is durable, kept beside the system under test and in another way: a document a part that never forgets, and who
 * wrote and removed each piece of it. Everything that is claimed in a simulation is held against it.
 */
import * as Y from 'yjs'
import { rootOf } from '#shared/plan/containers.ts'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import type { PartShape } from '#shared/plan/shape.ts'
import type { LogEntry } from '../../../server/sync/log-store.ts'

/** A promise of the engine does not hold. */
export class Violation extends Error {
  override name = 'Violation'
}

/** Throws a violation where a promise does not hold. */
export function mustHold(holds: boolean, otherwise: string): void {
  if (!holds) throw new Violation(otherwise)
}

/** Whether Yjs keeps something waiting for what has not come [A3]. */
export const hasPending = ({ store }: Y.Doc): boolean => store.pendingStructs !== null || store.pendingDs !== null

type Decoded = ReturnType<typeof Y.decodeUpdate>
const decodedBefore = new WeakMap<Uint8Array, Decoded>()
/** The same bytes are asked about several times. */
function decode(update: Uint8Array): Decoded {
  const known = decodedBefore.get(update) ?? Y.decodeUpdate(update)
  decodedBefore.set(update, known)
  return known
}

export class PartTruth {
  readonly partId: string
  readonly doc = new Y.Doc({ gc: false })
  readonly shape: PartShape
  /** Who first removed each item, by client and clock. */
  readonly removers = new Map<string, string | null>()
  rows = 0
  #content: { rows: number; words: string } | null = null
  /** Whether the part began with containers, so that an empty document is a lost one. */
  startsFilled = false

  constructor(partId: string) {
    this.partId = partId
    this.shape = shapeOf(parsePart(partId) as Part)
  }

  /** One more row is durable. */
  add({ memberId, bytes }: Pick<LogEntry, 'memberId' | 'bytes'>, ownerOf: (clientId: number) => string | null | undefined): void {
    const { structs, ds } = Y.decodeUpdate(bytes)
    for (const { id } of structs) {
      const owner = ownerOf(id.client) ?? null
      mustHold(owner === memberId, `[W1] [A2] a row of ${memberId} holds words of ${owner} (${this.partId})`)
    }
    Y.applyUpdate(this.doc, bytes)
    this.rows += 1
    mustHold(!hasPending(this.doc), `[A3] something is pending in ${this.partId}`)
    for (const [client, ranges] of ds.clients) {
      for (const { clock, len } of ranges) {
        for (let at = clock; at < clock + len; at += 1) {
          const key = `${client}/${at}`
          if (!this.removers.has(key)) this.removers.set(key, memberId)
        }
      }
    }
  }

  /** Whether everything an update brings and removes is durable. */
  holds(update: Uint8Array): boolean {
    const { structs, ds } = decode(update)
    if (structs.some(({ id, length }) => id.clock + length > Y.getState(this.doc.store, id.client))) return false
    return [...ds.clients].every(([client, ranges]) => ranges.every(({ clock, len }) => this.#isRemoved(client, clock, len)))
  }

  /** Whether an update brings words that somebody has removed. Their place and length may be told, not what they were [V2]. */
  hasRemovedWords(update: Uint8Array): boolean {
    return decode(update).structs.some((struct) => {
      const isWords = struct instanceof Y.Item && struct.content instanceof Y.ContentString
      return isWords && this.#isRemoved(struct.id.client, struct.id.clock, struct.length)
    })
  }

  #isRemoved(client: number, clock: number, length: number): boolean {
    if (length === 0) return true
    const structs = this.doc.store.clients.get(client)
    if (structs === undefined || clock + length > Y.getState(this.doc.store, client)) return false
    for (let i = Y.findIndexSS(structs, clock); i < structs.length; i += 1) {
      const struct = structs[i] as Y.Item | Y.GC
      if (struct.id.clock >= clock + length) return true
      if (struct instanceof Y.Item && !struct.deleted) return false
    }
    return true
  }

  get content(): string {
    if (this.#content?.rows !== this.rows) this.#content = { rows: this.rows, words: contentOf(this.doc, this.shape) }
    return this.#content.words
  }
}

/** Everything that can be seen of a part, in one fixed spelling: marks and attributes too. */
export const contentOf = (doc: Y.Doc, shape: PartShape): string =>
  JSON.stringify(Object.keys(shape.roots).toSorted().map((name) => [name, inOrder(rootOf(doc, shape, name).toJSON())]))

const inOrder = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(inOrder)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, inOrder(inner)])
}
