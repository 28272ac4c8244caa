import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { codeOf, openTestApp, strangeId, type TestApp } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('plans on %s', (kind) => {
  let server: TestApp
  beforeEach(async () => {
    server = await openTestApp(kind)
  })
  afterEach(() => server.close())

  test('a clinician makes a plan and is its lead; it has its parts from the first moment', async () => {
    const practiceId = await server.practice('Juniper Lane')
    const hana = await server.person('Hana')
    await server.joinPractice(hana, practiceId, 'clinician')
    const created = await server.ask(hana, 'POST', '/api/plans', { practiceId, childName: ' Mateo ' })
    expect(created.statusCode).toBe(201)
    const { id } = created.json<{ id: string }>()

    const plans = (await server.ask(hana, 'GET', '/api/plans')).json()
    expect(plans).toEqual({ plans: [{ id, childName: 'Mateo', role: 'lead', memberId: expect.any(String), practiceName: 'Juniper Lane' }] })
    const { memberId } = plans.plans[0]
    expect((await server.ask(hana, 'GET', `/api/plans/${id}`)).json()).toEqual({
      id, childName: 'Mateo', role: 'lead', memberId,
      abilities: ['plan.read', 'plan.content', 'plan.edit', 'journal.write', 'history.read', 'history.name', 'plan.agree', 'visit.join', 'history.restore',
        'visit.lead', 'erase.request', 'erase.confirm', 'members.list', 'members.invite-any', 'members.change', 'members.remove-any'],
      parts: [
        { id: 'plan', access: 'write' },
        { id: 'journal.team', access: 'write' },
        { id: 'journal.guardians', access: 'write' },
        { id: `notes.${memberId}`, access: 'write' },
      ],
    })
    const parts = await server.deps.database.db.selectFrom('part').select('part_id').where('plan_id', '=', id).execute()
    expect(parts.map((part) => part.part_id).toSorted()).toEqual(['journal.guardians', 'journal.team', 'plan'])
  })

  test('only a clinician of that practice makes plans in it', async () => {
    const practiceId = await server.practice('Juniper Lane')
    const admin = await server.person('Sunniva')
    await server.joinPractice(admin, practiceId, 'admin')
    const clinicianElsewhere = await server.person('Tomas')
    await server.joinPractice(clinicianElsewhere, await server.practice('Elsewhere'), 'clinician')
    const make = (who: typeof admin | null, id = practiceId) => server.ask(who, 'POST', '/api/plans', { practiceId: id, childName: 'Mateo' })
    expect(codeOf(await make(null))).toBe('401 signed-out')
    expect(codeOf(await make(admin))).toBe('403 not-allowed')
    expect(codeOf(await make(clinicianElsewhere))).toBe('404 not-found')
    expect(codeOf(await make(clinicianElsewhere, strangeId()))).toBe('404 not-found')
    expect(await server.deps.database.db.selectFrom('plan').select('id').execute()).toEqual([])
  })

  test('the same request sent again, also at the same moment, makes one plan; another one under its id is refused', async () => {
    const { practiceId, lead } = await server.plan()
    const other = await server.person('Tomas')
    await server.joinPractice(other, practiceId, 'clinician')
    const requestId = strangeId()
    const make = (who = lead, body: object = {}) => server.ask(who, 'POST', '/api/plans', { practiceId, childName: 'Mateo', requestId, ...body })
    const plans = () => server.deps.database.db.selectFrom('plan').select('id').where('child_name', '!=', 'Mika').execute()
    const answers = await Promise.all([make(), make(), make(lead, { childName: ' Mateo ' })])
    for (const answer of [...answers, await make()]) expect([answer.statusCode, answer.json()]).toEqual([201, { id: requestId }])
    expect(await plans()).toEqual([{ id: requestId }])
    expect(await server.deps.database.db.selectFrom('member').select('role').where('plan_id', '=', requestId).execute()).toEqual([{ role: 'lead' }])
    expect(codeOf(await make(lead, { childName: 'Matteo' }))).toBe('409 already-sent')
    expect(codeOf(await make(other))).toBe('409 already-sent')
    expect(codeOf(await make(lead, { requestId: 'mine' }))).toBe('400 bad-request')
    expect(codeOf(await make(lead, { requestId: requestId.toUpperCase() }))).toBe('400 bad-request')
    expect(await plans()).toHaveLength(1)
  })

  test('[access 4] a plan that was erased does not come back by its request', async () => {
    const { practiceId, lead } = await server.plan()
    const [requestId, { db }] = [strangeId(), server.deps.database]
    const row = { practice_id: practiceId, reason: 'asked', by_one: lead.accountId, by_other: lead.accountId, at: '', done_at: null }
    await db.insertInto('erased_plan').values({ plan_id: requestId, ...row }).execute()
    expect(codeOf(await server.ask(lead, 'POST', '/api/plans', { practiceId, childName: 'Mateo', requestId }))).toBe('409 already-sent')
  })

  test('a name with something hidden in it is refused before the database sees it', async () => {
    const { practiceId, lead } = await server.plan()
    for (const childName of ['Mi\u0000ka', 'Mi\uD800ka', 'Mi\u202Eka', '\u200B']) {
      expect(codeOf(await server.ask(lead, 'POST', '/api/plans', { practiceId, childName })), JSON.stringify(childName)).toBe('400 bad-request')
    }
    expect((await server.ask(lead, 'POST', '/api/plans', { practiceId, childName: 'ක්‍රිෂ්ණ' })).statusCode).toBe(201)
  })

  test('[access 7] a stranger cannot tell a plan from none', async () => {
    const { planId } = await server.plan()
    const stranger = await server.person('Otto')
    const [foreign, missing] = await Promise.all([planId, strangeId()].map((id) => server.ask(stranger, 'GET', `/api/plans/${id}`)))
    expect(foreign?.statusCode).toBe(404)
    expect(foreign?.body).toBe(missing?.body)
    expect((await server.ask(stranger, 'GET', '/api/plans')).json()).toEqual({ plans: [] })
  })

  test('a limited guardian is told what they may do, and their device may open nothing but their own journal', async () => {
    const { planId } = await server.plan('Nell')
    const colin = await server.member(planId, 'limited', 'Colin Hart')
    expect((await server.ask(colin, 'GET', `/api/plans/${planId}`)).json()).toMatchObject({
      role: 'limited',
      parts: [{ id: `journal.${colin.memberId}`, access: 'write' }],
      abilities: ['plan.read', 'plan.content', 'journal.write', 'members.list', 'history.read', 'erase.request'],
    })
  })
})

describe('the form of a request', () => {
  let server: TestApp
  beforeEach(async () => {
    server = await openTestApp()
  })
  afterEach(() => server.close())

  test('fields that are missing, wrong or unknown are named; their values are not repeated', async () => {
    const { practiceId, lead } = await server.plan()
    const bodies = [
      [{ practiceId }, "body"],
      [{ practiceId, childName: '   ' }, 'body/childName'],
      [{ practiceId, childName: 'Mika', diagnosis: 'a secret' }, 'body/diagnosis'],
    ] as const
    for (const [body, path] of bodies) {
      const response = await server.ask(lead, 'POST', '/api/plans', body)
      expect(codeOf(response)).toBe('400 bad-request')
      expect(response.json<{ fields: { path: string }[] }>().fields.map((field) => field.path)).toEqual([path])
      expect(response.body).not.toContain('a secret')
    }
  })
})
