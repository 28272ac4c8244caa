/** Loads what the table needs to know. Read afresh for every request: rights are never cached. */
import type { PracticeRole, Role } from '#shared/access.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

/** A person's place in one care team. */
export type Membership = {
  readonly planId: string
  readonly memberId: string
  readonly accountId: string
  readonly name: string
  readonly role: Role
  readonly epoch: number
  readonly childName: string
  readonly practiceName: string
}

const selectMemberships = (db: Kysely<Tables>) =>
  db
    .selectFrom('member')
    .innerJoin('plan', 'plan.id', 'member.plan_id')
    .innerJoin('practice', 'practice.id', 'plan.practice_id')
    .innerJoin('account', 'account.id', 'member.account_id')
    .where('member.removed_at', 'is', null)
    .where('account.disabled_at', 'is', null)
    .select([
      'member.plan_id as planId',
      'member.id as memberId',
      'member.account_id as accountId',
      'account.name',
      'member.role',
      'member.epoch',
      'plan.child_name as childName',
      'practice.name as practiceName',
    ])

/** This account's place in a plan's care team, unless there is no such plan, or they left, or the account is disabled. */
export const findMembership = (db: Kysely<Tables>, accountId: string, planId: string): Promise<Membership | undefined> =>
  selectMemberships(db)
    .where('member.account_id', '=', accountId)
    .where('member.plan_id', '=', planId)
    .executeTakeFirst()

/** Every care team this account is in, by name of the child. */
export const listMemberships = (db: Kysely<Tables>, accountId: string): Promise<Membership[]> =>
  selectMemberships(db)
    .where('member.account_id', '=', accountId)
    .orderBy('plan.child_name')
    .orderBy('plan.id')
    .execute()

/** The role that a member has, or had when they left; undefined where nobody with this id was ever in the care team. */
export async function findOwnerRole(db: Kysely<Tables>, planId: string, memberId: string): Promise<Role | undefined> {
  const row = await db
    .selectFrom('member')
    .select('role')
    .where('plan_id', '=', planId)
    .where('id', '=', memberId)
    .executeTakeFirst()
  return row?.role
}

/** What this account is in a practice: no roles where it is not of it. */
export async function listPracticeRoles(db: Kysely<Tables>, accountId: string, practiceId: string): Promise<PracticeRole[]> {
  const rows = await db
    .selectFrom('practice_member')
    .innerJoin('account', 'account.id', 'practice_member.account_id')
    .select('practice_member.role')
    .where('practice_member.account_id', '=', accountId)
    .where('practice_member.practice_id', '=', practiceId)
    .where('account.disabled_at', 'is', null)
    .execute()
  return rows.map((row) => row.role)
}
