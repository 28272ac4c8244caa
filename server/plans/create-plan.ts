import type { Transaction } from 'kysely'
import { addMember } from '../care-team/add-member.ts'
import type { Tables } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { seedParts } from '../sync/first-content.ts'
import { findMadePlan, insertPlan, type NewPlanRow } from './store.ts'

export type NewPlan = {
  readonly practiceId: string
  readonly childName: string
  /** The account that becomes the plan's lead therapist. */
  readonly leadAccountId: string
  /** ISO 8601; now if left out. */
  readonly at?: string
  /** Becomes the plan's id: under the same one the same plan is made once. */
  readonly requestId?: string
}

export type CreatedPlan = { readonly planId: string; readonly leadMemberId: string }

/**
 * Makes a plan with its empty parts and its lead, in one transaction: there is never a plan nobody can open. Throws
 * `already-sent` where another plan was made under the id of the request.
 */
export const createPlan = (deps: Deps, plan: NewPlan): Promise<CreatedPlan> =>
  deps.database.db.transaction().execute((trx) => createPlanWithin(trx, deps, plan))

/** The same inside a transaction of the caller's, who has more to add to it. */
export async function createPlanWithin(trx: Transaction<Tables>, deps: Deps, plan: NewPlan): Promise<CreatedPlan> {
  const planId = plan.requestId ?? deps.newId()
  const at = plan.at ?? deps.now().toISOString()
  const row = { id: planId, practiceId: plan.practiceId, childName: plan.childName.trim(), createdBy: plan.leadAccountId, at }
  if (!(await insertPlan(trx, row))) return requireSame(trx, row)
  const leadMemberId = await addMember(trx, deps, { planId, accountId: plan.leadAccountId, role: 'lead', at })
  await seedParts(trx, planId, at)
  return { planId, leadMemberId }
}

/** The plan that was made under this id, if by the same request. */
async function requireSame(trx: Transaction<Tables>, row: NewPlanRow): Promise<CreatedPlan> {
  const made = await findMadePlan(trx, row.id)
  const isSame = made?.practiceId === row.practiceId && made.childName === row.childName && made.createdBy === row.createdBy
  if (!isSame) throw new AppError('already-sent')
  return { planId: row.id, leadMemberId: made.leadMemberId }
}
