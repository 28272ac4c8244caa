/** A part of a plan of nobody's, as a row: for tests of the log alone. */
import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { Tables } from '../../server/db/tables.ts'
import { findOrMakePart } from '../../server/sync/part-keys.ts'

const at = '2026-11-21T02:00:00.000Z'

/** Makes a plan with one part and returns the key of the part. */
export async function makePart(db: Kysely<Tables>): Promise<number> {
  const [practiceId, accountId, planId] = [randomUUID(), randomUUID(), randomUUID()]
  await db.insertInto('practice').values({ id: practiceId, name: 'Harbour', created_at: at }).execute()
  await db
    .insertInto('account')
    .values({
      id: accountId, name: 'Hana', email: `${accountId}@example.org`, emailVerified: 0, image: null, disabled_at: null,
      createdAt: at, updatedAt: at,
    })
    .execute()
  const plan = { id: planId, practice_id: practiceId, child_name: 'Mika', created_by: accountId, created_at: at }
  await db.insertInto('plan').values(plan).execute()
  return findOrMakePart(db, planId, 'plan')
}
