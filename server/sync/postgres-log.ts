/** The update log on PostgreSQL. The commit waits for the disk: `synchronous_commit` is on [S1]. */
import { sql, type Transaction } from 'kysely'
import { Client } from 'pg'
import type { PostgresDatabase } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import { decideAppends } from './append-outcomes.ts'
import { addToQuarantine, mendSnapshot } from './damage.ts'
import { bindClientId, findOrMakePart } from './part-keys.ts'
import { readStoredPart } from './stored-part.ts'
import { rowChecksum, snapshotRows, type AppendOutcome, type LogEntry, type LogStore } from './log-store.ts'

/** A log on the PostgreSQL database of `database`. */
export function postgresLogStore({ db, pool }: PostgresDatabase): LogStore {
  return {
    partKey: (planId, partId) => findOrMakePart(db, planId, partId),
    bindClientId: (partKey, clientId, memberId) => bindClientId(db, partKey, clientId, memberId),
    load: (partKey, kind, since) => readStoredPart(db, partKey, kind, since),
    mendSnapshot: (row, damagedChecksum) => mendSnapshot(db, row, damagedChecksum),
    quarantine: (damage, at) => addToQuarantine(db, damage, at),
    append: (entries) => db.transaction().execute((trx) => appendAll(trx, entries)),
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
    scrub: () => vacuum(pool.options.connectionString),
    close: () => Promise.resolve(),
  }
}

/** Tables that hold, or held, what somebody wrote. */
const tablesWithWords = ['update_log', 'snapshot', 'version', 'agreement', 'erasure', 'plan', 'invite', 'visit', 'visit_member']

/** Writes those tables anew, without dead rows. On a connection of its own: it may take longer than a statement may. */
async function vacuum(connectionString: string | undefined): Promise<void> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    for (const table of tablesWithWords) await client.query(`vacuum full ${table}`)
  } finally {
    await client.end()
  }
}

/** A batch in as many statements as it has kinds of rows, however many rows it has. Columns travel as arrays. */
async function appendAll(trx: Transaction<Tables>, entries: LogEntry[]): Promise<AppendOutcome[]> {
  await sql`set local synchronous_commit = on`.execute(trx)
  const { outcomes, stored, heads } = decideAppends(entries, await lockEpochs(trx, entries), await lockHeads(trx, entries))
  if (stored.length > 0) await moveHeads(trx, heads)
  if (stored.length > 0) await insertRows(trx, stored)
  if (stored.some(({ newClientIds }) => newClientIds.length > 0)) await insertClientIds(trx, stored)
  return outcomes
}

/**
 * The share lock makes a change of rights wait for this commit, or this commit see the change [A7]. Rows are locked in the
 * order of their ids, so that two batches never wait for each other.
 */
async function lockEpochs(trx: Transaction<Tables>, entries: LogEntry[]): Promise<Map<string, number>> {
  const ids = [...new Set(entries.flatMap(({ memberId }) => memberId ?? []))]
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: string; epoch: number }>`
    select id, epoch from member where id = any(${ids}::text[]) and removed_at is null order by id for share`.execute(trx)
  return new Map(rows.map(({ id, epoch }) => [id, epoch]))
}

/** The last rows of the parts, held until the commit. `no key`: rows of other tables may go on naming the part. */
async function lockHeads(trx: Transaction<Tables>, entries: LogEntry[]): Promise<Map<number, number>> {
  const keys = [...new Set(entries.map(({ partKey }) => partKey))]
  const { rows } = await sql<{ key: number; last_seq: number }>`
    select key, last_seq from part where key = any(${keys}::int[]) order by key for no key update`.execute(trx)
  return new Map(rows.map(({ key, last_seq }) => [key, last_seq]))
}

const moveHeads = (trx: Transaction<Tables>, heads: ReadonlyMap<number, number>) =>
  sql`update part set last_seq = head.seq
      from unnest(${[...heads.keys()]}::int[], ${[...heads.values()]}::int[]) as head (key, seq)
      where part.key = head.key`.execute(trx)

const insertRows = (trx: Transaction<Tables>, rows: LogEntry[]) =>
  sql`insert into update_log (part_key, seq, member_id, at, bytes, checksum)
      select * from unnest(
        ${rows.map(({ partKey }) => partKey)}::int[], ${rows.map(({ seq }) => seq)}::int[],
        ${rows.map(({ memberId }) => memberId)}::text[], ${rows.map(({ at }) => at)}::text[],
        ${rows.map(({ bytes }) => Buffer.from(bytes))}::bytea[],
        ${rows.map((row) => rowChecksum(row.partKey, row.seq, row.memberId, row.at, row.bytes))}::bytea[])`.execute(trx)

async function insertClientIds(trx: Transaction<Tables>, stored: LogEntry[]): Promise<void> {
  const rows = stored.flatMap(({ partKey, memberId, newClientIds }) => newClientIds.map((id) => ({ partKey, id, memberId })))
  await sql`insert into client_id (part_key, client_id, member_id)
    select * from unnest(
      ${rows.map(({ partKey }) => partKey)}::int[], ${rows.map(({ id }) => id)}::bigint[],
      ${rows.map(({ memberId }) => memberId)}::text[]) on conflict do nothing`.execute(trx)
}
