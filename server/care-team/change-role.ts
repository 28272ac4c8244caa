import type { Role } from '#shared/access.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { mayChangeRole } from '../access/policy.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { countOtherLeads, findMember, lockCareTeam, updateMember } from './store.ts'

/** Gives a member another role. Throws `not-found`, `not-allowed`, `last-lead`. */
export async function changeRole(deps: Deps, grant: PlanGrant, memberId: string, role: Role): Promise<void> {
  const { planId } = grant
  const isChanged = await deps.database.db.transaction().execute(async (trx) => {
    await lockCareTeam(trx, planId)
    const member = await findMember(trx, planId, memberId)
    if (member === undefined) throw new AppError('not-found')
    if (!mayChangeRole(member.role, role, grant)) throw new AppError('not-allowed', { from: member.role, to: role })
    if (member.role === role) return false
    if (member.role === 'lead' && (await countOtherLeads(trx, planId, memberId)) === 0) throw new AppError('last-lead')
    await updateMember(trx, memberId, { role, removedAt: null })
    return true
  })
  if (isChanged) deps.rights.changed({ planId, memberId })
}
