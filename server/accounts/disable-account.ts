import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { normalizeEmail } from './create-account.ts'
import { disableAccountRow, findAccountByEmail } from './store.ts'

/**
 * Closes an account: it cannot sign in, its sessions end, and its next write is refused. What the person wrote stays
 * under their name. Throws `not-found` when there is no such account.
 */
export async function disableAccount(deps: Deps, email: string): Promise<string> {
  const at = deps.now().toISOString()
  const { accountId, memberships } = await deps.database.db.transaction().execute(async (trx) => {
    const account = await findAccountByEmail(trx, normalizeEmail(email))
    if (account === undefined) throw new AppError('not-found')
    return { accountId: account.id, memberships: await disableAccountRow(trx, account.id, at) }
  })
  deps.rights.signedOut({ accountId, sessionId: null })
  for (const membership of memberships) deps.rights.changed(membership)
  return accountId
}
