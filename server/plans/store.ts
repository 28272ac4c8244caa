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
