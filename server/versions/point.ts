/**
 * A point in the life of a part: how many structs of each Yjs client were there, and which of them were removed. It names
 * ids only, so it does not depend on how updates were batched or compacted [V1]. The words are in the part's history.
 */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

export class Point {
  readonly #snapshot: Y.Snapshot

  constructor(snapshot: Y.Snapshot) {
    this.#snapshot = snapshot
  }

  /** The part as this document has it now. */
  static of(doc: Y.Doc): Point {
    return new Point(Y.snapshot(doc))
  }

  /** How many ids of this client were there. */
  reach(client: number): number {
    return this.#snapshot.sv.get(client) ?? 0
  }

  /** Whether what has this id was there, and not removed. */
  has(client: number, clock: number): boolean {
    if (clock >= this.reach(client)) return false
    const removed = this.#snapshot.ds.clients.get(client)
    return removed === undefined || !((removed[firstAfter(removed, clock)]?.clock ?? Infinity) <= clock)
  }

  /** Which places of an item were there and not removed: from and to, the latter not included. */
  places(client: number, clock: number, length: number): (readonly [number, number])[] {
    const end = Math.min(length, this.reach(client) - clock)
    const removed = this.#snapshot.ds.clients.get(client) ?? []
    const places: (readonly [number, number])[] = []
    let from = 0
    for (let i = firstAfter(removed, clock); from < end; i += 1) {
      const range = removed[i]
      const to = Math.min(end, (range?.clock ?? Infinity) - clock)
      if (to > from) places.push([from, to])
      if (range === undefined) break
      from = range.clock + range.len - clock
    }
    return places
  }

  /** Whether an item of one id was there, and not removed. */
  hasItem({ id }: Y.Item): boolean {
    return this.has(id.client, id.clock)
  }

  encode(): Uint8Array {
    return Y.encodeSnapshotV2(this.#snapshot)
  }

  static decode(bytes: Uint8Array): Point {
    return new Point(Y.decodeSnapshotV2(bytes))
  }
}

/** How many ids of each client an encoded point has: its second half, without taking apart the first. */
export function reachesIn(bytes: Uint8Array): Map<number, number> {
  const decoder = decoding.createDecoder(bytes)
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients -= 1) {
    decoding.readVarUint(decoder)
    // Each range of removed ids is two numbers, and a number ends with the first byte below 128.
    for (let numbers = 2 * decoding.readVarUint(decoder); numbers > 0; decoder.pos += 1) if ((bytes[decoder.pos] ?? 0) < 128) numbers -= 1
  }
  const reaches = new Map<number, number>()
  for (let clients = decoding.readVarUint(decoder); clients > 0; clients -= 1) {
    const client = decoding.readVarUint(decoder)
    reaches.set(client, decoding.readVarUint(decoder))
  }
  return reaches
}

/** A stretch of an item that at least one of two points had. */
export type Stretch = { readonly from: number; readonly to: number; readonly inA: boolean; readonly inB: boolean }

/** Cuts an item where one of two points had it and the other not. Stretches that neither had are left out. */
export function stretches(a: Point, b: Point, { client, clock }: Y.ID, length: number): readonly Stretch[] {
  // Most items are single letters.
  if (length === 1) {
    const [inA, inB] = [a.has(client, clock), b.has(client, clock)]
    return inA ? (inB ? both : onlyA) : inB ? onlyB : []
  }
  const [ofA, ofB] = [a.places(client, clock, length), b.places(client, clock, length)]
  const cuts = [...new Set([...ofA, ...ofB].flat())].toSorted((x, y) => x - y)
  const isIn = (places: readonly (readonly [number, number])[], from: number) => places.some(([start, end]) => start <= from && from < end)
  return cuts.slice(1).flatMap((to, i) => {
    const from = cuts[i] as number
    const [inA, inB] = [isIn(ofA, from), isIn(ofB, from)]
    return inA || inB ? [{ from, to, inA, inB }] : []
  })
}

const both = [{ from: 0, to: 1, inA: true, inB: true }]
const onlyA = [{ from: 0, to: 1, inA: true, inB: false }]
const onlyB = [{ from: 0, to: 1, inA: false, inB: true }]

/** The first of some ranges in order that ends after a clock. */
function firstAfter(ranges: readonly { readonly clock: number; readonly len: number }[], clock: number): number {
  let [low, high] = [0, ranges.length]
  while (low < high) {
    const middle = (low + high) >> 1
    const range = ranges[middle]
    if (range !== undefined && range.clock + range.len <= clock) low = middle + 1
    else high = middle
  }
  return low
}

/** A point as it is kept: compressed, where `base` is given by what that one, an earlier point of the part, holds already. */
export const packPoint = (bytes: Uint8Array, base: Uint8Array | null): Buffer =>
  zstdCompressSync(bytes, base === null ? {} : { dictionary: base })

/** Undoes `packPoint`. Throws on bytes that are not of its making, or were packed by another base. */
export const unpackPoint = (packed: Uint8Array, base: Uint8Array | null): Uint8Array =>
  zstdDecompressSync(packed, base === null ? {} : { dictionary: base })
