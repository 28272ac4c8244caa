/** The SQL of accounts. Rows of `credential` and `session` have the form the sign-in library gives them. */
import type { PracticeRole } from '#shared/access.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

export type NewAccountRow = { id: string; name: string; email: string; passwordHash: string | null; at: string; credentialId: string }

/** Adds an account, with a password if it has one. Adds nothing and returns false where the address has an account. */
export async function insertAccount(db: Kysely<Tables>, { id, name, email, passwordHash, at, credentialId }: NewAccountRow): Promise<boolean> {
  const stamps = { createdAt: at, updatedAt: at }
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('account')
    .values({ id, name, email, emailVerified: 0, image: null, disabled_at: null, ...stamps })
    .onConflict((conflict) => conflict.column('email').doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows === 0n) return false
  if (passwordHash === null) return true
  await db
    .insertInto('credential')
    .values({
      id: credentialId, accountId: id, userId: id, providerId: 'credential', password: passwordHash, ...stamps,
      accessToken: null, refreshToken: null, idToken: null, accessTokenExpiresAt: null, refreshTokenExpiresAt: null, scope: null,
    })
    .execute()
  return true
}

/** The account with this address; addresses are kept in lower case. */
export const findAccountByEmail = (db: Kysely<Tables>, email: string) =>
  db.selectFrom('account').select(['id', 'name', 'disabled_at']).where('email', '=', email).executeTakeFirst()

/** Whether nobody has an account on this server yet. */
export async function isWithoutAccounts(db: Kysely<Tables>): Promise<boolean> {
  return (await db.selectFrom('account').select('id').limit(1).executeTakeFirst()) === undefined
}

/** The practices an account is of, a row a role. */
export const listPracticeRows = (db: Kysely<Tables>, accountId: string): Promise<{ id: string; name: string; role: PracticeRole }[]> =>
  db
    .selectFrom('practice_member')
    .innerJoin('practice', 'practice.id', 'practice_member.practice_id')
    .select(['practice.id', 'practice.name', 'practice_member.role'])
    .where('practice_member.account_id', '=', accountId)
    .orderBy('practice.name')
    .orderBy('practice.id')
    .orderBy('practice_member.role')
    .execute()

/** Closes an account and ends its sessions and, by a new epoch, every right it holds. Returns the memberships it had. */
export async function disableAccountRow(db: Kysely<Tables>, accountId: string, at: string): Promise<{ planId: string; memberId: string }[]> {
  await db.updateTable('account').set({ disabled_at: at, updatedAt: at }).where('id', '=', accountId).execute()
  await db.deleteFrom('session').where('userId', '=', accountId).execute()
  return db
    .updateTable('member')
    .set((eb) => ({ epoch: eb('epoch', '+', 1) }))
    .where('account_id', '=', accountId)
    .returning(['plan_id as planId', 'id as memberId'])
    .execute()
}
