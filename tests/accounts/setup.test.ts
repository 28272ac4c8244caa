import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, openTestApp, testPassword, type TestApp } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('setting up a new server on %s', (kind) => {
  let server: TestApp
  beforeEach(async () => {
    server = await openTestApp(kind)
  })
  afterEach(() => server.close())

  const request = (token: string, email = 'hana@example.org') => ({
    token, practiceName: 'Juniper Lane', name: 'Hana', email, password: testPassword,
  })
  const isOpen = async () => (await server.ask(null, 'GET', '/api/setup')).json<{ open: boolean }>().open

  test('whoever holds the link makes the practice, is signed in, and may make plans', async () => {
    expect(await isOpen()).toBe(true)
    const done = await server.ask(null, 'POST', '/api/setup', request(server.deps.setup.token))
    expect(done.statusCode).toBe(201)
    const { practiceId, accountId } = done.json<{ practiceId: string; accountId: string }>()
    const hana = { accountId, email: 'hana@example.org', cookie: String(done.headers['set-cookie']).split(';')[0] ?? '' }
    const me = await server.ask(hana, 'GET', '/api/me')
    expect(me.json()).toMatchObject({ practices: [{ id: practiceId, name: 'Juniper Lane', roles: ['admin', 'clinician'] }] })
    expect((await server.ask(hana, 'POST', '/api/plans', { practiceId, childName: 'Mika' })).statusCode).toBe(201)
    expect(await isOpen()).toBe(false)
  })

  test('a wrong token makes nothing', async () => {
    expect(codeOf(await server.ask(null, 'POST', '/api/setup', request('guess')))).toBe('403 not-allowed')
    expect(await isOpen()).toBe(true)
  })

  test('the link works once, also when two people open it at the same moment', async () => {
    const { token } = server.deps.setup
    const answers = await Promise.all(['a@example.org', 'b@example.org'].map((email) => server.ask(null, 'POST', '/api/setup', request(token, email))))
    expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([201, 409])
    expect(codeOf(await server.ask(null, 'POST', '/api/setup', request(token)))).toBe('409 already-set-up')
  })
})
