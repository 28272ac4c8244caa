import type { Transaction } from 'kysely'
import { addMember } from '../care-team/add-member.ts'
import type { Tables } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { seedParts } from '../sync/first-content.ts'
import { insertPlan } from './store.ts'

export type NewPlan = {
  readonly practiceId: string
  readonly childName: string
  /** The account that becomes the plan's lead therapist. */
  readonly leadAccountId: string
  /** ISO 8601; now if left out. */
  readonly at?: string
}

export type CreatedPlan = { readonly planId: string; readonly leadMemberId: string }

/** Makes a plan with its empty parts and its lead, in one transaction: there is never a plan nobody can open. */
export const createPlan = (deps: Deps, plan: NewPlan): Promise<CreatedPlan> =>
  deps.database.db.transaction().execute((trx) => createPlanWithin(trx, deps, plan))

/** The same inside a transaction of the caller's, who has more to add to it. */
export async function createPlanWithin(trx: Transaction<Tables>, deps: Deps, plan: NewPlan): Promise<CreatedPlan> {
  const planId = deps.newId()
  const at = plan.at ?? deps.now().toISOString()
  await insertPlan(trx, {
    id: planId,
    practiceId: plan.practiceId,
    childName: plan.childName.trim(),
    createdBy: plan.leadAccountId,
    at,
  })
  const leadMemberId = await addMember(trx, deps, { planId, accountId: plan.leadAccountId, role: 'lead', at })
  await seedParts(trx, planId, at)
  return { planId, leadMemberId }
}
