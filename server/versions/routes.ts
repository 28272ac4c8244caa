import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import {
  Agreed, ArrivalList, AuthorsQuery, CreatedVersion, EntryHistory, EntryQuery, NewAgreement, NewLook, NewVersion, Restored, RestoreQuery, RestoreRequest, Seen, SeenList, SinceList,
  TextAuthors, VersionContent, VersionList,
} from '#shared/version/api.ts'
import { StatusTimes } from '#shared/progress/api.ts'
import { ChangeList, ChangesQuery } from '#shared/version/changes.ts'
import { planGrantOf } from '../access/route-guard.ts'
import type { Deps } from '../deps.ts'
import type { App } from '../http/app-type.ts'
import type { LiveEditing } from '../sync/live-editing.ts'
import { agree, listAgreements } from './agreement.ts'
import { authorsOfText } from './authors-of-text.ts'
import { compare } from './compare.ts'
import { listArrivals, readEntryHistory } from './entry-history.ts'
import { listVersions, readVersion } from './read-version.ts'
import type { Erasures } from './erasure/carry-out.ts'
import { addErasureRoutes } from './erasure/routes.ts'
import type { Histories } from './part-history.ts'
import { previewRestore, restore, type RestoreDeps } from './restore.ts'
import { listSeen } from './seen.ts'
import { changesSince, noteLook } from './since.ts'
import { listStatusTimes } from './status-times.ts'
import { takeVersion } from './take-version.ts'

const VersionParams = Type.Object({ id: Type.String(), vid: Type.String() })

/** A request that says nothing more than its address may come without a body. */
const allowNoBody = async (request: FastifyRequest): Promise<void> => {
  request.body ??= {}
}

/** The history of a plan. */
export function addVersionRoutes(app: App, { database, now, newId }: Deps, { log, report, rooms }: LiveEditing, histories: Histories, erasures: Erasures): void {
  const deps: RestoreDeps = { db: database.db, database, now, newId, histories, log, report, rooms }

  addErasureRoutes(app, deps, erasures)

  const list = { config: { access: 'history.read' as const }, schema: { response: { 200: VersionList } } }
  app.get('/api/plans/:id/versions', list, async (request) => {
    const versions = await listVersions(deps, planGrantOf(request))
    const agreements = await listAgreements(deps, planGrantOf(request))
    return {
      versions: versions.map(({ id, kind, label, at, memberId, restoredId }) => ({
        id, kind, label, at, by: memberId, restoredId, agreements: agreements.get(id) ?? [],
      })),
    }
  })

  app.post(
    '/api/plans/:id/versions',
    { config: { access: 'history.name' }, schema: { body: NewVersion, response: { 201: CreatedVersion } } },
    async (request, reply) => {
      const { planId, memberId } = planGrantOf(request)
      const { label, kind = 'named', ...sent } = request.body
      const id = await takeVersion(deps, { planId, kind, label: label.trim(), memberId, ...sent })
      return reply.code(201).send({ id })
    },
  )

  app.get(
    '/api/plans/:id/versions/:vid',
    { config: { access: 'history.read' }, schema: { params: VersionParams, response: { 200: VersionContent } } },
    (request) => readVersion(deps, planGrantOf(request), request.params.vid),
  )

  app.get(
    '/api/plans/:id/changes',
    { config: { access: 'history.read' }, schema: { querystring: ChangesQuery, response: { 200: ChangeList } } },
    (request) => compare(deps, planGrantOf(request), request.query.from, request.query.to ?? 'now'),
  )

  app.get(
    '/api/plans/:id/authors',
    { config: { access: 'history.read' }, schema: { querystring: AuthorsQuery, response: { 200: TextAuthors } } },
    (request) => authorsOfText(deps, planGrantOf(request), request.query),
  )

  const restoring = { params: VersionParams, body: RestoreRequest, querystring: RestoreQuery, response: { 200: Restored } }
  const restoreRoute = { config: { access: 'history.restore' as const }, preValidation: allowNoBody, schema: restoring }
  app.post('/api/plans/:id/versions/:vid/restore', restoreRoute, (request) => {
    const { reason, requestId, ...choice } = request.body
    const { vid } = request.params
    if (request.query.preview === 'true') return previewRestore(deps, planGrantOf(request), vid, choice)
    return restore(deps, planGrantOf(request), vid, choice, { reason: reason?.trim(), requestId })
  })

  app.post(
    '/api/plans/:id/versions/:vid/agree',
    {
      config: { access: 'plan.agree' },
      preValidation: allowNoBody,
      schema: { params: VersionParams, body: NewAgreement, response: { 200: Agreed } },
    },
    async (request) => ({ hash: await agree(deps, planGrantOf(request), request.params.vid, { dissent: request.body.dissent?.trim() }) }),
  )

  app.get('/api/plans/:id/since', { config: { access: 'history.read' }, schema: { response: { 200: SinceList } } }, (request) =>
    changesSince(deps, planGrantOf(request)))

  app.get('/api/plans/:id/status-times', { config: { access: 'history.read' }, schema: { response: { 200: StatusTimes } } }, (request) =>
    listStatusTimes(deps, planGrantOf(request)))

  // Looking is not reading history: carers look as well.
  const looking = { access: 'plan.content' as const }
  app.get('/api/plans/:id/seen', { config: looking, schema: { response: { 200: SeenList } } }, (request) =>
    listSeen(deps, planGrantOf(request)))

  app.get('/api/plans/:id/arrivals', { config: looking, schema: { response: { 200: ArrivalList } } }, (request) =>
    listArrivals(deps, planGrantOf(request)))

  // Authors read what they wrote before they changed it, whatever else they may read of history.
  app.get(
    '/api/plans/:id/entry-history',
    { config: { access: ['history.read', 'journal.write'] }, schema: { querystring: EntryQuery, response: { 200: EntryHistory } } },
    (request) => readEntryHistory(deps, planGrantOf(request), request.query.part, request.query.entry),
  )

  const look = { config: looking, preValidation: allowNoBody, schema: { body: NewLook, response: { 200: Seen } } }
  app.post('/api/plans/:id/seen', look, async (request) => ({ at: await noteLook(deps, planGrantOf(request), request.body.upTo) }))
}
