/** What of an update is new to the document, and whether it hangs together with what is known [A3]. */
import * as Y from 'yjs'
import { limits } from '#shared/protocol/limits.ts'
import type { Decoded, Struct } from './decode.ts'

/** The structs that the document does not have yet. */
export type News = {
  /** Each after everything it refers to. */
  readonly structs: Struct[]
  /** New structs by client, in clock order, to look one up by id. */
  readonly byClient: ReadonlyMap<number, Struct[]>
}

/**
 * Finds what is new. `gap` where a struct does not start at the known clock, refers to what nobody has sent yet, or hangs
 * on itself: Yjs would keep such a struct waiting, to be let in by somebody else's later words.
 */
export function newsOf(doc: Y.Doc, { structs, ds }: Decoded): News | 'gap' {
  const byClient = new Map<number, Struct[]>()
  const queues = new Map<number, Struct[]>()
  const ends = new Map<number, number>()
  let lastClient: number | null = null
  for (const struct of structs) {
    const { client, clock } = struct.id
    // Yjs writes one block a client; of two it would keep the last.
    if (client !== lastClient && ends.has(client)) return 'gap'
    lastClient = client
    const known = ends.get(client) ?? Y.getState(doc.store, client)
    const end = clock + struct.length
    if (!Number.isSafeInteger(end) || struct.length <= 0 || struct.length > limits.structLength) return 'gap'
    if (struct instanceof Y.Skip || clock > known) return 'gap'
    ends.set(client, Math.max(end, known))
    addTo(queues, client, struct)
    if (end > known) addTo(byClient, client, struct)
  }
  if (byClient.size > limits.clientsPerUpdate) return 'gap'
  // Known structs are in the line too: Yjs looks up what they refer to before it sees that it has them.
  const ordered = inOrder(doc, queues)
  if (ordered === null) return 'gap'
  for (const [client, ranges] of ds.clients) {
    let done = 0
    for (const { clock, len } of ranges) {
      // Yjs writes them in order and apart; the same range a million times would be looked through a million times.
      if (len <= 0 || clock < done) return 'gap'
      done = clock + len
      if (done > (ends.get(client) ?? Y.getState(doc.store, client))) return 'gap'
    }
  }
  return { structs: ordered, byClient }
}

function addTo(map: Map<number, Struct[]>, client: number, struct: Struct): void {
  const own = map.get(client)
  if (own === undefined) map.set(client, [struct])
  else own.push(struct)
}

type Line = { readonly queue: readonly Struct[]; next: number }

/**
 * The new structs in an order in which each finds everything it refers to, as Yjs needs them; null if there is none. A
 * client's line that has to wait is taken up again when what it waits for has come, so that each struct is looked at twice
 * at most, however they hang on each other.
 */
function inOrder(doc: Y.Doc, queues: ReadonlyMap<number, Struct[]>): Struct[] | null {
  const reach = new Map<number, number>()
  const missing = ({ client, clock }: Y.ID) => clock >= (reach.get(client) ?? Y.getState(doc.store, client))
  /** Lines that wait, by the struct they wait for. */
  const waiting = new Map<Struct, Line[]>()
  const ready: Line[] = [...queues.values()].map((queue) => ({ queue, next: 0 }))
  let left = ready.reduce((sum, { queue }) => sum + queue.length, 0)
  const ordered: Struct[] = []
  for (let line = ready.pop(); line !== undefined; line = ready.pop()) {
    for (; line.next < line.queue.length; line.next += 1) {
      const struct = line.queue[line.next] as Struct
      const wanted = refersTo(struct).find(missing)
      if (wanted !== undefined) {
        const awaited = findIn(queues.get(wanted.client), wanted.clock)
        if (awaited === null) return null
        waiting.set(awaited, [...(waiting.get(awaited) ?? []), line])
        break
      }
      left -= 1
      const { client, clock } = struct.id
      const end = clock + struct.length
      if (end > (reach.get(client) ?? Y.getState(doc.store, client))) {
        ordered.push(struct)
        reach.set(client, end)
      }
      const woken = waiting.get(struct)
      if (woken !== undefined) ready.push(...woken)
    }
  }
  return left === 0 ? ordered : null
}

function refersTo(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return []
  const parent: unknown = struct.parent
  return [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null)
}

/** A struct by id: of the document, or new with this update. */
export function findStruct(doc: Y.Doc, news: News, id: Y.ID): Struct | Y.Item | Y.GC | null {
  const known = doc.store.clients.get(id.client)
  if (known !== undefined && id.clock < Y.getState(doc.store, id.client)) return known[Y.findIndexSS(known, id.clock)] ?? null
  return findIn(news.byClient.get(id.client), id.clock)
}

/** The struct of one client's that holds a clock. Binary search: an offline fortnight has thousands. */
function findIn(own: readonly Struct[] | undefined, clock: number): Struct | null {
  if (own === undefined) return null
  let [low, high] = [0, own.length - 1]
  while (low <= high) {
    const middle = (low + high) >> 1
    const struct = own[middle] as Struct
    if (clock < struct.id.clock) high = middle - 1
    else if (clock >= struct.id.clock + struct.length) low = middle + 1
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
