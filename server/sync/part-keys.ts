/** The keys of parts and of client ids. Plain SQL that is the same on both databases. */
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

/** The key of a part, made on first use. Looks before it writes: opening a part must not need a disk that takes writes. */
export async function findOrMakePart(db: Kysely<Tables>, planId: string, partId: string): Promise<number> {
  const found = await db.selectFrom('part').select('key').where('plan_id', '=', planId).where('part_id', '=', partId).executeTakeFirst()
  if (found !== undefined) return found.key
  const made = await db
    .insertInto('part')
    .values({ plan_id: planId, part_id: partId, last_seq: 0 })
    .onConflict((conflict) => conflict.columns(['plan_id', 'part_id']).doUpdateSet({ part_id: partId }))
    .returning('key')
    .executeTakeFirstOrThrow()
  return made.key
}

/** Binds a client id to a member and returns the member it belongs to. */
export async function bindClientId(db: Kysely<Tables>, partKey: number, clientId: number, memberId: string): Promise<string | null> {
  await db
    .insertInto('client_id')
    .values({ part_key: partKey, client_id: clientId, member_id: memberId })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const bound = await db
    .selectFrom('client_id')
    .select('member_id')
    .where('part_key', '=', partKey)
    .where('client_id', '=', clientId)
    .executeTakeFirstOrThrow()
  return bound.member_id
}
