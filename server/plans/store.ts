/** The SQL of plans. */
import type { Kysely, Transaction } from 'kysely'
import type { Tables } from '../db/tables.ts'

export type NewPlanRow = { id: string; practiceId: string; childName: string; createdBy: string; at: string }

/** False where there is, or was, a plan under this id. */
export async function insertPlan(db: Kysely<Tables>, row: NewPlanRow): Promise<boolean> {
  if ((await db.selectFrom('erased_plan').select('plan_id').where('plan_id', '=', row.id).executeTakeFirst()) !== undefined) return false
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('plan')
    .values({
      id: row.id,
      practice_id: row.practiceId,
      child_name: row.childName,
      created_by: row.createdBy,
      created_at: row.at,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** A plan as it was made, with the member id of who made it. */
export const findMadePlan = (db: Kysely<Tables>, planId: string) =>
  db
    .selectFrom('plan')
    .innerJoin('member', (join) => join.onRef('member.plan_id', '=', 'plan.id').onRef('member.account_id', '=', 'plan.created_by'))
    .select(['practice_id as practiceId', 'child_name as childName', 'created_by as createdBy', 'member.id as leadMemberId'])
    .where('plan.id', '=', planId)
    .executeTakeFirst()

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

export const findPlanToErase = (db: Kysely<Tables>, planId: string) =>
  db.selectFrom('plan').select(['practice_id as practiceId', 'child_name as childName']).where('id', '=', planId).executeTakeFirst()

/** Whether an account answers for a plan: as administrator of its practice, or lead or administrator in its care team. */
export async function isResponsible(db: Kysely<Tables>, planId: string, accountId: string): Promise<boolean> {
  const inPractice = await db
    .selectFrom('practice_member')
    .innerJoin('plan', 'plan.practice_id', 'practice_member.practice_id')
    .innerJoin('account', 'account.id', 'practice_member.account_id')
    .select('account.id')
    .where('plan.id', '=', planId)
    .where('account.id', '=', accountId)
    .where('account.disabled_at', 'is', null)
    .where('practice_member.role', '=', 'admin')
    .executeTakeFirst()
  const inTeam = await db
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select('account.id')
    .where('plan_id', '=', planId)
    .where('account.id', '=', accountId)
    .where('account.disabled_at', 'is', null)
    .where('member.removed_at', 'is', null)
    .where('member.role', 'in', ['lead', 'admin'])
    .executeTakeFirst()
  return inPractice !== undefined || inTeam !== undefined
}

type ErasedPlanRow = { planId: string; practiceId: string; reason: string; by: readonly [string, string]; at: string }

export async function noteErasedPlan(db: Kysely<Tables>, { planId, practiceId, reason, by, at }: ErasedPlanRow): Promise<void> {
  const [by_one, by_other] = by
  await db.insertInto('erased_plan').values({ plan_id: planId, practice_id: practiceId, reason, by_one, by_other, at, done_at: null }).execute()
}

/** Removes a plan with every row that names it or its parts. */
export async function deletePlan(trx: Transaction<Tables>, planId: string): Promise<void> {
  const parts = (await trx.selectFrom('part').select('key').where('plan_id', '=', planId).execute()).map(({ key }) => key)
  const versions = trx.selectFrom('version').select('id').where('plan_id', '=', planId)
  const members = trx.selectFrom('member').select('id').where('plan_id', '=', planId)
  await trx.deleteFrom('erasure_point').where('erasure_id', 'in', trx.selectFrom('erasure').select('id').where('plan_id', '=', planId)).execute()
  await trx.deleteFrom('erasure').where('plan_id', '=', planId).execute()
  const visits = trx.selectFrom('visit').select('id').where('plan_id', '=', planId)
  await trx.deleteFrom('visit_screen').where('visit_id', 'in', visits).execute()
  await trx.deleteFrom('visit_member').where('visit_id', 'in', visits).execute()
  await trx.deleteFrom('visit').where('plan_id', '=', planId).execute()
  await trx.deleteFrom('consent').where('member_id', 'in', members).execute()
  await trx.deleteFrom('agreement').where('version_id', 'in', versions).execute()
  await trx.deleteFrom('version_part').where('version_id', 'in', versions).execute()
  await trx.deleteFrom('version').where('plan_id', '=', planId).execute()
  await trx.deleteFrom('last_look').where('member_id', 'in', members).execute()
  for (const table of ['part_point', 'quarantine', 'client_id', 'snapshot', 'update_log'] as const) {
    if (parts.length > 0) await trx.deleteFrom(table).where('part_key', 'in', parts).execute()
  }
  await trx.deleteFrom('part').where('plan_id', '=', planId).execute()
  await trx.deleteFrom('invite').where('plan_id', '=', planId).execute()
  await trx.deleteFrom('member').where('plan_id', '=', planId).execute()
  await trx.deleteFrom('plan').where('id', '=', planId).execute()
}

/** Plans that are gone from every row, and perhaps not from the database's files. */
export const listUnscrubbedPlans = async (db: Kysely<Tables>): Promise<string[]> =>
  (await db.selectFrom('erased_plan').select('plan_id').where('done_at', 'is', null).execute()).map(({ plan_id }) => plan_id)

export async function noteScrubbed(db: Kysely<Tables>, planIds: readonly string[], at: string): Promise<void> {
  await db.updateTable('erased_plan').set({ done_at: at }).where('plan_id', 'in', planIds).execute()
}
