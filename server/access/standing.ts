/** Whether what was granted when a socket opened still holds: asked again while it is open, because rights also change in other programs. */
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'

/** What a socket was opened with. */
export type Standing = { readonly memberId: string; readonly epoch: number; readonly sessionId: string }

/** Rows asked for at once: SQLite takes 32,766 values in a statement, and one that fails would end nobody's rights. */
const idsPerQuery = 1_000

/**
 * Finds out, in two small queries for every thousand, which of these still hold: `signed-out` where the login has ended or
 * run out or the account is disabled, `not-allowed` where the member has left or has other rights now, null where nothing
 * has changed. `now` is the clock of the sign-in library.
 */
export async function checkStanding(
  db: Kysely<Tables>,
  standings: readonly Standing[],
  now = new Date(),
): Promise<('signed-out' | 'not-allowed' | null)[]> {
  const members = await inLots(standings.map(({ memberId }) => memberId), (ids) =>
    db
      .selectFrom('member')
      .innerJoin('account', 'account.id', 'member.account_id')
      .select(['member.id', 'member.epoch', 'member.removed_at', 'account.disabled_at'])
      .where('member.id', 'in', ids)
      .execute(),
  )
  const sessions = await inLots(standings.map(({ sessionId }) => sessionId), (ids) =>
    db.selectFrom('session').select('id').where('id', 'in', ids).where('expiresAt', '>', now.toISOString()).execute(),
  )
  const memberById = new Map(members.map((member) => [member.id, member]))
  const liveSessions = new Set(sessions.map(({ id }) => id))
  return standings.map(({ memberId, epoch, sessionId }) => {
    const member = memberById.get(memberId)
    if (!liveSessions.has(sessionId) || (member !== undefined && member.disabled_at !== null)) return 'signed-out'
    return member === undefined || member.removed_at !== null || member.epoch !== epoch ? 'not-allowed' : null
  })
}

/** Asks for the rows of these ids, each once, in as many queries as it takes. */
async function inLots<Row>(ids: readonly string[], find: (ids: string[]) => Promise<Row[]>): Promise<Row[]> {
  const wanted = [...new Set(ids)]
  const rows: Row[] = []
  for (let first = 0; first < wanted.length; first += idsPerQuery) rows.push(...(await find(wanted.slice(first, first + idsPerQuery))))
  return rows
}
