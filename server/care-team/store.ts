/** The SQL of care teams. A row is never deleted: what a person wrote stays under their name. */
import type { Role } from '#shared/access.ts'
import { isUuid } from '#shared/ids.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

export type MemberRow = { id: string; accountId: string; name: string; role: Role; since: string; removedAt: string | null }

export type NewMemberRow = { id: string; planId: string; accountId: string; role: Role; at: string }

export async function insertMember(db: Kysely<Tables>, row: NewMemberRow): Promise<void> {
  await db
    .insertInto('member')
    .values({
      id: row.id,
      plan_id: row.planId,
      account_id: row.accountId,
      role: row.role,
      created_at: row.at,
      epoch: 1,
      removed_at: null,
    })
    .execute()
}

/** This account's row in a plan, also when they left. */
export const findMemberOfAccount = (db: Kysely<Tables>, planId: string, accountId: string) =>
  db
    .selectFrom('member')
    .select(['id', 'role', 'removed_at'])
    .where('plan_id', '=', planId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()

/** A person who is in the care team now. What is no id names nobody, and is not given to the database. */
export async function findMember(db: Kysely<Tables>, planId: string, memberId: string): Promise<{ id: string; role: Role } | undefined> {
  if (!isUuid(memberId)) return undefined
  return db
    .selectFrom('member')
    .select(['id', 'role'])
    .where('plan_id', '=', planId)
    .where('id', '=', memberId)
    .where('removed_at', 'is', null)
    .executeTakeFirst()
}

/** Everyone who is or was in the care team, in the order they came. */
export const listMembers = (db: Kysely<Tables>, planId: string): Promise<MemberRow[]> =>
  db
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select(['member.id', 'member.account_id as accountId', 'account.name', 'member.role', 'member.created_at as since', 'member.removed_at as removedAt'])
    .where('member.plan_id', '=', planId)
    .orderBy('member.created_at')
    .orderBy('member.id')
    .execute()

/** How many leads there are besides this member who can still sign in. */
export async function countOtherLeads(db: Kysely<Tables>, planId: string, memberId: string): Promise<number> {
  const row = await db
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('member.plan_id', '=', planId)
    .where('member.role', '=', 'lead')
    .where('member.removed_at', 'is', null)
    .where('member.id', '!=', memberId)
    .where('account.disabled_at', 'is', null)
    .executeTakeFirstOrThrow()
  return row.count
}

/** Makes changes to one care team wait for each other; on SQLite a transaction has the whole database to itself anyway. */
export async function lockCareTeam(db: Kysely<Tables>, planId: string): Promise<void> {
  await db.updateTable('plan').set((eb) => ({ child_name: eb.ref('child_name') })).where('id', '=', planId).execute()
}

/**
 * Sets role and presence of a member. Rights change, so the epoch goes up in the same statement [A7], and a consent that was
 * given for the earlier role ends.
 */
export async function updateMember(
  db: Kysely<Tables>,
  memberId: string,
  change: { role: Role; removedAt: string | null },
): Promise<void> {
  await db
    .updateTable('member')
    .set((eb) => ({ role: change.role, removed_at: change.removedAt, epoch: eb('epoch', '+', 1) }))
    .where('id', '=', memberId)
    .execute()
  await removeConsent(db, memberId)
}

export type ConsentRow = {
  memberId: string
  goalIds: string[]
  strategyIds: string[]
  versionId: string | null
  givenBy: string
  at: string
  endsAt: string | null
}

const consentColumns = [
  'member_id as memberId', 'goal_ids as goalIds', 'strategy_ids as strategyIds', 'version_id as versionId', 'given_by as givenBy', 'given_at as at',
  'ends_at as endsAt',
] as const

const asConsent = <R extends { goalIds: string; strategyIds: string }>(row: R) => ({
  ...row, goalIds: JSON.parse(row.goalIds) as string[], strategyIds: JSON.parse(row.strategyIds) as string[],
})

/** What was said that a member may see, also when its day is over. */
export async function findConsentRow(db: Kysely<Tables>, memberId: string): Promise<ConsentRow | undefined> {
  const row = await db.selectFrom('consent').select(consentColumns).where('member_id', '=', memberId).executeTakeFirst()
  return row === undefined ? undefined : asConsent(row)
}

/** The consents of a plan. */
export async function listConsents(db: Kysely<Tables>, planId: string): Promise<ConsentRow[]> {
  const rows = await db
    .selectFrom('consent')
    .innerJoin('member', 'member.id', 'consent.member_id')
    .select(consentColumns)
    .where('member.plan_id', '=', planId)
    .execute()
  return rows.map(asConsent)
}

/** Keeps a consent in place of the one before. */
export async function putConsent(db: Kysely<Tables>, { memberId, goalIds, strategyIds, versionId, givenBy, at, endsAt }: ConsentRow): Promise<void> {
  const lists = { goal_ids: JSON.stringify(goalIds), strategy_ids: JSON.stringify(strategyIds) }
  const values = { ...lists, version_id: versionId, given_by: givenBy, given_at: at, ends_at: endsAt }
  await db
    .insertInto('consent')
    .values({ member_id: memberId, ...values })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet(values))
    .execute()
}

export async function removeConsent(db: Kysely<Tables>, memberId: string): Promise<void> {
  await db.deleteFrom('consent').where('member_id', '=', memberId).execute()
}
