import Fastify from 'fastify'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { guardRoutes, planGrantOf } from '../../server/access/route-guard.ts'
import { handleErrors } from '../../server/http/error-handler.ts'
import type { App } from '../../server/http/app-type.ts'
import { codeOf, openTestApp, type TestApp } from '../support/app.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

const guarded = (): App => {
  const app: App = Fastify().withTypeProvider<TypeBoxTypeProvider>()
  handleErrors(app)
  guardRoutes(app, server.deps)
  return app
}

test('[access] a route that does not say who may use it stops the server from starting', () => {
  expect(() => guarded().get('/secrets', () => 'open')).toThrow('GET /secrets does not say who may use it')
})

test('[access] every route of the server says who may use it', () => {
  expect(server.app.printRoutes()).toContain('api/')
  // Building the app in `openTestApp` would have thrown otherwise.
})

describe('[access] the check comes before everything else', () => {
  test('signed out is 401, a stranger is 404, a member without the ability is 403', async () => {
    const app = guarded()
    app.get('/plans/:id', { config: { access: 'members.change' } }, (request) => planGrantOf(request).role)
    const plan = await server.plan()
    const stranger = await server.person('Otto Stranger')
    const guardian = await server.member(plan.planId, 'guardian')
    const get = (cookie: string) => app.inject({ url: `/plans/${plan.planId}`, headers: { cookie } })
    expect(codeOf(await get(''))).toBe('401 signed-out')
    expect(codeOf(await get(stranger.cookie))).toBe('404 not-found')
    expect(codeOf(await get(guardian.cookie))).toBe('403 not-allowed')
    expect((await get(plan.lead.cookie)).body).toBe('lead')
    await app.close()
  })

  test('a stranger does not learn whether their body was well formed', async () => {
    const plan = await server.plan()
    const stranger = await server.person('Otto Stranger')
    const response = await server.ask(stranger, 'POST', `/api/plans/${plan.planId}/invites`, { nonsense: true })
    expect(codeOf(response)).toBe('404 not-found')
  })

  test('HEAD is guarded as GET is', async () => {
    const response = await server.app.inject({ method: 'HEAD', url: '/api/me' })
    expect(response.statusCode).toBe(401)
  })
})

test('[access] a session cookie that was tampered with is no session', async () => {
  const person = await server.person('Maeve')
  expect((await server.ask(person, 'GET', '/api/me')).statusCode).toBe(200)
  for (const cookie of [person.cookie.slice(0, -4), person.cookie.replace('session_token=', 'session_token=x'), 'samepage.session_token=']) {
    expect(codeOf(await server.ask({ ...person, cookie }, 'GET', '/api/me')), cookie).toBe('401 signed-out')
  }
})
