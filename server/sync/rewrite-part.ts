/**
 * Puts another history in the place of a part's: for words that are erased for good. Everybody who holds the part from
 * before must begin anew; they are told from others by a Yjs client id that only the new history has.
 */
import type { Transaction } from 'kysely'
import * as Y from 'yjs'
import type { Tables } from '../db/tables.ts'
import type { Authorship } from './authorship.ts'
import { snapshotRows } from './log-store.ts'

export type RewrittenPart = {
  readonly partKey: number
  /** The last row that it was made from. */
  readonly basedOn: number
  readonly history: Uint8Array
  readonly authors: Uint8Array
  readonly renewedBy: number
  readonly at: string
}

/** Marks a history as new, in the server's name. Returns the client id that tells it from what was before. */
export function renew(doc: Y.Doc, authorship: Authorship, at: string): number {
  const clientId = new Y.Doc().clientID
  // One collected struct: an id that is there, and nothing else.
  const encoder = new Y.UpdateEncoderV1()
  for (const number of [1, 1, clientId, 0]) encoder.writeClient(number)
  encoder.writeInfo(0)
  encoder.writeLen(1)
  encoder.writeClient(0)
  const update = encoder.toUint8Array()
  Y.applyUpdate(doc, update)
  authorship.add(null, at, update)
  return clientId
}

/** Stores it as the row after the last one; all earlier rows go. False, and nothing done, where rows came since it was made. */
export async function replacePart(trx: Transaction<Tables>, rewritten: RewrittenPart): Promise<boolean> {
  const { partKey, basedOn, history, authors, renewedBy, at } = rewritten
  const seq = basedOn + 1
  const moved = await trx
    .updateTable('part')
    .set({ last_seq: seq, renewed_by: renewedBy })
    .where('key', '=', partKey)
    .where('last_seq', '=', basedOn)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) return false
  await trx.deleteFrom('update_log').where('part_key', '=', partKey).execute()
  await trx.deleteFrom('snapshot').where('part_key', '=', partKey).execute()
  const rows = snapshotRows({ partKey, seq, at, live: collected(history), history, authors })
  await trx.insertInto('snapshot').values(rows).execute()
  await trx.insertInto('client_id').values({ part_key: partKey, client_id: renewedBy, member_id: null }).execute()
  return true
}

function collected(history: Uint8Array): Uint8Array {
  const doc = new Y.Doc({ gc: true })
  Y.applyUpdate(doc, history)
  const bytes = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return bytes
}
