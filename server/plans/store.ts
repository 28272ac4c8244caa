/** The SQL of plans. */
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

export type NewPlanRow = { id: string; practiceId: string; childName: string; createdBy: string; at: string }

export async function insertPlan(db: Kysely<Tables>, row: NewPlanRow): Promise<void> {
  await db
    .insertInto('plan')
    .values({
      id: row.id,
      practice_id: row.practiceId,
      child_name: row.childName,
      created_by: row.createdBy,
      created_at: row.at,
    })
    .execute()
}

/** Whether there is such a plan. */
export async function planExists(db: Kysely<Tables>, planId: string): Promise<boolean> {
  return (await db.selectFrom('plan').select('id').where('id', '=', planId).executeTakeFirst()) !== undefined
}

export type PartRow = { key: number; partId: string; hasWritten: boolean }

/** The parts of a plan that hold something, and whether this member has a Yjs client id in each. */
export async function listPartRows(db: Kysely<Tables>, planId: string, memberId: string): Promise<PartRow[]> {
  const rows = await db
    .selectFrom('part')
    .select(['key', 'part_id as partId'])
    .select((eb) =>
      eb
        .exists(
          eb.selectFrom('client_id').select('client_id').whereRef('client_id.part_key', '=', 'part.key').where('client_id.member_id', '=', memberId),
        )
        .as('hasWritten'),
    )
    .where('plan_id', '=', planId)
    .orderBy('key')
    .execute()
  return rows.map((row) => ({ ...row, hasWritten: Boolean(row.hasWritten) }))
}
