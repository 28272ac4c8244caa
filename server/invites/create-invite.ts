import type { CreatedInvite, NewInvite } from '#shared/care-team/api.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { mayInvite } from '../access/policy.ts'
import { normalizeEmail } from '../accounts/create-account.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashCode, newCode } from './code.ts'
import { insertInvite } from './store.ts'

const sevenDaysMs = 7 * 24 * 60 * 60 * 1000

/**
 * Makes an invitation for one person: for whoever has the code, or with `email` for the account with that address only.
 * Its code is in the answer and nowhere else. Throws `not-allowed`.
 */
export async function createInvite(deps: Deps, grant: PlanGrant, { role, email }: NewInvite): Promise<CreatedInvite> {
  if (!mayInvite(role, grant)) throw new AppError('not-allowed', { role })
  const code = newCode(deps.randomBytes)
  const now = deps.now()
  const expiresAt = new Date(now.getTime() + sevenDaysMs).toISOString()
  await insertInvite(deps.database.db, {
    id: deps.newId(),
    planId: grant.planId,
    role,
    email: email === undefined ? null : normalizeEmail(email),
    codeHash: hashCode(code),
    createdBy: grant.accountId,
    at: now.toISOString(),
    expiresAt,
  })
  return { url: `${deps.config.publicUrl}/join/${code}`, code, expiresAt }
}
