import type { Role } from '#shared/access.ts'
import type { CreatedInvite } from '#shared/care-team/api.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { mayInvite } from '../access/policy.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashCode, newCode } from './code.ts'
import { insertInvite } from './store.ts'

const sevenDaysMs = 7 * 24 * 60 * 60 * 1000

/** Makes an invitation for one person. Its code is in the answer and nowhere else. Throws `not-allowed`. */
export async function createInvite(deps: Deps, grant: PlanGrant, role: Role): Promise<CreatedInvite> {
  if (!mayInvite(role, grant)) throw new AppError('not-allowed', { role })
  const code = newCode(deps.randomBytes)
  const now = deps.now()
  const expiresAt = new Date(now.getTime() + sevenDaysMs).toISOString()
  await insertInvite(deps.database.db, {
    id: deps.newId(),
    planId: grant.planId,
    role,
    codeHash: hashCode(code),
    createdBy: grant.accountId,
    at: now.toISOString(),
    expiresAt,
  })
  return { url: `${deps.config.publicUrl}/join/${code}`, code, expiresAt }
}
