/** Reads an update's bytes into structs and deletions, strictly: nothing swallowed, nothing left over [A1]. */
import type * as decoding from 'lib0/decoding'
import * as Y from 'yjs'

export type Decoded = ReturnType<typeof Y.decodeUpdate>
export type Struct = Decoded['structs'][number]

/** One class for all updates: Yjs's own reading slows down for everybody where each update brings a class of its own. */
class WatchedDecoder extends Y.UpdateDecoderV1 {
  /** The one that was made last. Yjs makes it itself, and hands it to nobody. */
  static latest: WatchedDecoder | null = null
  readonly #clients = new Set<number>()

  constructor(decoder: decoding.Decoder) {
    super(decoder)
    WatchedDecoder.latest = this
  }

  /** Asked for once a block. Yjs writes one block a client; of two it would keep the last and wait for the first. */
  override readClient(): number {
    const client = super.readClient()
    if (this.#clients.has(client)) throw new Error('two blocks of one client')
    this.#clients.add(client)
    return client
  }
}

/** Decodes one V1 update, or null where the bytes are not exactly that. Yjs itself ignores trailing bytes. */
export function decodeStrictly(update: Uint8Array): Decoded | null {
  try {
    const decoded = Y.decodeUpdateV2(update, WatchedDecoder)
    return WatchedDecoder.latest?.restDecoder.pos === update.length ? decoded : null
  } catch {
    return null
  } finally {
    // It holds the update's bytes.
    WatchedDecoder.latest = null
  }
}
