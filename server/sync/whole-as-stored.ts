/**
 * A part as one update, straight from what is stored: opening a plan of 2 MB then costs a read instead of the 0.3 s that
 * building its document takes.
 */
import * as Y from 'yjs'
import type { StoredPart } from './log-store.ts'

/** Rows that are joined here: `Y.mergeUpdates` is quadratic, and more of them are worth a document. */
const mostRows = 64

/**
 * The whole part, or null where a document is needed to tell it: rows after the snapshot that delete leave the words they
 * deleted in the bytes, and those must reach nobody [V2]. The rows are encodings of Yjs itself, so merging them is safe.
 */
export function wholeAsStored({ state, updates }: StoredPart): Uint8Array | null {
  if (updates.length === 0) return state?.bytes ?? null
  if (updates.length > mostRows || updates.some(({ bytes }) => Y.decodeUpdate(bytes).ds.clients.size > 0)) return null
  return Y.mergeUpdates([...(state === null ? [] : [state.bytes]), ...updates.map(({ bytes }) => bytes)])
}
