import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PracticeRole } from '#shared/access.ts'
import type { CreatedInvite } from '#shared/care-team/api.ts'
import type { Me } from '#shared/accounts/api.ts'
import type { PracticeView, StaffInvitePreview } from '#shared/practice/api.ts'
import { createPlan } from '../../server/plans/create-plan.ts'
import { codeOf, openTestApp, strangeId, testPassword, type TestApp, type TestPerson } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('the staff of a practice, on %s', (kind) => {
  let server: TestApp
  let practiceId: string
  let ada: TestPerson
  let hana: TestPerson
  beforeEach(async () => {
    server = await openTestApp(kind)
    practiceId = await server.practice('Harbour Practice')
    ada = await server.person('Ada Admin')
    hana = await server.person('Hana Lead')
    await server.joinPractice(ada, practiceId, 'admin')
    await server.joinPractice(hana, practiceId, 'clinician')
  })
  afterEach(() => server.close())

  const url = (path = '') => `/api/practices/${practiceId}${path}`
  const read = (who: TestPerson) => server.ask(who, 'GET', url())
  const people = async (who: TestPerson) => (await read(who)).json<PracticeView>().people
  const change = (who: TestPerson, person: { accountId: string }, roles: readonly string[]) => server.ask(who, 'PATCH', url(`/people/${person.accountId}`), { roles })
  const invite = async (who: TestPerson, role: PracticeRole = 'clinician') => (await server.ask(who, 'POST', url('/invites'), { role })).json<CreatedInvite>()
  const accept = (who: TestPerson | null, code: string, body: object = {}) => server.ask(who, 'POST', `/api/practice-invites/${code}/accept`, body)
  const roles = async (who: TestPerson) => (await server.ask(who, 'GET', '/api/me')).json<Me>().practices.flatMap((practice) => practice.roles)

  test('administrators see addresses and how many children each cares for, colleagues names and roles, and nobody which children', async () => {
    for (const childName of ['Zubeida', 'Mika']) await createPlan(server.deps, { practiceId, childName, leadAccountId: hana.accountId })
    const all = await people(ada)
    expect(all.map(({ name, roles: held, plans, leads, isYou }) => ({ name, held, plans, leads, isYou }))).toEqual([
      { name: 'Ada Admin', held: ['admin'], plans: 0, leads: 0, isYou: true },
      { name: 'Hana Lead', held: ['clinician'], plans: 2, leads: 2, isYou: false },
    ])
    expect(all[1]?.email).toBe(hana.email)
    for (const person of await people(hana)) expect(person).toMatchObject({ email: null, plans: null, leads: null })
    for (const who of [ada, hana]) expect((await read(who)).body).not.toMatch(/Zubeida|Mika/)
  })

  test('children of another practice are not counted, nor people whose account is closed', async () => {
    const other = await server.practice('Hill Practice')
    await server.joinPractice(hana, other, 'clinician')
    await createPlan(server.deps, { practiceId: other, childName: 'Mika', leadAccountId: hana.accountId })
    expect((await people(ada)).find(({ name }) => name === 'Hana Lead')).toMatchObject({ plans: 0 })
    await server.deps.database.db.updateTable('account').set({ disabled_at: server.deps.now().toISOString() }).where('id', '=', hana.accountId).execute()
    expect((await people(ada)).map(({ name }) => name)).toEqual(['Ada Admin'])
  })

  test('[access 7] who is not of the practice cannot tell it from one that does not exist; clinicians change nothing', async () => {
    const parent = await server.person('Maeve Parent')
    const elsewhere = await server.person('Eve Elsewhere')
    await server.joinPractice(elsewhere, await server.practice('Hill Practice'), 'admin')
    for (const who of [parent, elsewhere]) {
      expect(codeOf(await read(who))).toBe('404 not-found')
      expect(codeOf(await change(who, hana, ['admin']))).toBe('404 not-found')
      expect(codeOf(await server.ask(who, 'POST', url('/invites'), { role: 'admin' }))).toBe('404 not-found')
      expect(codeOf(await server.ask(who, 'GET', `/api/practices/${strangeId()}`))).toBe('404 not-found')
    }
    expect(codeOf(await server.ask(null, 'GET', url()))).toBe('401 signed-out')
    expect(codeOf(await change(hana, hana, ['admin']))).toBe('403 not-allowed')
    expect(codeOf(await change(hana, ada, []))).toBe('403 not-allowed')
    expect(codeOf(await server.ask(hana, 'POST', url('/invites'), { role: 'clinician' }))).toBe('403 not-allowed')
    expect(codeOf(await server.ask(ada, 'GET', '/api/practices/nonsense'))).toBe('404 not-found')
  })

  test('roles are given and taken; the practice is never left without an administrator, also when two try at once', async () => {
    expect(codeOf(await change(ada, ada, ['clinician']))).toBe('409 last-admin')
    expect(codeOf(await change(ada, ada, []))).toBe('409 last-admin')
    expect((await change(ada, hana, ['admin', 'clinician'])).statusCode).toBe(200)
    expect((await roles(hana)).toSorted()).toEqual(['admin', 'clinician'])
    const answers = await Promise.all([change(ada, ada, []), change(hana, hana, ['clinician'])])
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 409])
    const left = (await Promise.all([roles(ada), roles(hana)])).flat()
    expect(left.filter((role) => role === 'admin')).toHaveLength(1)
  })

  test('who is taken out begins no plans there any more, and keeps the care teams they are in', async () => {
    const { planId } = await createPlan(server.deps, { practiceId, childName: 'Mika', leadAccountId: hana.accountId })
    const begin = () => server.ask(hana, 'POST', '/api/plans', { practiceId, childName: 'Leo' })
    expect((await begin()).statusCode).toBe(201)
    expect((await change(ada, hana, [])).statusCode).toBe(200)
    expect(codeOf(await begin())).toBe('404 not-found')
    expect(codeOf(await read(hana))).toBe('404 not-found')
    expect((await server.ask(hana, 'GET', `/api/plans/${planId}`)).statusCode).toBe(200)
    expect(codeOf(await change(ada, hana, ['clinician']))).toBe('404 not-found')
    expect(codeOf(await change(ada, ada, ['owner']))).toBe('400 bad-request')
  })

  test('an invitation is for one person and a week, with a new account or as who is signed in', async () => {
    const { code, url: link, expiresAt } = await invite(ada)
    expect(link).toBe(`http://localhost:3000/practice/join/${code}`)
    expect(Date.parse(expiresAt) - server.deps.now().getTime()).toBeLessThanOrEqual(7 * 86_400_000)
    const preview = (await server.ask(null, 'GET', `/api/practice-invites/${code}`)).json<StaffInvitePreview>()
    expect(preview).toEqual({ practiceName: 'Harbour Practice', invitedBy: 'Ada Admin', role: 'clinician', expiresAt })
    expect(codeOf(await accept(null, code))).toBe('401 signed-out')
    expect(codeOf(await accept(null, code, { name: 'Half a person' }))).toBe('400 bad-request')
    const joined = await accept(null, code, { name: 'Nia New', email: 'nia@example.org', password: testPassword })
    expect(joined.json()).toEqual({ practiceId })
    expect(String(joined.headers['set-cookie'])).toContain('session')
    expect((await people(ada)).find(({ name }) => name === 'Nia New')).toMatchObject({ roles: ['clinician'], email: 'nia@example.org' })
    expect(codeOf(await accept(null, code, { name: 'Two', email: 'two@example.org', password: testPassword }))).toBe('410 invite-used')

    const second = await invite(ada, 'admin')
    const eve = await server.person('Eve Admin')
    expect((await accept(eve, second.code)).statusCode).toBe(200)
    expect(await roles(eve)).toEqual(['admin'])
    const third = await invite(ada)
    server.travel(7 * 86_400_000 + 1)
    expect(codeOf(await server.ask(null, 'GET', `/api/practice-invites/${third.code}`))).toBe('410 invite-expired')
    expect(codeOf(await accept(eve, 'AAAA-BBBBB-CCCC'))).toBe('404 invite-not-found')
  })

  test('an invitation ends with the right of who made it, and two who try at once do not both get in', async () => {
    await change(ada, hana, ['admin'])
    const { code } = await invite(hana)
    await change(ada, hana, ['clinician'])
    expect(codeOf(await accept(await server.person('Late'), code))).toBe('404 invite-not-found')
    const once = await invite(ada)
    const [one, two] = [await server.person('One'), await server.person('Two')]
    const answers = await Promise.all([accept(one, once.code), accept(two, once.code)])
    expect(answers.map(({ statusCode }) => statusCode).toSorted()[0]).toBe(200)
    expect([...(await roles(one)), ...(await roles(two))]).toHaveLength(1)
  })

  test('a code is not stored', async () => {
    const { code } = await invite(ada)
    const rows = await server.deps.database.db.selectFrom('practice_invite').selectAll().execute()
    expect(JSON.stringify(rows)).not.toContain(code)
    expect(server.logLines.join('\n')).not.toContain(code)
  })
})
