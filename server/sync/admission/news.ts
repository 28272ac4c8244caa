/** What of an update is new to the document, and whether it hangs together with what is known [A3]. */
import * as Y from 'yjs'
import { limits } from '#shared/protocol/limits.ts'
import type { Decoded, Struct } from './decode.ts'

/** The structs that the document does not have yet, and how far each client's clock would reach with them. */
export type News = {
  readonly structs: Struct[]
  readonly reach: ReadonlyMap<number, number>
  /** New structs by client, in clock order, to look one up by id. */
  readonly byClient: ReadonlyMap<number, Struct[]>
}

/** Finds what is new. `gap` where a struct does not start at the known clock, or refers to what nobody has sent yet. */
export function newsOf(doc: Y.Doc, { structs, ds }: Decoded): News | 'gap' {
  const reach = new Map<number, number>()
  const byClient = new Map<number, Struct[]>()
  const fresh: Struct[] = []
  for (const struct of structs) {
    const { client, clock } = struct.id
    const known = reach.get(client) ?? Y.getState(doc.store, client)
    const end = clock + struct.length
    if (!Number.isSafeInteger(end) || struct.length <= 0 || struct.length > limits.structLength || struct instanceof Y.Skip || clock > known) return 'gap'
    if (end <= known) continue
    // Yjs never sends half of what it has as a new piece with another beginning; a struct that starts before the known
    // clock is cut by Yjs on applying, and is judged as a whole here.
    fresh.push(struct)
    reach.set(client, end)
    const own = byClient.get(client)
    if (own === undefined) byClient.set(client, [struct])
    else own.push(struct)
  }
  const isKnown = (id: Y.ID) => id.clock < (reach.get(id.client) ?? Y.getState(doc.store, id.client))
  for (const struct of fresh) {
    if (!(struct instanceof Y.Item)) continue
    const parent: unknown = struct.parent
    if (struct.origin !== null && !isKnown(struct.origin)) return 'gap'
    if (struct.rightOrigin !== null && !isKnown(struct.rightOrigin)) return 'gap'
    if (parent instanceof Y.ID && !isKnown(parent)) return 'gap'
  }
  for (const [client, ranges] of ds.clients) {
    for (const { clock, len } of ranges) if (len > 0 && !isKnown(Y.createID(client, clock + len - 1))) return 'gap'
  }
  return { structs: fresh, reach, byClient }
}

/** A struct by id: of the document, or new with this update. */
export function findStruct(doc: Y.Doc, news: News, id: Y.ID): Struct | Y.Item | Y.GC | null {
  const known = doc.store.clients.get(id.client)
  if (known !== undefined && id.clock < Y.getState(doc.store, id.client)) return known[Y.findIndexSS(known, id.clock)] ?? null
  const own = news.byClient.get(id.client)
  if (own === undefined) return null
  // Binary search: an offline fortnight has thousands.
  let [low, high] = [0, own.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const struct = own[middle] as Struct
    if (id.clock < struct.id.clock) high = middle - 1
    else if (id.clock >= struct.id.clock + struct.length) low = middle + 1
    else return struct
  }
  return null
}

/** The items of the document that a delete set would remove and that are still there. */
export function* liveItems(doc: Y.Doc, { ds }: Decoded): Generator<Y.Item> {
  for (const [client, ranges] of ds.clients) {
    const structs = doc.store.clients.get(client)
    if (structs === undefined) continue
    for (const { clock, len } of ranges) {
      if (len <= 0 || clock >= Y.getState(doc.store, client)) continue
      for (let i = Y.findIndexSS(structs, clock); i < structs.length; i += 1) {
        const struct = structs[i] as Struct
        if (struct.id.clock >= clock + len) break
        if (struct instanceof Y.Item && !struct.deleted) yield struct
      }
    }
  }
}
