/** The SQL of invitations. */
import type { Role } from '#shared/access.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

export type NewInviteRow = {
  id: string
  planId: string
  role: Role
  email: string | null
  codeHash: string
  createdBy: string
  at: string
  expiresAt: string
}

export async function insertInvite(db: Kysely<Tables>, row: NewInviteRow): Promise<void> {
  await db
    .insertInto('invite')
    .values({
      id: row.id,
      plan_id: row.planId,
      role: row.role,
      email: row.email,
      code_hash: row.codeHash,
      created_by: row.createdBy,
      created_at: row.at,
      expires_at: row.expiresAt,
      accepted_at: null,
      accepted_by: null,
    })
    .execute()
}

export type InviteRow = {
  id: string
  planId: string
  role: Role
  /** Whose invitation it is; null: whoever has the code. */
  email: string | null
  createdBy: string
  expiresAt: string
  acceptedAt: string | null
  invitedBy: string
  practiceName: string
}

export const findInvite = (db: Kysely<Tables>, codeHash: string): Promise<InviteRow | undefined> =>
  db
    .selectFrom('invite')
    .innerJoin('plan', 'plan.id', 'invite.plan_id')
    .innerJoin('practice', 'practice.id', 'plan.practice_id')
    .innerJoin('account', 'account.id', 'invite.created_by')
    .select([
      'invite.id',
      'invite.plan_id as planId',
      'invite.role',
      'invite.email',
      'invite.created_by as createdBy',
      'invite.expires_at as expiresAt',
      'invite.accepted_at as acceptedAt',
      'account.name as invitedBy',
      'practice.name as practiceName',
    ])
    .where('invite.code_hash', '=', codeHash)
    .executeTakeFirst()

/** Marks an invitation as used, and says whether this call was the one that did it. */
export async function useInvite(db: Kysely<Tables>, inviteId: string, accountId: string, at: string): Promise<boolean> {
  const result = await db
    .updateTable('invite')
    .set({ accepted_at: at, accepted_by: accountId })
    .where('id', '=', inviteId)
    .where('accepted_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}
