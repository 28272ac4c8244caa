import { randomBytes } from 'node:crypto'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { hashCode, newCode } from '../../server/invites/code.ts'
import { codeOf, openTestApp, testOrigin, testPassword, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

const dayMs = 24 * 60 * 60 * 1000
const maeve = { name: 'Maeve Orr', email: 'maeve@example.org', password: testPassword }

describe.each(await testableKinds())('invitations on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan('Mateo')
  })
  afterEach(() => server.close())

  const invite = async (role = 'guardian', who: TestPerson = plan.lead) =>
    (await server.ask(who, 'POST', `/api/plans/${plan.planId}/invites`, { role })).json<{ code: string; url: string; expiresAt: string }>()
  const inviteFor = async (email: string) =>
    (await server.ask(plan.lead, 'POST', `/api/plans/${plan.planId}/invites`, { role: 'guardian', email })).json<{ code: string }>()
  const accept = (code: string, body: object = {}, who: TestPerson | null = null) =>
    server.ask(who, 'POST', `/api/invites/${encodeURIComponent(code)}/accept`, body)
  const look = (code: string) => server.ask(null, 'GET', `/api/invites/${encodeURIComponent(code)}`)

  test('a parent joins: the page shows who invites and to what, never the child; then they are in, signed in', async () => {
    const { code, url, expiresAt } = await invite()
    expect(url).toBe(`${testOrigin}/join/${code}`)
    const page = await look(code)
    expect(page.json()).toEqual({ practiceName: 'Harbour Practice', invitedBy: 'Hana Lead', role: 'guardian', expiresAt })
    expect(page.body).not.toContain('Mateo')

    const joined = await accept(code, maeve)
    expect(joined.statusCode).toBe(200)
    const { planId, memberId } = joined.json<{ planId: string; memberId: string }>()
    expect(planId).toBe(plan.planId)
    const me = { accountId: '', email: maeve.email, cookie: String(joined.headers['set-cookie']).split(';')[0] ?? '' }
    expect((await server.ask(me, 'GET', '/api/me')).json()).toMatchObject({
      account: { name: 'Maeve Orr', email: 'maeve@example.org' },
      memberships: [{ planId, memberId, role: 'guardian', childName: 'Mateo' }],
    })
    const again = await server.ask(null, 'POST', '/api/auth/sign-in/email', { email: maeve.email, password: maeve.password })
    expect(again.statusCode).toBe(200)
  })

  test('a person with an account joins a second child\'s plan with it', async () => {
    const carmen = await server.person('Carmen')
    const { code } = await invite('caregiver')
    expect((await accept(code, {}, carmen)).statusCode).toBe(200)
    expect((await server.ask(carmen, 'GET', '/api/plans')).json()).toMatchObject({ plans: [{ id: plan.planId, role: 'caregiver' }] })
  })

  test('a code is read aloud and typed: case, spaces, dashes and look-alikes do not matter', async () => {
    const { code } = await invite()
    for (const typed of [code.toLowerCase(), code.replaceAll('-', ''), code.replaceAll('-', ' '), code.replaceAll('0', 'o').replaceAll('1', 'l')]) {
      expect((await look(typed)).statusCode, typed).toBe(200)
    }
  })

  test('a code lets one person in, also when two try at the same moment', async () => {
    const { code } = await invite('caregiver')
    const people = await Promise.all(['Ana', 'Ben', 'Cleo'].map((name) => server.person(name)))
    const answers = await Promise.all(people.map((person) => accept(code, {}, person)))
    expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 410, 410])
    expect(codeOf(await look(code))).toBe('410 invite-used')
    const members = await server.deps.database.db.selectFrom('member').select('id').where('plan_id', '=', plan.planId).execute()
    expect(members).toHaveLength(2)
  })

  test('one account that accepts several invitations at the same moment joins once, and the others stay open', async () => {
    const ana = await server.person('Ana')
    const codes = await Promise.all(['caregiver', 'guardian', 'viewer', 'teacher'].map(async (role) => (await invite(role)).code))
    const answers = await Promise.all(codes.map((code) => accept(code, {}, ana)))
    expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 409, 409, 409])
    expect(answers.filter((answer) => answer.statusCode === 409).map(codeOf)).toEqual(Array(3).fill('409 already-member'))
    const looks = await Promise.all(codes.map(look))
    expect(looks.map((answer) => answer.statusCode).toSorted()).toEqual([200, 200, 200, 410])
  })

  test('one address that makes an account with two invitations at the same moment makes one', async () => {
    const codes = [(await invite()).code, (await invite()).code]
    const answers = await Promise.all(codes.map((code) => accept(code, maeve)))
    expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([200, 409])
    expect(answers.filter((answer) => answer.statusCode === 409).map(codeOf)).toEqual(['409 account-exists'])
  })

  test('an invitation for one address lets nobody else in, with or without an account, and does not show the address', async () => {
    const { code } = await inviteFor('Maeve@Example.org')
    const otto = await server.person('Otto')
    expect((await look(code)).body).not.toMatch(/maeve|example/i)
    for (const answer of [await accept(code, {}, otto), await accept(code, { ...maeve, email: 'otto@example.org' })]) {
      expect(codeOf(answer)).toBe('403 invite-for-someone-else')
      expect(answer.body).not.toMatch(/maeve@/i)
    }
    expect((await accept(code, { ...maeve, email: 'MAEVE@example.ORG' })).statusCode).toBe(200)
  })

  test('an invitation for the address of an account is accepted with it', async () => {
    const carmen = await server.person('Carmen')
    const { code } = await inviteFor(carmen.email.toUpperCase())
    expect((await accept(code, {}, carmen)).statusCode).toBe(200)
  })

  test('unknown, used and run-out codes say which they are', async () => {
    expect(codeOf(await look('0000-00000-0000'))).toBe('404 invite-not-found')
    const { code } = await invite()
    server.travel(7 * dayMs - 60_000)
    expect((await look(code)).statusCode).toBe(200)
    server.travel(60_000)
    expect(codeOf(await look(code))).toBe('410 invite-expired')
    expect(codeOf(await accept(code, maeve))).toBe('410 invite-expired')
  })

  test('an attempt that fails leaves the code as it was', async () => {
    const { email } = await server.person('Maeve Orr')
    const { code } = await invite()
    expect(codeOf(await accept(code, { ...maeve, email }))).toBe('409 account-exists')
    expect(codeOf(await accept(code, {}))).toBe('401 signed-out')
    expect(codeOf(await accept(code, {}, plan.lead))).toBe('409 already-member')
    expect(codeOf(await accept(code, { ...maeve, password: 'too short' }))).toBe('400 bad-request')
    const partial = await accept(code, { name: 'Maeve' })
    expect(partial.json()).toMatchObject({ code: 'bad-request', fields: [{ path: 'body/email' }, { path: 'body/password' }] })
    expect((await accept(code, maeve)).statusCode).toBe(200)
  })

  test('an invitation dies with the right to send it', async () => {
    const guardian = await server.member(plan.planId, 'guardian')
    const { code } = await invite('caregiver', guardian)
    expect((await look(code)).statusCode).toBe(200)
    await server.ask(plan.lead, 'DELETE', `/api/plans/${plan.planId}/members/${guardian.memberId}`)
    expect(codeOf(await look(code))).toBe('404 invite-not-found')
  })

  test('who comes back has their old place, and what they wrote with it', async () => {
    const sam = await server.member(plan.planId, 'caregiver')
    await server.ask(plan.lead, 'DELETE', `/api/plans/${plan.planId}/members/${sam.memberId}`)
    const { code } = await invite('guardian')
    expect((await accept(code, {}, sam)).json()).toEqual({ planId: plan.planId, memberId: sam.memberId })
  })

  test('[access 5] a limit on a guardian is not lifted by leaving and being invited again', async () => {
    const colin = await server.member(plan.planId, 'limited')
    await server.ask(plan.lead, 'DELETE', `/api/plans/${plan.planId}/members/${colin.memberId}`)
    const { code } = await invite('guardian')
    expect(codeOf(await accept(code, {}, colin))).toBe('403 not-allowed')
  })

  test('a guardian invites a grandmother and no therapist; a therapist invites nobody', async () => {
    const guardian = await server.member(plan.planId, 'guardian')
    const therapist = await server.member(plan.planId, 'therapist')
    const send = (who: TestPerson, role: string) => server.ask(who, 'POST', `/api/plans/${plan.planId}/invites`, { role })
    expect((await send(guardian, 'caregiver')).statusCode).toBe(201)
    expect(codeOf(await send(guardian, 'therapist'))).toBe('403 not-allowed')
    expect(codeOf(await send(therapist, 'caregiver'))).toBe('403 not-allowed')
    expect(codeOf(await send(plan.lead, 'limited'))).toBe('400 bad-request')
  })

  test('the code itself is kept nowhere', async () => {
    const { code } = await invite()
    const rows = await server.deps.database.db.selectFrom('invite').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(code)
    expect(rows[0]?.code_hash).toBe(hashCode(code))
  })
})

test('trying codes is stopped after thirty, and looking at a good one never is', async () => {
  const server = await openTestApp()
  const plan = await server.plan()
  const { code } = (await server.ask(plan.lead, 'POST', `/api/plans/${plan.planId}/invites`, { role: 'guardian' })).json<{ code: string }>()
  for (let i = 0; i < 40; i += 1) expect((await server.ask(null, 'GET', `/api/invites/${code}`)).statusCode).toBe(200)
  const codes = []
  for (let i = 0; i < 31; i += 1) codes.push(codeOf(await server.ask(null, 'GET', `/api/invites/${newCode(randomBytes)}`)))
  expect(codes.slice(0, 30).every((answer) => answer === '404 invite-not-found')).toBe(true)
  expect(codes[30]).toBe('429 too-many-requests')
  await server.close()
})

test('codes have 13 characters in groups and use no letter twice as likely as another', () => {
  expect(newCode(randomBytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{5}-[0-9A-HJKMNP-TV-Z]{4}$/)
  const everyByte = (start: number) => newCode(() => Buffer.from(Array.from({ length: 13 }, (_, i) => start + i)))
  expect(everyByte(0)).toBe('0123-45678-9ABC')
  expect(everyByte(32)).toBe(everyByte(0))
})
