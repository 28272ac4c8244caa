import { SetupDone, SetupRequest, SetupState } from '#shared/accounts/api.ts'
import { startSession } from '../accounts/session.ts'
import type { Deps } from '../deps.ts'
import { limitKey } from '../http/address.ts'
import type { App } from '../http/app-type.ts'
import { AttemptLimit } from '../http/attempt-limit.ts'
import { setUp } from './setup.ts'

/** Setting up a new server. */
export function addPracticeRoutes(app: App, deps: Deps): void {
  const attempts = new AttemptLimit({ max: 20, windowMs: 60_000, now: deps.now })

  app.get('/api/setup', { config: { access: 'public' }, schema: { response: { 200: SetupState } } }, async () => ({
    open: await deps.setup.isOpen(),
  }))

  app.post(
    '/api/setup',
    { config: { access: 'public' }, schema: { body: SetupRequest, response: { 201: SetupDone } } },
    async (request, reply) => {
      attempts.take(limitKey(request))
      const done = await setUp(deps, request.body)
      await startSession(deps.signIn, done.accountId, reply)
      return reply.code(201).send(done)
    },
  )
}
