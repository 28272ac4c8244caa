/** The SQL of the caseload: all of an account's plans in two questions, however many there are. */
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

/** The parts of an account's plans with the row each goes up to. Private notes are never among them. */
export const listHeads = (db: Kysely<Tables>, accountId: string): Promise<{ planId: string; key: number; lastSeq: number }[]> =>
  db
    .selectFrom('part')
    .innerJoin('member', 'member.plan_id', 'part.plan_id')
    .select(['part.plan_id as planId', 'part.key', 'part.last_seq as lastSeq'])
    .where('member.account_id', '=', accountId)
    .where('member.removed_at', 'is', null)
    .where('part.part_id', 'not like', 'notes.%')
    .orderBy('part.key')
    .execute()

/** When an account last looked at each of its plans, by member. */
export async function listLooks(db: Kysely<Tables>, accountId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('last_look')
    .innerJoin('member', 'member.id', 'last_look.member_id')
    .select(['member.id as memberId', 'last_look.at'])
    .where('member.account_id', '=', accountId)
    .execute()
  return new Map(rows.map(({ memberId, at }) => [memberId, at]))
}
