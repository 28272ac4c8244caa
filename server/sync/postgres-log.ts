/** The update log on PostgreSQL. The commit waits for the disk: `synchronous_commit` is on [S1]. */
import { sql, type Transaction } from 'kysely'
import type { PostgresDatabase } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import { bindClientId, findOrMakePart } from './part-keys.ts'
import { readStoredPart } from './stored-part.ts'
import { rowChecksum, snapshotRows, type AppendOutcome, type LogEntry, type LogStore } from './log-store.ts'

/** A log on the PostgreSQL database of `database`. */
export function postgresLogStore({ db }: PostgresDatabase): LogStore {
  return {
    partKey: (planId, partId) => findOrMakePart(db, planId, partId),
    bindClientId: (partKey, clientId, memberId) => bindClientId(db, partKey, clientId, memberId),
    load: (partKey, kind) => readStoredPart(db, partKey, kind),
    append: (entries) =>
      db.transaction().execute(async (trx) => {
        await sql`set local synchronous_commit = on`.execute(trx)
        const outcomes: AppendOutcome[] = []
        for (const entry of entries) outcomes.push(await appendOne(trx, entry))
        return outcomes
      }),
    saveSnapshot: (snapshot) =>
      db.transaction().execute(async (trx) => {
        for (const row of snapshotRows(snapshot)) {
          const { seq, at, bytes, checksum } = row
          const stored = await trx
            .insertInto('snapshot')
            .values(row)
            .onConflict((conflict) =>
              conflict.columns(['part_key', 'kind']).doUpdateSet({ seq, at, bytes, checksum }).where('snapshot.seq', '<', seq),
            )
            .executeTakeFirst()
          // One that is older than the stored one covers rows that are gone already: it must not take its place.
          if (stored.numInsertedOrUpdatedRows === 0n) return
        }
        const { partKey, seq } = snapshot
        await trx.deleteFrom('update_log').where('part_key', '=', partKey).where('seq', '<=', seq).execute()
      }),
    close: () => Promise.resolve(),
  }
}

async function appendOne(trx: Transaction<Tables>, entry: LogEntry): Promise<AppendOutcome> {
  const { partKey, seq, memberId, epoch, at, bytes, newClientIds } = entry
  if (memberId !== null) {
    // The share lock makes a change of rights wait for this commit, or this commit see the change [A7].
    const member = await trx
      .selectFrom('member')
      .select('epoch')
      .where('id', '=', memberId)
      .where('removed_at', 'is', null)
      .forShare()
      .executeTakeFirst()
    if (member === undefined || member.epoch !== epoch) return 'revoked'
  }
  const moved = await trx
    .updateTable('part')
    .set({ last_seq: seq })
    .where('key', '=', partKey)
    .where('last_seq', '=', seq - 1)
    .executeTakeFirst()
  if (moved.numUpdatedRows === 0n) return 'conflict'
  const checksum = rowChecksum(partKey, seq, memberId, at, bytes)
  await trx
    .insertInto('update_log')
    .values({ part_key: partKey, seq, member_id: memberId, at, bytes: Buffer.from(bytes), checksum })
    .execute()
  for (const clientId of newClientIds) {
    await trx
      .insertInto('client_id')
      .values({ part_key: partKey, client_id: clientId, member_id: memberId })
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
  return 'stored'
}
