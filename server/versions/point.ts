/**
 * A point in the life of a part: how many structs of each Yjs client were there, and which of them were removed. It names
 * ids only, so it does not depend on how updates were batched or compacted [V1]. The words are in the part's history.
 */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
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
    return clock < this.reach(client) && !Y.isDeleted(this.#snapshot.ds, Y.createID(client, clock))
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

/** A point as it is kept: compressed, where `base` is given by what that one, an earlier point of the part, holds already. */
export const packPoint = (bytes: Uint8Array, base: Uint8Array | null): Buffer =>
  zstdCompressSync(bytes, base === null ? {} : { dictionary: base })

/** Undoes `packPoint`. Throws on bytes that are not of its making, or were packed by another base. */
export const unpackPoint = (packed: Uint8Array, base: Uint8Array | null): Uint8Array =>
  zstdDecompressSync(packed, base === null ? {} : { dictionary: base })
