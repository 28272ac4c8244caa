/**
 * When everything in a part came, and by whom: to the millisecond from the rows of its log. Of rows that were compacted the
 * minute is known, and its end stands for them: a look counts for what had surely come by then.
 */
import * as Y from 'yjs'
import { Authorship } from '../sync/authorship.ts'
import type { StoredPart } from '../sync/log-store.ts'
import { itemsOf, typeIn, type Shared } from './part-view.ts'

const minuteMs = 60_000

/** Somebody put something into an entity, or took something out. */
export type Touch = { readonly atMs: number; readonly memberId: string }

type Entity = { readonly client: number; readonly clock: number; readonly value: unknown }
type Arrival = { readonly atMs: number; readonly memberId: string | null }
type Run = Arrival & { readonly clock: number; readonly length: number }

export class Arrivals {
  readonly #compacted: Authorship
  readonly #written = new Map<number, Run[]>()
  readonly #removed = new Map<number, Run[]>()

  /** Of a part that was read as `authors`. */
  constructor({ state, updates }: StoredPart) {
    this.#compacted = state === null ? new Authorship() : Authorship.decode(state.bytes)
    for (const { memberId, at, bytes } of updates) {
      const arrival = { atMs: Date.parse(at), memberId }
      const { structs, ds } = Y.decodeUpdate(bytes)
      for (const { id, length } of structs) addRun(this.#written, id.client, { ...arrival, clock: id.clock, length })
      for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) addRun(this.#removed, client, { ...arrival, clock, length: len })
    }
    for (const byClient of [this.#written, this.#removed]) for (const [client, runs] of byClient) byClient.set(client, inOrder(runs))
  }

  /** When each person last changed anything in an entity: put in, or took out. What the server made is nobody's. */
  lastBy(held: Entity): Map<string, number> {
    const last = new Map<string, number>()
    const note = (arrival: Arrival | null) => {
      if (arrival?.memberId == null || (last.get(arrival.memberId) ?? 0) >= arrival.atMs) return
      last.set(arrival.memberId, arrival.atMs)
    }
    const visit = (node: Shared) => {
      for (const item of [...itemsOf(node), ...node._map.values()]) {
        const { client, clock } = item.id
        // Letters of one item may have come one by one; the last of them came last.
        note(this.#wrote(client, clock + item.length - 1))
        if (item.deleted) for (let i = 0; i < item.length; i += 1) note(this.#tookOut(client, clock + i))
        const inner = typeIn(item)
        if (inner !== null) visit(inner)
      }
    }
    note(this.#wrote(held.client, held.clock))
    if (held.value instanceof Y.AbstractType) visit(held.value)
    return last
  }

  /** When an entity first came; of one that was compacted the minute. Null where that is not known. */
  came({ client, clock }: Entity): number | null {
    return find(this.#written, client, clock)?.atMs ?? this.#compacted.whoWrote(client, clock)?.at.getTime() ?? null
  }

  /** Everything that people did to an entity, also what was replaced since: each moment of each person once, oldest first. */
  touches(held: Entity): Touch[] {
    const touches = new Map<string, Touch>()
    const note = (arrival: Arrival | null) => {
      if (arrival?.memberId != null) touches.set(`${arrival.atMs} ${arrival.memberId}`, { atMs: arrival.atMs, memberId: arrival.memberId })
    }
    const visit = (node: Shared) => {
      for (const item of [...itemsOf(node), ...[...node._map.values()].flatMap(withReplaced)]) {
        const { client, clock } = item.id
        for (let i = 0; i < item.length; i += 1) {
          note(this.#wrote(client, clock + i))
          if (item.deleted) note(this.#tookOut(client, clock + i))
        }
        const inner = typeIn(item)
        if (inner !== null) visit(inner)
      }
    }
    note(this.#wrote(held.client, held.clock))
    if (held.value instanceof Y.AbstractType) visit(held.value)
    return [...touches.values()].toSorted((a, b) => a.atMs - b.atMs)
  }

  #wrote(client: number, clock: number): Arrival | null {
    return find(this.#written, client, clock) ?? endOfMinute(this.#compacted.whoWrote(client, clock))
  }

  #tookOut(client: number, clock: number): Arrival | null {
    return endOfMinute(this.#compacted.whoRemoved(client, clock)) ?? find(this.#removed, client, clock)
  }
}

/** A value of a map, and those that stood there before it. */
function withReplaced(value: Y.Item): Y.Item[] {
  const items: Y.Item[] = []
  for (let item: Y.Item | null = value; item !== null; item = item.left) items.push(item)
  return items
}

const endOfMinute = (author: { memberId: string | null; at: Date } | null): Arrival | null =>
  author === null ? null : { memberId: author.memberId, atMs: author.at.getTime() + minuteMs }

function addRun(runsByClient: Map<number, Run[]>, client: number, run: Run): void {
  const runs = runsByClient.get(client)
  if (runs === undefined) runsByClient.set(client, [run])
  else runs.push(run)
}

const inOrder = (runs: readonly Run[]): Run[] => runs.toSorted((a, b) => a.clock - b.clock)

function find(runsByClient: ReadonlyMap<number, readonly Run[]>, client: number, clock: number): Arrival | null {
  const runs = runsByClient.get(client) ?? []
  let [low, high] = [0, runs.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((runs[middle]?.clock ?? Infinity) <= clock) low = middle + 1
    else high = middle
  }
  const holds = (run: Run | undefined) => run !== undefined && run.clock <= clock && clock < run.clock + run.length
  const near = runs[low - 1]
  // Two may have removed the same at once; then a longer run may begin earlier.
  return (holds(near) ? near : runs.find(holds)) ?? null
}
