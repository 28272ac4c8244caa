/** Damages what is stored, as a failing disk does: one bit, or a whole row. */
import type { Kysely } from 'kysely'
import type { Tables } from '../../server/db/tables.ts'
import type { SnapshotKind } from '../../server/sync/log-store.ts'

/** The same bytes with one bit in the middle turned over. */
function flipped(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes)
  const middle = copy.length >> 1
  copy[middle] = (copy[middle] as number) ^ 0b100
  return copy
}

/** Turns one bit of a log row over. Done twice, the row is sound again. */
export async function flipLogRow(db: Kysely<Tables>, partKey: number, seq: number): Promise<void> {
  const row = db.selectFrom('update_log').select('bytes').where('part_key', '=', partKey).where('seq', '=', seq)
  const { bytes } = await row.executeTakeFirstOrThrow()
  await db.updateTable('update_log').set({ bytes: flipped(bytes) }).where('part_key', '=', partKey).where('seq', '=', seq).execute()
}

/** Turns one bit of a snapshot over. Done twice, the snapshot is sound again. */
export async function flipSnapshot(db: Kysely<Tables>, partKey: number, kind: SnapshotKind): Promise<void> {
  const row = db.selectFrom('snapshot').select('bytes').where('part_key', '=', partKey).where('kind', '=', kind)
  const { bytes } = await row.executeTakeFirstOrThrow()
  await db.updateTable('snapshot').set({ bytes: flipped(bytes) }).where('part_key', '=', partKey).where('kind', '=', kind).execute()
}

/** Takes a log row away, and returns a function that puts it back. */
export async function removeLogRow(db: Kysely<Tables>, partKey: number, seq: number): Promise<() => Promise<void>> {
  const removal = db.deleteFrom('update_log').where('part_key', '=', partKey).where('seq', '=', seq).returningAll()
  const row = await removal.executeTakeFirstOrThrow()
  return async () => void (await db.insertInto('update_log').values(row).execute())
}
