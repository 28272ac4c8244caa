import { Type } from 'typebox'
import { ConfirmedErasure, CreatedErasure, ErasureList, NewErasure } from '#shared/version/erasure.ts'
import { planGrantOf } from '../../access/route-guard.ts'
import type { App } from '../../http/app-type.ts'
import type { VersionDeps } from '../take-version.ts'
import type { Erasures } from './carry-out.ts'
import { askToErase, confirmErasure, listErasures, withdrawErasure } from './orders.ts'

const ErasureParams = Type.Object({ id: Type.String(), eid: Type.String() })

/** Erasing for good, by two people. */
export function addErasureRoutes(app: App, deps: VersionDeps, erasures: Erasures): void {
  app.post(
    '/api/plans/:id/erasures',
    { config: { access: 'erase.request' }, schema: { body: NewErasure, response: { 201: CreatedErasure } } },
    async (request, reply) => reply.code(201).send(await askToErase(deps, planGrantOf(request), request.body)),
  )

  app.get(
    '/api/plans/:id/erasures',
    { config: { access: ['history.read', 'erase.request', 'erase.confirm'] }, schema: { response: { 200: ErasureList } } },
    (request) => listErasures(deps, planGrantOf(request)),
  )

  app.post(
    '/api/plans/:id/erasures/:eid/confirm',
    { config: { access: 'erase.confirm' }, schema: { params: ErasureParams, response: { 200: ConfirmedErasure } } },
    async (request) => {
      const { eid } = request.params
      await confirmErasure(deps, planGrantOf(request), eid)
      await erasures.look()
      const order = (await listErasures(deps, planGrantOf(request))).erasures.find(({ id }) => id === eid)
      return { state: order?.state ?? ('confirmed' as const) }
    },
  )

  app.delete(
    '/api/plans/:id/erasures/:eid',
    {
      config: { access: ['erase.request', 'erase.confirm'] },
      schema: { params: ErasureParams, response: { 204: Type.Null() } },
    },
    async (request, reply) => {
      await withdrawErasure(deps, planGrantOf(request), request.params.eid)
      return reply.code(204).send(null)
    },
  )
}
