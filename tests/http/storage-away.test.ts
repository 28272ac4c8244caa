import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { codeOf, openTestApp, testOrigin, type TestApp, type TestPlan } from '../support/app.ts'
import type { Cable } from '../support/cable.ts'
import { openDistantDatabase, stopTestPostgres, testableKinds } from '../support/database.ts'
import { listen } from '../support/device.ts'

afterAll(stopTestPostgres)

describe.runIf((await testableKinds()).includes('postgres'))('while PostgreSQL is away', () => {
  let server: TestApp
  let cable: Cable
  let plan: TestPlan
  beforeEach(async () => {
    const on = await openDistantDatabase(500)
    cable = on.cable
    server = await openTestApp('postgres', { on })
    plan = await server.plan()
  })
  afterEach(() => server.close())

  const upgrade = async (path: string) => {
    const socket = new WebSocket(`${await listen(server)}${path}`, { headers: { cookie: plan.lead.cookie, origin: testOrigin } })
    return new Promise<number>((resolve, reject) => {
      socket.on('unexpected-response', (_request, response) => {
        resolve(response.statusCode ?? 0)
        response.destroy()
      })
      socket.on('open', () => resolve(101))
      socket.on('error', reject)
    })
  }

  test.each(['cut', 'freeze'] as const)('every request is 503, try again, and the log says why (%s)', async (how) => {
    const paths = ['/api/me', '/api/plans', `/api/plans/${plan.planId}`, `/api/plans/${plan.planId}/content`, '/api/setup', '/readyz']
    cable[how]()
    for (const path of paths) {
      const answer = await server.ask(plan.lead, 'GET', path)
      expect(codeOf(answer), path).toBe('503 storage-unavailable')
      expect(answer.headers['retry-after']).toBe('5')
    }
    const signIn = await server.ask(null, 'POST', '/api/auth/sign-in/email', { email: plan.lead.email, password: 'a quiet blue bicycle' })
    expect(codeOf(signIn)).toBe('503 storage-unavailable')
    expect(codeOf(await server.ask(plan.lead, 'POST', '/api/auth/sign-out'))).toBe('503 storage-unavailable')
    expect(await upgrade(`/sync/${plan.planId}/plan`)).toBe(503)
    expect(server.logLines.join('\n')).not.toContain('"code":"internal"')
    expect((await server.app.inject('/healthz')).statusCode).toBe(200)
  })

  test('it goes on by itself when the database is back', async () => {
    cable.cut()
    expect(codeOf(await server.ask(plan.lead, 'GET', '/api/me'))).toBe('503 storage-unavailable')
    expect(codeOf(await server.ask(null, 'GET', '/readyz'))).toBe('503 storage-unavailable')
    cable.mend()
    expect((await server.ask(plan.lead, 'GET', '/api/me')).statusCode).toBe(200)
    server.travel(5000)
    expect((await server.ask(null, 'GET', '/readyz')).statusCode).toBe(200)
  })
})

test('a database that cannot be written is not ready, and is tried at most every five seconds', async () => {
  const server = await openTestApp()
  const { database } = server.deps
  if (database.kind !== 'sqlite') throw new Error('this is about SQLite')
  const ready = async () => (await server.app.inject('/readyz')).statusCode
  expect(await ready()).toBe(200)
  database.sqlite.pragma('query_only = on')
  expect(await ready()).toBe(200)
  server.travel(5000)
  expect(await ready()).toBe(503)
  database.sqlite.pragma('query_only = off')
  server.travel(5000)
  expect(await ready()).toBe(200)
  await server.close()
})
