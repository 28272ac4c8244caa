/** The server, put together by name and in order. It opens no port, so that tests can inject requests. */
import rateLimit from '@fastify/rate-limit'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import websocket from '@fastify/websocket'
import Fastify from 'fastify'
import { limits } from '#shared/protocol/limits.ts'
import { guardRoutes } from './access/route-guard.ts'
import { addAccountRoutes } from './accounts/routes.ts'
import { addCareTeamRoutes } from './care-team/routes.ts'
import { addCaseloadRoutes } from './caseload/routes.ts'
import type { Deps } from './deps.ts'
import { addDeviceRoutes } from './devices/routes.ts'
import { AppError } from './errors.ts'
import type { App } from './http/app-type.ts'
import { limitKey } from './http/address.ts'
import { handleErrors, sendProblem, toAppError } from './http/error-handler.ts'
import { addHealthRoutes } from './http/health-routes.ts'
import { parseJsonOnly } from './http/json-body.ts'
import { logOptions } from './http/log.ts'
import { checkOrigin } from './http/origin.ts'
import { addSecurityHeaders } from './http/security-headers.ts'
import { serveClient } from './http/static-client.ts'
import { refuseUpgrades } from './http/upgrade.ts'
import { addInviteRoutes } from './invites/routes.ts'
import { Metrics } from './metrics/metrics.ts'
import { addMetricsRoute } from './metrics/routes.ts'
import { addPlanRoutes } from './plans/routes.ts'
import { addPracticeRoutes } from './practices/routes.ts'
import { addSyncRoutes } from './sync/gateway.ts'
import { openLiveEditing } from './sync/live-editing.ts'
import type { openUpdateLog } from './sync/update-log.ts'
import { AutomaticVersions } from './versions/automatic.ts'
import { Erasures } from './versions/erasure/carry-out.ts'
import { Histories } from './versions/part-history.ts'
import { addVersionRoutes } from './versions/routes.ts'
import { addVisitRoutes } from './visits/routes.ts'

const bodyBytes = 64 * 1024
/** Per address and minute: a household, a school or a test run behind one address stays far below. */
const requestsPerMinute = 1000

export type AppOptions = {
  /** Where log lines go; standard output if left out. */
  readonly logStream?: { write(line: string): void }
  /** Where updates are kept; the database's own log if left out. Tests put one here whose disk fails. */
  readonly openLog?: typeof openUpdateLog
  /** Adds routes that only some ways of starting have. */
  readonly extraRoutes?: (app: App, deps: Deps) => void
}

/** Builds the server. The caller listens or injects, and closes it. */
export async function buildApp(deps: Deps, { logStream, openLog, extraRoutes }: AppOptions = {}): Promise<App> {
  const app: App = Fastify({
    logger: logOptions(deps.config.logLevel, logStream),
    genReqId: deps.newId,
    bodyLimit: bodyBytes,
    trustProxy: deps.config.trustedProxies.length > 0 && [...deps.config.trustedProxies],
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    ajv: { customOptions: { removeAdditional: false, coerceTypes: false, useDefaults: false } },
    frameworkErrors: (error, request, reply) => void sendProblem(toAppError(error), error, request, reply),
  }).withTypeProvider<TypeBoxTypeProvider>()

  handleErrors(app)
  parseJsonOnly(app)
  await addSecurityHeaders(app, deps.config.publicUrl)
  checkOrigin(app, deps.config.publicUrl)
  await app.register(rateLimit, {
    max: requestsPerMinute,
    timeWindow: '1 minute',
    keyGenerator: limitKey,
    errorResponseBuilder: () => new AppError('too-many-requests'),
  })
  const metrics = new Metrics()
  const live = openLiveEditing({
    ...deps,
    measures: metrics.measures,
    report: (err, about) => app.log.error({ err, ...about }, 'live editing'),
    ...(openLog !== undefined && { openLog }),
  })
  metrics.watch(live)
  const histories = new Histories(live.log, live.channelDeps.clock)
  const erasures = new Erasures({ ...deps, ...live, histories, db: deps.database.db })
  const automatic = new AutomaticVersions({ ...deps, ...live, histories, db: deps.database.db })
  await app.register(websocket, {
    // Twice the limit, so that a frame over it is met by our own check and its close code; beyond that `ws` ends it.
    options: { maxPayload: 2 * limits.frameBytes, perMessageDeflate: false },
    // Before the HTTP server stops: every word received goes to disk, and every socket learns that it may come back.
    preClose: (done) => void automatic.close().then(() => erasures.close()).then(() => live.close()).then(() => done(), done),
  })
  refuseUpgrades(app)
  guardRoutes(app, deps)

  addHealthRoutes(app, deps)
  addAccountRoutes(app, deps)
  addPracticeRoutes(app, deps)
  addPlanRoutes(app, deps, live, histories)
  addVersionRoutes(app, deps, live, histories, erasures)
  addCaseloadRoutes(app, deps, live, histories)
  addVisitRoutes(app, deps, live, histories)
  app.addHook('onListen', (done) => {
    automatic.start(live.channelDeps.clock)
    erasures.start(live.channelDeps.clock)
    done()
  })
  addCareTeamRoutes(app, deps)
  addDeviceRoutes(app, deps)
  addInviteRoutes(app, deps)
  addSyncRoutes(app, deps.database, live)
  addMetricsRoute(app, deps.config.metricsToken, metrics)
  extraRoutes?.(app, deps)
  if (deps.clientDir !== null) await serveClient(app, deps.clientDir)
  return app
}
