import { Type } from 'typebox'
import { MemberChange, MemberList, NewConsent } from '#shared/care-team/api.ts'
import { planGrantOf } from '../access/route-guard.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import { requireSharableVersion } from '../versions/shared-version.ts'
import { changeRole } from './change-role.ts'
import { giveConsent, withdrawConsent } from './consent.ts'
import { removeMember } from './remove-member.ts'
import { listSeenMembers } from './seen-members.ts'
import { listConsents } from './store.ts'

const MemberParams = Type.Object({ id: Type.String(), memberId: Type.String() })
const NoContent = Type.Null()

/** The people around a plan. */
export function addCareTeamRoutes(app: App, deps: Deps): void {
  app.get(
    '/api/plans/:id/members',
    { config: { access: 'members.list' }, schema: { response: { 200: MemberList } } },
    async (request) => {
      const { memberId, planId, abilities } = planGrantOf(request)
      const visible = await listSeenMembers(deps.database.db, planGrantOf(request))
      const consents = new Map((await listConsents(deps.database.db, planId)).map((consent) => [consent.memberId, consent]))
      const seenConsent = (id: string) => (abilities.includes('plan.edit') || id === memberId ? (consents.get(id) ?? null) : null)
      return {
        members: visible
          .filter((member) => member.removedAt === null)
          .map(({ id, name, role: memberRole, since }) => ({
            id, name, role: memberRole, since, isYou: id === memberId, consent: seenConsent(id),
          })),
        former: visible.filter((member) => member.removedAt !== null).map(({ id, name, role: memberRole }) => ({ id, name, role: memberRole })),
      }
    },
  )

  app.patch(
    '/api/plans/:id/members/:memberId',
    { config: { access: 'members.change' }, schema: { params: MemberParams, body: MemberChange, response: { 204: NoContent } } },
    async (request, reply) => {
      await changeRole(deps, planGrantOf(request), request.params.memberId, request.body.role)
      return reply.code(204).send(null)
    },
  )

  app.delete(
    '/api/plans/:id/members/:memberId',
    // Which members may be removed depends on their role: `removeMember` asks the table again.
    {
      config: { access: ['members.remove-any', 'members.remove-carers'] },
      schema: { params: MemberParams, response: { 204: NoContent } },
    },
    async (request, reply) => {
      await removeMember(deps, planGrantOf(request), request.params.memberId)
      return reply.code(204).send(null)
    },
  )

  const consenting = { config: { access: 'members.consent' as const }, schema: { params: MemberParams, response: { 204: NoContent } } }
  const consent = '/api/plans/:id/members/:memberId/consent'
  app.post(consent, { ...consenting, schema: { ...consenting.schema, body: NewConsent } }, async (request, reply) => {
    const { versionId } = request.body
    if (versionId !== undefined) await requireSharableVersion({ db: deps.database.db }, planGrantOf(request), versionId)
    await giveConsent(deps.database.db, planGrantOf(request), request.params.memberId, request.body, deps.now().toISOString())
    return reply.code(204).send(null)
  })
  app.delete(consent, consenting, async (request, reply) => {
    await withdrawConsent(deps.database.db, planGrantOf(request), request.params.memberId)
    return reply.code(204).send(null)
  })
}
