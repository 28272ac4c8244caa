/** Erases a whole plan: everything that was written in it, and who was around it. A record without content stays. */
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { UpdateLog } from '../sync/update-log.ts'
import { deletePlan, findPlanToErase, isResponsible, listUnscrubbedPlans, noteErasedPlan, noteScrubbed } from './store.ts'

export type PlanErasure = { readonly planId: string; readonly reason: string; readonly by: readonly [string, string] }

/**
 * By two different accounts, each an administrator of the practice, or lead or administrator of the plan. Open devices lose their
 * rights within a second, and remove their copies. Throws `not-found`, `second-person`, `not-allowed`, and `bad-request` for a
 * reason that names the child.
 */
export async function erasePlan(deps: Deps, log: Pick<UpdateLog, 'scrub'>, { planId, reason, by }: PlanErasure): Promise<void> {
  const [one, other] = by
  if (one === other) throw new AppError('second-person')
  await deps.database.db.transaction().execute(async (trx) => {
    const plan = await findPlanToErase(trx, planId)
    if (plan === undefined) throw new AppError('not-found')
    for (const accountId of by) if (!(await isResponsible(trx, planId, accountId))) throw new AppError('not-allowed')
    // The reason stays for ever.
    if (reason.toLowerCase().includes(plan.childName.toLowerCase())) throw new AppError('bad-request')
    await noteErasedPlan(trx, { planId, practiceId: plan.practiceId, reason, by, at: deps.now().toISOString() })
    await deletePlan(trx, planId)
  })
  await scrubErasedPlans(deps, log)
}

/** Overwrites what is left in the database's files of plans that were erased: at once, or at the next start. */
export async function scrubErasedPlans({ database, now }: Pick<Deps, 'database' | 'now'>, log: Pick<UpdateLog, 'scrub'>): Promise<void> {
  const planIds = await listUnscrubbedPlans(database.db)
  if (planIds.length === 0) return
  await log.scrub()
  await noteScrubbed(database.db, planIds, now().toISOString())
}
