/** The SQL of erasures. */
import type { Kysely, Selectable, Transaction } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { PointRow } from '../store.ts'

export type ErasureRecord = Selectable<Tables['erasure']> & { readonly partId: string }

const select = (db: Kysely<Tables>) =>
  db.selectFrom('erasure').innerJoin('part', 'part.key', 'erasure.part_key').selectAll('erasure').select('part.part_id as partId')

/** The orders of a plan, newest first. */
export const listErasureRows = (db: Kysely<Tables>, planId: string): Promise<ErasureRecord[]> =>
  select(db).where('erasure.plan_id', '=', planId).orderBy('asked_at', 'desc').orderBy('id').execute()

export const findErasureRow = (db: Kysely<Tables>, planId: string, id: string): Promise<ErasureRecord | undefined> =>
  select(db).where('erasure.plan_id', '=', planId).where('id', '=', id).executeTakeFirst()

/** An order about whatever plan. */
export const findErasureOfAnyPlan = (db: Kysely<Tables>, id: string): Promise<ErasureRecord | undefined> =>
  select(db).where('id', '=', id).executeTakeFirst()

/** Orders that were confirmed and are not done, the oldest first. */
export const listUnfinished = (db: Kysely<Tables>): Promise<ErasureRecord[]> =>
  select(db).where('decision', '=', 'confirmed').where('done_at', 'is', null).orderBy('decided_at').orderBy('id').execute()

/** The orders that reached a version: by the parts of it from which something went. */
export const listErasuresOfVersion = (db: Kysely<Tables>, versionId: string): Promise<ErasureRecord[]> =>
  select(db)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('erasure_point')
          .innerJoin('version_part', (join) =>
            join.onRef('version_part.part_key', '=', 'erasure_point.part_key').onRef('version_part.seq', '=', 'erasure_point.seq'))
          .select('erasure_point.seq')
          .whereRef('erasure_point.erasure_id', '=', 'erasure.id')
          .where('version_part.version_id', '=', versionId),
      ))
    .orderBy('asked_at')
    .execute()

/** The versions from whose words of the plan something went, and when the last time was. */
export async function listErasedVersions(db: Kysely<Tables>, planId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('erasure_point')
    .innerJoin('erasure', 'erasure.id', 'erasure_point.erasure_id')
    .innerJoin('part', 'part.key', 'erasure_point.part_key')
    .innerJoin('version_part', (join) =>
      join.onRef('version_part.part_key', '=', 'erasure_point.part_key').onRef('version_part.seq', '=', 'erasure_point.seq'))
    .select(['version_part.version_id as id', (eb) => eb.fn.max('erasure.erased_at').as('at')])
    .where('erasure.plan_id', '=', planId)
    .where('part.part_id', '=', 'plan')
    .groupBy('version_part.version_id')
    .execute()
  return new Map(rows.flatMap(({ id, at }) => (at === null ? [] : [[id, at] as const])))
}

export type NewErasureRow = Omit<Tables['erasure'], 'decision' | 'decided_by' | 'decided_at' | 'erased_at' | 'done_at'>

/** False where there is an order under this id. */
export async function insertErasure(db: Kysely<Tables>, row: NewErasureRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('erasure')
    .values({ ...row, decision: null, decided_by: null, decided_at: null, erased_at: null, done_at: null })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

type Decision = { readonly id: string; readonly decision: 'confirmed' | 'withdrawn'; readonly by: string; readonly at: string }

/** Decides an order once. False where it was decided before. */
export async function decideErasure(db: Kysely<Tables>, { id, decision, by, at }: Decision): Promise<boolean> {
  const result = await db
    .updateTable('erasure')
    .set({ decision, decided_by: by, decided_at: at, ...(decision === 'withdrawn' && { passage: null }) })
    .where('id', '=', id)
    .where('decision', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Everything that is kept of a part for versions, the first row first. */
export const listPointRows = (db: Kysely<Tables>, key: number): Promise<PointRow[]> =>
  db
    .selectFrom('part_point')
    .select(['part_key as key', 'seq', 'base_seq as baseSeq', 'snapshot', 'hash'])
    .where('part_key', '=', key)
    .orderBy('seq')
    .execute()

/** A version's part with another content than before. */
export type ChangedPoint = { readonly seq: number; readonly before: string; readonly after: string }

/** Writes down what an order has changed, and that it is carried out. */
export async function noteErased(
  trx: Transaction<Tables>,
  order: ErasureRecord,
  { letters, points, at }: { readonly letters: number; readonly points: readonly ChangedPoint[]; readonly at: string },
): Promise<void> {
  for (const { seq, before, after } of points) {
    await trx
      .updateTable('part_point')
      .set((eb) => ({ hash: after, hash_before: eb.fn.coalesce('hash_before', eb.val(before)) }))
      .where('part_key', '=', order.part_key)
      .where('seq', '=', seq)
      .execute()
    await trx.insertInto('erasure_point').values({ erasure_id: order.id, part_key: order.part_key, seq }).execute()
  }
  await trx.updateTable('erasure').set({ passage: null, letters, erased_at: at }).where('id', '=', order.id).execute()
}

/** Nothing of it is left in the database's files. */
export async function noteDone(db: Kysely<Tables>, id: string, at: string): Promise<void> {
  await db.updateTable('erasure').set({ done_at: at }).where('id', '=', id).execute()
}
