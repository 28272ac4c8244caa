/** Reads a part from the database and checks every row [S6]. The same on both databases. */
import type { Kysely, Selectable, Transaction } from 'kysely'
import * as Y from 'yjs'
import type { Tables } from '../db/tables.ts'
import { damagedRecord, isPageDamage, readQuarantine, stopsReading } from './damage.ts'
import { isSound, type SnapshotKind, type State, type StoredPart } from './log-store.ts'
import { unpackState } from './packed-state.ts'

/** The state and the rows after it, in one consistent read. Throws `damaged-record`. */
export async function readStoredPart(db: Kysely<Tables>, partKey: number, kind: SnapshotKind, since?: number): Promise<StoredPart> {
  try {
    return await db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute((trx) => readPartWithin(trx, partKey, kind, since))
  } catch (cause) {
    if (!isPageDamage(cause)) throw cause
    throw damagedRecord({ partKey, seq: 0, what: 'unreadable' }, { cause })
  }
}

/** The same inside a transaction that is already open. Throws `damaged-record` where a row does not pass its check. */
export async function readPartWithin(
  trx: Transaction<Tables>,
  partKey: number,
  kind: SnapshotKind,
  since?: number,
): Promise<StoredPart> {
  const known = (await readQuarantine(trx, partKey)).find(({ what }) => stopsReading(what, kind))
  if (known !== undefined) throw damagedRecord(known, { isKnown: true })

  const part = await trx.selectFrom('part').select(['last_seq', 'renewed_by']).where('key', '=', partKey).executeTakeFirstOrThrow()
  const isRest = since !== undefined && (await isThereSince(trx, partKey, since))
  const { state, rebuiltFrom } = isRest ? { state: null } : await readState(trx, partKey, kind)
  const first = isRest ? since : (state?.seq ?? 0)
  const rows = await trx
    .selectFrom('update_log')
    .selectAll()
    .where('part_key', '=', partKey)
    .where('seq', '>', first)
    .orderBy('seq')
    .execute()
  const owners = await trx.selectFrom('client_id').select(['client_id', 'member_id']).where('part_key', '=', partKey).execute()

  let seq = first
  for (const row of rows) {
    seq += 1
    if (row.seq !== seq) throw damagedRecord({ partKey, seq, what: 'missing-row' })
    if (!isSound(row, row.member_id)) throw damagedRecord({ partKey, seq, what: 'log-row' })
  }
  if (seq < part.last_seq) throw damagedRecord({ partKey, seq: seq + 1, what: 'missing-row' })
  if (seq > part.last_seq) throw damagedRecord({ partKey, seq: part.last_seq, what: 'head' })
  return {
    state,
    updates: rows.map((row) => ({ seq: row.seq, bytes: row.bytes, memberId: row.member_id, at: row.at })),
    lastSeq: seq,
    owners: new Map(owners.map((row) => [row.client_id, row.member_id])),
    ...(part.renewed_by !== null && { renewedBy: part.renewed_by }),
    ...(isRest && { since }),
    ...(rebuiltFrom !== undefined && { rebuiltFrom }),
  }
}

/** Whether all rows after this one are still there. */
async function isThereSince(trx: Transaction<Tables>, partKey: number, since: number): Promise<boolean> {
  const snapshot = await trx.selectFrom('snapshot').select('seq').where('part_key', '=', partKey).where('seq', '>', since).executeTakeFirst()
  return snapshot === undefined
}

type ReadState = { state: State | null; rebuiltFrom?: Buffer }

/**
 * The snapshot to start from. A damaged `live` one is made again from `history`, which holds every word it held. The
 * other way it cannot be done: what was deleted is in `history` alone.
 */
async function readState(trx: Transaction<Tables>, partKey: number, kind: SnapshotKind): Promise<ReadState> {
  const snapshot = await findSnapshot(trx, partKey, kind)
  if (snapshot === undefined) return { state: null }
  if (isSound(snapshot, kind)) return { state: { seq: snapshot.seq, bytes: unpackState(snapshot.bytes) } }
  const history = kind === 'live' ? await findSnapshot(trx, partKey, 'history') : undefined
  if (history === undefined || !isSound(history, 'history')) throw damagedRecord({ partKey, seq: snapshot.seq, what: kind })
  return { state: { seq: history.seq, bytes: collect(unpackState(history.bytes)) }, rebuiltFrom: snapshot.checksum }
}

type SnapshotOfDatabase = Selectable<Tables['snapshot']>

const findSnapshot = (trx: Transaction<Tables>, partKey: number, kind: SnapshotKind): Promise<SnapshotOfDatabase | undefined> =>
  trx.selectFrom('snapshot').selectAll().where('part_key', '=', partKey).where('kind', '=', kind).executeTakeFirst()

/** The same state without the words that were deleted. */
function collect(bytes: Uint8Array): Uint8Array {
  const doc = new Y.Doc({ gc: true })
  Y.applyUpdate(doc, bytes)
  const collected = Y.encodeStateAsUpdate(doc)
  doc.destroy()
  return collected
}
