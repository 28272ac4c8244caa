/** The SQL of practices. */
import type { PracticeRole } from '#shared/access.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

export async function insertPractice(db: Kysely<Tables>, practice: { id: string; name: string; at: string }): Promise<void> {
  await db.insertInto('practice').values({ id: practice.id, name: practice.name, created_at: practice.at }).execute()
}

export const findPractice = (db: Kysely<Tables>, id: string) =>
  db.selectFrom('practice').select(['id', 'name']).where('id', '=', id).executeTakeFirst()

/** Gives an account a role in a practice; a role it has already stays as it is. */
export async function insertPracticeMember(
  db: Kysely<Tables>,
  row: { practiceId: string; accountId: string; role: PracticeRole; at: string },
): Promise<void> {
  await db
    .insertInto('practice_member')
    .values({ practice_id: row.practiceId, account_id: row.accountId, role: row.role, created_at: row.at })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
