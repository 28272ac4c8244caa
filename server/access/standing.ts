/** Whether what was granted when a socket opened still holds: asked again while it is open, because rights also change in other programs. */
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

/** What a socket was opened with. */
export type Standing = { readonly memberId: string; readonly epoch: number; readonly sessionId: string }

/**
 * Finds out, in two small queries, which of these still hold: `signed-out` where the login has ended or the account is
 * disabled, `not-allowed` where the member has left or has other rights now, null where nothing has changed.
 */
export async function checkStanding(db: Kysely<Tables>, standings: readonly Standing[]): Promise<('signed-out' | 'not-allowed' | null)[]> {
  if (standings.length === 0) return []
  const memberIds = [...new Set(standings.map(({ memberId }) => memberId))]
  const sessionIds = [...new Set(standings.map(({ sessionId }) => sessionId))]
  const members = await db
    .selectFrom('member')
    .innerJoin('account', 'account.id', 'member.account_id')
    .select(['member.id', 'member.epoch', 'member.removed_at', 'account.disabled_at'])
    .where('member.id', 'in', memberIds)
    .execute()
  const sessions = await db.selectFrom('session').select('id').where('id', 'in', sessionIds).execute()
  const memberById = new Map(members.map((member) => [member.id, member]))
  const liveSessions = new Set(sessions.map(({ id }) => id))
  return standings.map(({ memberId, epoch, sessionId }) => {
    const member = memberById.get(memberId)
    if (!liveSessions.has(sessionId) || (member !== undefined && member.disabled_at !== null)) return 'signed-out'
    return member === undefined || member.removed_at !== null || member.epoch !== epoch ? 'not-allowed' : null
  })
}
