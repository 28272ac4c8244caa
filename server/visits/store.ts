/** The SQL of visits. */
import type { Kysely } from 'kysely'
import type { VisitPlace } from '#shared/visit/api.ts'
import type { Tables } from '../db/tables.ts'

export type VisitRow = {
  readonly id: string
  readonly planId: string
  readonly startedBy: string
  readonly startedAt: string
  readonly endedAt: string | null
  readonly place: VisitPlace
  readonly goalId: string | null
  readonly code: string
  readonly shownAt: string | null
  readonly agreedVersionId: string | null
  readonly versionId: string | null
  readonly nextWords: string
}

/** The last visit of a plan, running or not. */
export const findLastVisit = (db: Kysely<Tables>, planId: string): Promise<VisitRow | undefined> =>
  db
    .selectFrom('visit')
    .select([
      'id', 'plan_id as planId', 'started_by as startedBy', 'started_at as startedAt', 'ended_at as endedAt', 'place',
      'goal_id as goalId', 'code', 'shown_at as shownAt', 'agreed_version_id as agreedVersionId', 'version_id as versionId',
      'next_words as nextWords',
    ])
    .where('plan_id', '=', planId)
    .orderBy('started_at', 'desc')
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()

/** Begins a visit. Does nothing where another one has just begun. */
export async function insertVisit(db: Kysely<Tables>, row: { id: string; planId: string; startedBy: string; at: string; code: string }): Promise<void> {
  await db
    .insertInto('visit')
    .values({
      id: row.id, plan_id: row.planId, started_by: row.startedBy, started_at: row.at, ended_at: null, place: 'look-back',
      goal_id: null, code: row.code, shown_at: null, agreed_version_id: null, version_id: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Changes a visit that has not ended. Returns whether there was one. */
export async function updateVisit(
  db: Kysely<Tables>,
  id: string,
  values: Partial<Pick<Tables['visit'], 'place' | 'goal_id' | 'shown_at' | 'agreed_version_id' | 'version_id' | 'ended_at'>> & { next_words?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db.updateTable('visit').set(values).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
  return numUpdatedRows > 0n
}

export type VisitMemberRow = {
  readonly memberId: string
  readonly leftAt: string | null
  readonly lane: string
  readonly isReady: boolean
  readonly ranking: string[]
}

/** Who is or was in a visit, in the order they came. */
export async function listVisitMembers(db: Kysely<Tables>, visitId: string): Promise<VisitMemberRow[]> {
  const rows = await db
    .selectFrom('visit_member')
    .select(['member_id as memberId', 'left_at as leftAt', 'lane', 'is_ready as isReady', 'ranking'])
    .where('visit_id', '=', visitId)
    .orderBy('joined_at')
    .orderBy('member_id')
    .execute()
  return rows.map((row) => ({ ...row, isReady: row.isReady === 1, ranking: JSON.parse(row.ranking) as string[] }))
}

/** Somebody comes, or comes back. */
export async function insertVisitMember(db: Kysely<Tables>, visitId: string, memberId: string, at: string): Promise<void> {
  await db
    .insertInto('visit_member')
    .values({ visit_id: visitId, member_id: memberId, joined_at: at, left_at: null })
    .onConflict((conflict) => conflict.columns(['visit_id', 'member_id']).doUpdateSet({ left_at: null }))
    .execute()
}

/** Changes what is known of somebody in a visit. Returns whether they are in it. */
export async function updateVisitMember(
  db: Kysely<Tables>,
  visitId: string,
  memberId: string,
  values: { left_at?: string; lane?: string; is_ready?: number; ranking?: string },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('visit_member')
    .set(values)
    .where('visit_id', '=', visitId)
    .where('member_id', '=', memberId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export type NewScreenRow = { id: string; visitId: string; codeHash: string; createdBy: string; at: string; expiresAt: string }

export async function insertScreen(db: Kysely<Tables>, row: NewScreenRow): Promise<void> {
  await db
    .insertInto('visit_screen')
    .values({
      id: row.id, visit_id: row.visitId, code_hash: row.codeHash, created_by: row.createdBy, created_at: row.at,
      expires_at: row.expiresAt, token_hash: null, opened_at: null,
    })
    .execute()
}

/** Gives a screen its token in place of its code, once. Returns the plan of its visit, or undefined where the code is not good. */
export async function openScreen(db: Kysely<Tables>, codeHash: string, tokenHash: string, at: string): Promise<string | undefined> {
  const opened = await db
    .updateTable('visit_screen')
    .set({ token_hash: tokenHash, opened_at: at })
    .where('code_hash', '=', codeHash)
    .where('token_hash', 'is', null)
    .where('expires_at', '>', at)
    .returning('visit_id')
    .executeTakeFirst()
  if (opened === undefined) return undefined
  const visit = await db.selectFrom('visit').select('plan_id').where('id', '=', opened.visit_id).executeTakeFirst()
  return visit?.plan_id
}

/** How many big screens show a visit. */
export async function countScreens(db: Kysely<Tables>, visitId: string): Promise<number> {
  const { count } = await db
    .selectFrom('visit_screen')
    .select((eb) => eb.fn.countAll().as('count'))
    .where('visit_id', '=', visitId)
    .where('token_hash', 'is not', null)
    .executeTakeFirstOrThrow()
  return Number(count)
}
