import type { PlanGrant } from '../access/authorize.ts'
import { mayRemove } from '../access/policy.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { countOtherLeads, findMember, lockCareTeam, updateMember } from './store.ts'

/** Takes a member out of the care team; what they wrote stays. Throws `not-found`, `not-allowed`, `last-lead`. */
export async function removeMember(deps: Deps, grant: PlanGrant, memberId: string): Promise<void> {
  const { planId } = grant
  await deps.database.db.transaction().execute(async (trx) => {
    await lockCareTeam(trx, planId)
    const member = await findMember(trx, planId, memberId)
    if (member === undefined) throw new AppError('not-found')
    if (!mayRemove(member.role, grant)) throw new AppError('not-allowed', { role: member.role })
    if (member.role === 'lead' && (await countOtherLeads(trx, planId, memberId)) === 0) throw new AppError('last-lead')
    await updateMember(trx, memberId, { role: member.role, removedAt: deps.now().toISOString() })
  })
  deps.rights.changed({ planId, memberId })
}
