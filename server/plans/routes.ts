import { CreatedPlan, NewPlan, PlanAccess, PlanContent, PlanList } from '#shared/plan/api.ts'
import { listParts } from '../access/authorize.ts'
import { listMemberships } from '../access/facts.ts'
import { accountOf, planGrantOf } from '../access/route-guard.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import type { LiveEditing } from '../sync/live-editing.ts'
import type { Histories } from '../versions/part-history.ts'
import { readSharedContent } from '../versions/shared-version.ts'
import { createPlan } from './create-plan.ts'

/** The plans of an account, and what it may do with one. */
export function addPlanRoutes(app: App, deps: Deps, { log, report }: Pick<LiveEditing, 'log' | 'report'>, histories: Histories): void {
  app.get('/api/plans', { config: { access: 'signed-in' }, schema: { response: { 200: PlanList } } }, async (request) => {
    const memberships = await listMemberships(deps.database.db, accountOf(request).id)
    return {
      plans: memberships.map(({ planId, childName, role, memberId, practiceName }) => ({
        id: planId, childName, role, memberId, practiceName,
      })),
    }
  })

  app.post(
    '/api/plans',
    { config: { access: { practice: 'clinician' } }, schema: { body: NewPlan, response: { 201: CreatedPlan } } },
    async (request, reply) => {
      const { planId } = await createPlan(deps, { ...request.body, leadAccountId: accountOf(request).id })
      return reply.code(201).send({ id: planId })
    },
  )

  app.get('/api/plans/:id', { config: { access: 'plan.read' }, schema: { response: { 200: PlanAccess } } }, async (request) => {
    const grant = planGrantOf(request)
    const { planId, childName, role, memberId, abilities } = grant
    return { id: planId, childName, role, memberId, abilities: [...abilities], parts: await listParts(deps.database, grant) }
  })

  const content = { config: { access: 'plan.content' as const }, schema: { response: { 200: PlanContent } } }
  app.get('/api/plans/:id/content', content, (request) =>
    readSharedContent({ ...deps, db: deps.database.db, histories, log, report }, planGrantOf(request)))
}
