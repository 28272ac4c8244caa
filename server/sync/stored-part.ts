/** Reads a part from the database and checks every row. The same on both databases. */
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../errors.ts'
import { unpackState } from './packed-state.ts'
import { rowChecksum, verifyRow, type SnapshotKind, type StoredPart } from './log-store.ts'

/** The state and the rows after it, in one consistent read. */
export const readStoredPart = (db: Kysely<Tables>, partKey: number, kind: SnapshotKind): Promise<StoredPart> =>
  db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute((trx) => readPartWithin(trx, partKey, kind))

/** The same inside a transaction that is already open. Throws `damaged-record` where a row does not pass its check. */
export async function readPartWithin(trx: Transaction<Tables>, partKey: number, kind: SnapshotKind): Promise<StoredPart> {
  const part = await trx.selectFrom('part').select('last_seq').where('key', '=', partKey).executeTakeFirstOrThrow()
  const snapshot = await trx
    .selectFrom('snapshot')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('kind', '=', kind)
    .executeTakeFirst()
  const rows = await trx
    .selectFrom('update_log')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('seq', '>', snapshot?.seq ?? 0)
    .orderBy('seq')
    .execute()
  const owners = await trx.selectFrom('client_id').select(['client_id', 'member_id']).where('part_key', '=', partKey).execute()

  if (snapshot !== undefined) {
    verifyRow(snapshot.checksum, rowChecksum(partKey, snapshot.seq, kind, snapshot.at, snapshot.bytes), partKey, snapshot.seq)
  }
  let seq = snapshot?.seq ?? 0
  for (const row of rows) {
    seq += 1
    if (row.seq !== seq) throw new AppError('damaged-record', { partKey, seq })
    verifyRow(row.checksum, rowChecksum(partKey, seq, row.member_id, row.at, row.bytes), partKey, seq)
  }
  if (seq !== part.last_seq) throw new AppError('damaged-record', { partKey, seq: part.last_seq })
  return {
    state: snapshot === undefined ? null : { seq: snapshot.seq, bytes: unpackState(snapshot.bytes) },
    updates: rows.map((row) => ({ seq: row.seq, bytes: row.bytes, memberId: row.member_id, at: row.at })),
    lastSeq: seq,
    owners: new Map(owners.map((row) => [row.client_id, row.member_id])),
  }
}
