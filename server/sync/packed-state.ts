/**
 * A part's snapshots as they are kept: compressed, because everything that was ever typed is kept for ever. Bytes from
 * before that are read as they are.
 */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** No clients, and yet deletions: neither an encoding of Yjs nor one of authorship begins like this. */
const mark = Buffer.from([0x00, 0x7a])

/** Compresses a snapshot where that makes it smaller. */
export function packState(bytes: Uint8Array): Uint8Array {
  const packed = zstdCompressSync(bytes)
  return packed.length + mark.length < bytes.length ? Buffer.concat([mark, packed]) : bytes
}

/** Undoes `packState`. Throws on bytes that are not whole. */
export function unpackState(bytes: Uint8Array): Uint8Array {
  return mark.equals(bytes.subarray(0, mark.length)) ? zstdDecompressSync(bytes.subarray(mark.length)) : bytes
}
