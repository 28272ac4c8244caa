import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Role } from '#shared/access.ts'
import { authorizePart, authorizePlan, listParts } from '../../server/access/authorize.ts'
import { disableAccount } from '../../server/accounts/disable-account.ts'
import { openTestApp, strangeId, type TestApp, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('authorize on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
  })
  afterEach(() => server.close())

  const open = (accountId: string, partId: string, planId = plan.planId) =>
    authorizePart(server.deps.database, accountId, planId, partId)
  const refusal = (attempt: Promise<unknown>) => attempt.then(() => 'granted', (error: { code: string }) => error.code)

  test('a grant names the person, the part, the access and the epoch', async () => {
    expect(await open(plan.lead.accountId, 'plan')).toEqual({
      planId: plan.planId,
      partId: 'plan',
      part: { kind: 'plan' },
      access: 'write',
      mayEditPlan: true,
      memberId: plan.leadMemberId,
      accountId: plan.lead.accountId,
      name: 'Hana Lead',
      role: 'lead',
      epoch: 1,
    })
  })

  test('[A4] in a journal a grant says whether its member may edit the plan, and so settle suggestions', async () => {
    const roles = { therapist: true, guardian: true, limited: false, caregiver: false, teacher: false, child: false } as const
    for (const [role, mayEditPlan] of Object.entries(roles)) {
      const member = await server.member(plan.planId, role as keyof typeof roles)
      const partId = role === 'therapist' ? 'journal.team' : `journal.${member.memberId}`
      expect(await open(member.accountId, partId), role).toMatchObject({ mayEditPlan })
    }
  })

  test('[access 7] a plan that does not exist and one of other people answer alike', async () => {
    const stranger = await server.person('Otto Stranger')
    expect(await refusal(open(stranger.accountId, 'plan'))).toBe('not-found')
    expect(await refusal(open(stranger.accountId, 'plan', strangeId()))).toBe('not-found')
    expect(await refusal(open(plan.lead.accountId, 'plan', 'not an id'))).toBe('not-found')
    expect(await refusal(open(plan.lead.accountId, 'plan', "' or 1=1 \u0000"))).toBe('not-found')
  })

  test('[access 1] nobody opens the private notes of somebody else, whatever their role', async () => {
    for (const role of ['therapist', 'guardian', 'limited', 'caregiver', 'teacher', 'child', 'viewer', 'admin'] as const) {
      const member = await server.member(plan.planId, role)
      expect(await refusal(open(member.accountId, `notes.${plan.leadMemberId}`)), role).toBe('not-allowed')
    }
    expect(await refusal(open(plan.lead.accountId, `notes.${plan.leadMemberId}`))).toBe('granted')
  })

  test('a clinician opens the journal of a member, but none that belongs to nobody here', async () => {
    const teacher = await server.member(plan.planId, 'teacher')
    expect((await open(plan.lead.accountId, `journal.${teacher.memberId}`)).access).toBe('write')
    expect(await refusal(open(plan.lead.accountId, `journal.${strangeId()}`))).toBe('not-found')
    const elsewhere = await server.plan()
    const stranger = await server.member(elsewhere.planId, 'teacher')
    expect(await refusal(open(plan.lead.accountId, `journal.${stranger.memberId}`))).toBe('not-found')
  })

  test('a person without a share in journals learns nothing about whose exist', async () => {
    const caregiver = await server.member(plan.planId, 'caregiver')
    expect(await refusal(open(caregiver.accountId, `journal.${strangeId()}`))).toBe('not-allowed')
    expect(await refusal(open(caregiver.accountId, `journal.${plan.leadMemberId}`))).toBe('not-allowed')
  })

  test('parts that are spelled another way do not exist', async () => {
    for (const partId of ['', 'Plan', 'plan ', 'journal', 'journal.', 'notes.team', `journal.${strangeId().toUpperCase()}`]) {
      expect(await refusal(open(plan.lead.accountId, partId)), partId).toBe('not-found')
    }
  })

  test('[access 6] who was removed, or whose account was disabled, is a stranger', async () => {
    const guardian = await server.member(plan.planId, 'guardian')
    expect(await refusal(open(guardian.accountId, 'plan'))).toBe('granted')
    await server.ask(plan.lead, 'DELETE', `/api/plans/${plan.planId}/members/${guardian.memberId}`)
    expect(await refusal(open(guardian.accountId, 'plan'))).toBe('not-found')

    const teacher = await server.member(plan.planId, 'teacher')
    await disableAccount(server.deps, teacher.email)
    expect(await refusal(open(teacher.accountId, `journal.${teacher.memberId}`))).toBe('not-found')
  })

  test('the list of parts is exactly what can be opened', async () => {
    const members: Partial<Record<Role, string>> = {}
    for (const role of ['guardian', 'limited', 'caregiver', 'teacher', 'child', 'viewer', 'admin'] as const) {
      const member = await server.member(plan.planId, role)
      members[role] = member.memberId
      const grant = await authorizePlan(server.deps.database, member.accountId, plan.planId, ['plan.read'])
      for (const { id, access } of await listParts(server.deps.database, grant)) {
        expect((await open(member.accountId, id)).access, `${role} ${id}`).toBe(access)
      }
    }
    const grant = await authorizePlan(server.deps.database, plan.lead.accountId, plan.planId, ['plan.read'])
    const parts = await listParts(server.deps.database, grant)
    expect(parts.map((part) => part.id).toSorted()).toEqual(
      [
        'plan', 'journal.team', 'journal.guardians', `notes.${plan.leadMemberId}`,
        ...(['guardian', 'limited', 'caregiver', 'teacher', 'child'] as const).map((role) => `journal.${members[role]}`),
      ].toSorted(),
    )
  })

  test('what somebody wrote for the clinicians stays readable when they become one', async () => {
    const caregiver = await server.member(plan.planId, 'caregiver')
    const journal = `journal.${caregiver.memberId}`
    await server.deps.database.db.insertInto('part').values({ plan_id: plan.planId, part_id: journal, last_seq: 0 }).execute()
    await server.ask(plan.lead, 'PATCH', `/api/plans/${plan.planId}/members/${caregiver.memberId}`, { role: 'therapist' })
    expect((await open(plan.lead.accountId, journal)).access).toBe('read')
    const grant = await authorizePlan(server.deps.database, plan.lead.accountId, plan.planId, ['plan.read'])
    expect(await listParts(server.deps.database, grant)).toContainEqual({ id: journal, access: 'read' })
  })
})
