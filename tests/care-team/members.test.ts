import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '#shared/access.ts'
import { disableAccount } from '../../server/accounts/disable-account.ts'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('the care team on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let told: unknown[]
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    told = []
    server.deps.rights.listen((change) => told.push(change))
  })
  afterEach(() => server.close())

  const path = (memberId = '') => `/api/plans/${plan.planId}/members${memberId === '' ? '' : `/${memberId}`}`
  const names = async (who: TestPerson) =>
    (await server.ask(who, 'GET', path())).json<{ members: { name: string }[] }>().members.map((member) => member.name)
  const change = (who: TestPerson, memberId: string, role: Role) => server.ask(who, 'PATCH', path(memberId), { role })
  const remove = (who: TestPerson, memberId: string) => server.ask(who, 'DELETE', path(memberId))
  const epochOf = async (memberId: string) =>
    (await server.deps.database.db.selectFrom('member').select('epoch').where('id', '=', memberId).executeTakeFirstOrThrow()).epoch

  test('a parent sees everybody; a teacher sees the clinicians and themselves; a viewer sees nobody', async () => {
    const maeve = await server.member(plan.planId, 'guardian', 'Maeve')
    const joy = await server.member(plan.planId, 'teacher', 'Joy')
    const viewer = await server.member(plan.planId, 'viewer', 'Vera')
    expect((await names(maeve)).toSorted()).toEqual(['Hana Lead', 'Joy', 'Maeve', 'Vera'])
    expect((await names(joy)).toSorted()).toEqual(['Hana Lead', 'Joy'])
    expect(codeOf(await server.ask(viewer, 'GET', path()))).toBe('403 not-allowed')
    const list = await server.ask(maeve, 'GET', path())
    expect(list.json<{ members: { isYou: boolean; name: string }[] }>().members.filter((member) => member.isYou)).toMatchObject([{ name: 'Maeve' }])
    expect(list.body).not.toContain('@')
  })

  test('[A7] a new role counts from this moment: the epoch goes up and whoever listens is told', async () => {
    const sam = await server.member(plan.planId, 'caregiver')
    expect((await change(plan.lead, sam.memberId, 'therapist')).statusCode).toBe(204)
    expect((await server.ask(sam, 'GET', `/api/plans/${plan.planId}`)).json()).toMatchObject({ role: 'therapist' })
    expect(await epochOf(sam.memberId)).toBe(2)
    expect(told).toEqual([{ kind: 'member', planId: plan.planId, memberId: sam.memberId }])
    await change(plan.lead, sam.memberId, 'therapist')
    expect(await epochOf(sam.memberId)).toBe(2)
  })

  test('[access 5] one parent can neither remove, nor limit, nor demote the other', async () => {
    const maeve = await server.member(plan.planId, 'guardian')
    const colin = await server.member(plan.planId, 'guardian')
    for (const role of ['limited', 'caregiver', 'viewer'] as const) {
      expect(codeOf(await change(maeve, colin.memberId, role))).toBe('403 not-allowed')
    }
    expect(codeOf(await remove(maeve, colin.memberId))).toBe('403 not-allowed')
    expect(told).toEqual([])
  })

  test('[access 5] not even a lead limits a guardian, by whatever name, or lifts a limit by hand', async () => {
    const maeve = await server.member(plan.planId, 'guardian')
    const colin = await server.member(plan.planId, 'limited')
    for (const role of ['limited', 'caregiver', 'teacher', 'viewer', 'therapist', 'lead'] as const) {
      expect(codeOf(await change(plan.lead, maeve.memberId, role)), role).toBe('403 not-allowed')
    }
    expect(codeOf(await change(plan.lead, colin.memberId, 'guardian'))).toBe('403 not-allowed')
  })

  test('an administrator does not become a clinician by their own hand', async () => {
    const admin = await server.member(plan.planId, 'admin')
    expect(codeOf(await change(admin, admin.memberId, 'lead'))).toBe('403 not-allowed')
  })

  test('a guardian removes a caregiver; the caregiver is a stranger at once, and their row stays', async () => {
    const maeve = await server.member(plan.planId, 'guardian')
    const carmen = await server.member(plan.planId, 'caregiver')
    expect((await remove(maeve, carmen.memberId)).statusCode).toBe(204)
    expect(codeOf(await server.ask(carmen, 'GET', `/api/plans/${plan.planId}`))).toBe('404 not-found')
    expect(codeOf(await remove(maeve, carmen.memberId))).toBe('404 not-found')
    expect(await epochOf(carmen.memberId)).toBe(2)
    expect(told).toHaveLength(1)
  })

  test('a plan always has a lead, also when two leads leave at the same moment', async () => {
    expect(codeOf(await change(plan.lead, plan.leadMemberId, 'therapist'))).toBe('409 last-lead')
    expect(codeOf(await remove(plan.lead, plan.leadMemberId))).toBe('409 last-lead')
    const second = await server.member(plan.planId, 'lead')
    const answers = await Promise.all([remove(plan.lead, plan.leadMemberId), remove(second, second.memberId)])
    expect(answers.map((answer) => answer.statusCode).toSorted()).toEqual([204, 409])
  })

  test('a lead whose account is closed does not count as one', async () => {
    const gone = await server.member(plan.planId, 'lead')
    await disableAccount(server.deps, gone.email)
    expect(codeOf(await change(plan.lead, plan.leadMemberId, 'therapist'))).toBe('409 last-lead')
    expect(codeOf(await remove(plan.lead, plan.leadMemberId))).toBe('409 last-lead')
    await server.member(plan.planId, 'lead')
    expect((await remove(plan.lead, plan.leadMemberId)).statusCode).toBe(204)
  })

  test('what is no id names nobody, whatever is in it', async () => {
    for (const memberId of ['not-an-id', '%00', '%F0%9F%92%A9']) {
      expect(codeOf(await remove(plan.lead, memberId)), memberId).toBe('404 not-found')
      expect(codeOf(await change(plan.lead, memberId, 'viewer')), memberId).toBe('404 not-found')
    }
  })

  test('a member of another plan is nobody here', async () => {
    const elsewhere = await server.plan()
    const stranger = await server.member(elsewhere.planId, 'caregiver')
    expect(codeOf(await remove(plan.lead, stranger.memberId))).toBe('404 not-found')
    expect(codeOf(await change(plan.lead, strangeId(), 'guardian'))).toBe('404 not-found')
  })

  test.each(['therapist', 'limited', 'caregiver', 'teacher', 'child', 'viewer'] as const)('a %s changes and removes nobody', async (role) => {
    const member = await server.member(plan.planId, role)
    const target = await server.member(plan.planId, 'caregiver')
    expect(codeOf(await change(member, target.memberId, 'guardian'))).toBe('403 not-allowed')
    expect(codeOf(await remove(member, target.memberId))).toBe('403 not-allowed')
  })
})
