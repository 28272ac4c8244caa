/** The SQL of practices. */
import { clinicianRoles, practiceRoles, type PracticeRole } from '#shared/access.ts'
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

/** The people whose account is open, by name, a row a role. */
export const listStaffRows = (db: Kysely<Tables>, practiceId: string): Promise<{ accountId: string; name: string; email: string; role: PracticeRole }[]> =>
  db
    .selectFrom('practice_member')
    .innerJoin('account', 'account.id', 'practice_member.account_id')
    .select(['account.id as accountId', 'account.name', 'account.email', 'practice_member.role'])
    .where('practice_member.practice_id', '=', practiceId)
    .where('account.disabled_at', 'is', null)
    .orderBy('account.name')
    .orderBy('account.id')
    .orderBy('practice_member.role')
    .execute()

/** How many children of a practice each account gives care to, and of how many they are a lead. */
export async function countPlans(db: Kysely<Tables>, practiceId: string): Promise<Map<string, { plans: number; leads: number }>> {
  const rows = await db
    .selectFrom('member')
    .innerJoin('plan', 'plan.id', 'member.plan_id')
    .select(['member.account_id as accountId', 'member.role'])
    .where('plan.practice_id', '=', practiceId)
    .where('member.removed_at', 'is', null)
    .where('member.role', 'in', [...clinicianRoles])
    .execute()
  const counts = new Map<string, { plans: number; leads: number }>()
  for (const { accountId, role } of rows) {
    const { plans, leads } = counts.get(accountId) ?? { plans: 0, leads: 0 }
    counts.set(accountId, { plans: plans + 1, leads: leads + (role === 'lead' ? 1 : 0) })
  }
  return counts
}

/** Lets nobody else change who works in the practice until the transaction ends. */
export async function lockPractice(trx: Kysely<Tables>, practiceId: string): Promise<void> {
  await trx.updateTable('practice').set((eb) => ({ name: eb.ref('name') })).where('id', '=', practiceId).execute()
}

/** Gives an account these roles in a practice, and takes the others. */
export async function replacePracticeRoles(
  trx: Kysely<Tables>,
  { practiceId, accountId, roles, at }: { practiceId: string; accountId: string; roles: readonly PracticeRole[]; at: string },
): Promise<void> {
  const others = practiceRoles.filter((role) => !roles.includes(role))
  if (others.length > 0) {
    await trx
      .deleteFrom('practice_member')
      .where('practice_id', '=', practiceId)
      .where('account_id', '=', accountId)
      .where('role', 'in', others)
      .execute()
  }
  for (const role of roles) await insertPracticeMember(trx, { practiceId, accountId, role, at })
}

type NewStaffInviteRow = { id: string; practiceId: string; role: PracticeRole; codeHash: string; createdBy: string; at: string; expiresAt: string }

export async function insertStaffInvite(db: Kysely<Tables>, row: NewStaffInviteRow): Promise<void> {
  await db
    .insertInto('practice_invite')
    .values({
      id: row.id, practice_id: row.practiceId, role: row.role, code_hash: row.codeHash, created_by: row.createdBy, created_at: row.at,
      expires_at: row.expiresAt, accepted_at: null, accepted_by: null,
    })
    .execute()
}

export type StaffInviteRow = {
  id: string
  practiceId: string
  role: PracticeRole
  createdBy: string
  expiresAt: string
  acceptedAt: string | null
  invitedBy: string
  practiceName: string
}

export const findStaffInvite = (db: Kysely<Tables>, codeHash: string): Promise<StaffInviteRow | undefined> =>
  db
    .selectFrom('practice_invite')
    .innerJoin('practice', 'practice.id', 'practice_invite.practice_id')
    .innerJoin('account', 'account.id', 'practice_invite.created_by')
    .select([
      'practice_invite.id', 'practice_invite.practice_id as practiceId', 'practice_invite.role', 'practice_invite.created_by as createdBy',
      'practice_invite.expires_at as expiresAt', 'practice_invite.accepted_at as acceptedAt', 'account.name as invitedBy',
      'practice.name as practiceName',
    ])
    .where('practice_invite.code_hash', '=', codeHash)
    .executeTakeFirst()

/** Marks an invitation as used, and says whether this call was the one that did it. */
export async function useStaffInvite(db: Kysely<Tables>, inviteId: string, accountId: string, at: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('practice_invite')
    .set({ accepted_at: at, accepted_by: accountId })
    .where('id', '=', inviteId)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}
