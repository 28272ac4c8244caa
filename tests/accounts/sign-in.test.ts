import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { disableAccount } from '../../server/accounts/disable-account.ts'
import { codeOf, openTestApp, testOrigin, testPassword, type TestApp } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('signing in on %s', (kind) => {
  let server: TestApp
  beforeEach(async () => {
    server = await openTestApp(kind)
  })
  afterEach(() => server.close())

  const signIn = (email: string, password: string) => server.ask(null, 'POST', '/api/auth/sign-in/email', { email, password })
  const cookieOf = (response: { headers: Record<string, unknown> }) => String(response.headers['set-cookie']).split(';')[0] ?? ''

  test('a person signs in, is known, signs out, and is not known any more', async () => {
    const { email, accountId } = await server.person('Maeve Orr')
    const signedIn = await signIn(email.toUpperCase(), testPassword)
    expect(signedIn.json()).toEqual({ account: { id: accountId, name: 'Maeve Orr', email } })
    expect(signedIn.headers['set-cookie']).toMatch(/^samepage\.session_token=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(signedIn.body).not.toContain('token')

    const me = { accountId, email, cookie: cookieOf(signedIn) }
    expect((await server.ask(me, 'GET', '/api/me')).json()).toMatchObject({ account: { id: accountId }, memberships: [], practices: [] })

    const told: unknown[] = []
    server.deps.rights.listen((change) => told.push(change))
    const signedOut = await server.ask(me, 'POST', '/api/auth/sign-out')
    expect(signedOut.json()).toEqual({ signedOut: true })
    expect(String(signedOut.headers['set-cookie'])).toContain('Max-Age=0')
    expect(told).toEqual([{ kind: 'session', accountId, sessionId: expect.any(String) }])
    expect(codeOf(await server.ask(me, 'GET', '/api/me'))).toBe('401 signed-out')
  })

  test('a wrong password, an unknown address and a disabled account answer alike', async () => {
    const { email } = await server.person('Maeve Orr')
    const disabled = await server.person('Gone Person')
    await disableAccount(server.deps, disabled.email)
    const answers = [
      await signIn(email, 'not the password'),
      await signIn('nobody@example.org', testPassword),
      await signIn(disabled.email, testPassword),
    ]
    for (const answer of answers) {
      expect(codeOf(answer)).toBe('401 wrong-sign-in')
      expect(answer.headers['set-cookie']).toBeUndefined()
      expect(answer.body).toBe(answers[0]?.body)
    }
  })

  test('disabling an account ends the sessions it has, and says so', async () => {
    const plan = await server.plan()
    const guardian = await server.member(plan.planId, 'guardian')
    const told: unknown[] = []
    server.deps.rights.listen((change) => told.push(change))
    await disableAccount(server.deps, guardian.email)
    expect(codeOf(await server.ask(guardian, 'GET', '/api/me'))).toBe('401 signed-out')
    expect(told).toEqual([
      { kind: 'session', accountId: guardian.accountId, sessionId: null },
      { kind: 'member', planId: plan.planId, memberId: guardian.memberId },
    ])
    const { epoch } = await server.deps.database.db.selectFrom('member').select('epoch').where('id', '=', guardian.memberId).executeTakeFirstOrThrow()
    expect(epoch).toBe(2)
  })
})

describe('signing in', () => {
  let server: TestApp
  beforeEach(async () => {
    server = await openTestApp()
  })
  afterEach(() => server.close())

  const signIn = (email: string, password: string) => server.ask(null, 'POST', '/api/auth/sign-in/email', { email, password })

  test('guessing one person\'s password is stopped after ten tries, and goes on a minute later', async () => {
    const { email } = await server.person('Maeve Orr')
    const tries = await Promise.all(Array.from({ length: 12 }, () => signIn(email, 'not the password')))
    expect(tries.map(codeOf).toSorted()).toEqual([...Array(10).fill('401 wrong-sign-in'), ...Array(2).fill('429 too-many-requests')])
    expect(codeOf(await signIn(email, testPassword))).toBe('429 too-many-requests')
    server.travel(61_000)
    expect((await signIn(email, testPassword)).statusCode).toBe(200)
  })

  test('signing in rightly, however often, is never stopped', async () => {
    const { email } = await server.person('Maeve Orr')
    for (let i = 0; i < 12; i += 1) expect((await signIn(email, testPassword)).statusCode).toBe(200)
  })

  test('the sign-in library has no other door: nothing else under /api/auth exists', async () => {
    const paths = ['sign-up/email', 'update-user', 'change-password', 'delete-user', 'start-session', 'sign-in/social', 'list-sessions']
    for (const path of paths) {
      expect(codeOf(await server.ask(null, 'POST', `/api/auth/${path}`, {})), path).toBe('404 not-found')
    }
    expect(codeOf(await server.ask(null, 'GET', '/api/auth/get-session'))).toBe('404 not-found')
  })

  test('a sign-in from another site is refused', async () => {
    const { email } = await server.person('Maeve Orr')
    const response = await server.app.inject({
      method: 'POST', url: '/api/auth/sign-in/email', headers: { origin: 'https://evil.example' }, payload: { email, password: testPassword },
    })
    expect(codeOf(response)).toBe('403 wrong-origin')
    expect(response.headers['set-cookie']).toBeUndefined()
  })

  test('on https the cookie is for https alone', async () => {
    const { openSignInLibrary } = await import('../../server/accounts/sign-in-library.ts')
    const { accountId } = await server.person('Maeve Orr')
    const library = openSignInLibrary({ database: server.deps.database, publicUrl: 'https://plans.example.org', secret: Buffer.alloc(32, 7) })
    const { headers } = await library.api.startSession({ body: { accountId }, returnHeaders: true })
    expect(headers.getSetCookie()[0]).toMatch(/^__Secure-samepage\.session_token=.*; Secure/)
  })

  test('the log knows that somebody tried, and neither who nor with what', async () => {
    const { email } = await server.person('Maeve Orr')
    await signIn(email, 'a secret that failed')
    const person = await server.person('Colin')
    await server.ask(person, 'GET', '/api/me')
    await server.ask(null, 'GET', '/api/invites/ABCD-EFGHJ-KMNP')
    const log = server.logLines.join('\n')
    expect(log).toContain('wrong-sign-in')
    expect(log).toContain('/api/invites/:code')
    for (const secret of [email, 'a secret that failed', person.cookie, 'ABCD-EFGHJ', 'Maeve']) expect(log).not.toContain(secret)
  })
})

test('an origin that is not exactly ours is another site', async () => {
  const server = await openTestApp()
  const person = await server.person('Maeve')
  for (const origin of ['null', `${testOrigin}/`, `${testOrigin}.evil.example`, 'http://localhost:3001', 'https://localhost:3000', '']) {
    const response = await server.app.inject({ method: 'POST', url: '/api/auth/sign-out', headers: { origin, cookie: person.cookie } })
    expect(codeOf(response), origin).toBe('403 wrong-origin')
  }
  expect((await server.ask(person, 'GET', '/api/me')).statusCode).toBe(200)
  await server.close()
})
