import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { MemberList } from '#shared/care-team/api.ts'
import type { PlanContent } from '#shared/plan/api.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import { PartWriter } from '../../server/sync/part-writer.ts'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('[access] what a teacher or a viewer sees by consent, on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let maeve: TestPerson & { memberId: string }
  const [bedtime, mornings, breathing, ladder] = Array.from({ length: 4 }, strangeId) as [string, string, string, string]

  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    maeve = await server.member(plan.planId, 'guardian', 'Maeve')
    await write((doc) => {
      for (const [id, words] of [[bedtime, 'Bedtime'], [mornings, 'Mornings']] as const) {
        const goal = newEntity(goalFields, { status: 'active', order: 'a0' })
        doc.getMap('goals').set(id, goal)
        fillText(goal.get('title') as Y.XmlFragment, words)
      }
      for (const [id, goals] of [[breathing, [bedtime, mornings]], [ladder, [bedtime]]] as const) {
        const strategy = newEntity(strategyFields, { status: 'learning', order: 'a0' })
        doc.getMap('strategies').set(id, strategy)
        for (const goal of goals) (strategy.get('goals') as Y.Map<true>).set(goal, true)
      }
    })
  })
  afterEach(() => server.close())

  const write = (act: (doc: Y.Doc) => void) =>
    server.deps.database.db.transaction().execute(async (trx) =>
      (await PartWriter.open(trx, plan.planId, 'plan')).writeAs(plan.leadMemberId, '2026-11-21T10:00:00.000Z', act))
  const path = (memberId: string) => `/api/plans/${plan.planId}/members/${memberId}`
  const consent = (who: TestPerson, memberId: string, body: object) => server.ask(who, 'POST', `${path(memberId)}/consent`, body)
  const read = async (who: TestPerson) => (await server.ask(who, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>()
  const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted()

  test('a teacher sees the goals and strategies that were named, and no link to another', async () => {
    const joy = await server.member(plan.planId, 'teacher')
    expect(await read(joy)).toMatchObject({ goals: [], strategies: [] })
    expect((await consent(maeve, joy.memberId, { goalIds: [mornings], strategyIds: [breathing] })).statusCode).toBe(204)
    const content = await read(joy)
    expect(ids(content.goals as { id: string }[])).toEqual([mornings])
    expect(content.strategies).toMatchObject([{ id: breathing, goals: [mornings] }])
    expect(JSON.stringify(content)).not.toMatch(new RegExp(`Bedtime|${bedtime}|${ladder}`))
    expect(content).toMatchObject({ about: {}, expectations: {}, safety: {} })
  })

  test('it ends on its day, when it is taken back, and with the role', async () => {
    let now = new Date('2026-11-22T08:00:00Z')
    await server.close()
    server = await openTestApp(kind, { overrides: { now: () => now } })
    plan = await server.plan()
    maeve = await server.member(plan.planId, 'guardian')
    await write((doc) => void doc.getMap('goals').set(bedtime, newEntity(goalFields, { status: 'active', order: 'a0' })))
    const joy = await server.member(plan.planId, 'teacher')
    const given = { goalIds: [bedtime], endsAt: '2026-12-01T00:00:00Z' }
    await consent(maeve, joy.memberId, given)
    expect((await read(joy)).goals).toHaveLength(1)
    now = new Date('2026-12-01T00:00:00Z')
    expect((await read(joy)).goals).toEqual([])
    expect(codeOf(await consent(maeve, joy.memberId, given))).toBe('400 bad-request')

    await consent(maeve, joy.memberId, { goalIds: [bedtime] })
    expect((await read(joy)).goals).toHaveLength(1)
    expect((await server.ask(maeve, 'DELETE', `${path(joy.memberId)}/consent`)).statusCode).toBe(204)
    expect((await read(joy)).goals).toEqual([])

    await consent(maeve, joy.memberId, { goalIds: [bedtime] })
    for (const role of ['child', 'teacher']) await server.ask(plan.lead, 'PATCH', path(joy.memberId), { role })
    expect((await read(joy)).goals).toEqual([])
  })

  test('a viewer reads the version that was shared, and not what was written since', async () => {
    const vera = await server.member(plan.planId, 'viewer')
    const cut = await server.ask(maeve, 'POST', `/api/plans/${plan.planId}/versions`, { label: 'Autumn' })
    const { id: versionId } = cut.json<{ id: string }>()
    await write((doc) => void doc.getMap('goals').set(strangeId(), newEntity(goalFields, { status: 'proposed', order: 'a1' })))
    expect(await read(vera)).toMatchObject({ goals: [], strategies: [] })
    expect((await consent(maeve, vera.memberId, { versionId })).statusCode).toBe(204)
    const content = await read(vera)
    expect(ids(content.goals as { id: string }[])).toEqual([bedtime, mornings].toSorted())
    expect(content).toMatchObject({ safety: {}, entries: [] })
    expect(codeOf(await consent(maeve, vera.memberId, { versionId: strangeId() }))).toBe('404 not-found')
  })

  test('a version that the server cut by itself is not shared', async () => {
    const vera = await server.member(plan.planId, 'viewer')
    const versionId = strangeId()
    await server.deps.database.db
      .insertInto('version')
      .values({ id: versionId, plan_id: plan.planId, kind: 'automatic', label: null, at: '2026-11-21T10:00:00.000Z', member_id: null, restored_id: null })
      .execute()
    expect(codeOf(await consent(maeve, vera.memberId, { versionId }))).toBe('404 not-found')
  })

  test('only a guardian consents, to what the role can see by consent', async () => {
    const joy = await server.member(plan.planId, 'teacher')
    for (const role of ['therapist', 'limited', 'caregiver', 'teacher', 'child', 'viewer', 'admin'] as const) {
      const other = await server.member(plan.planId, role)
      expect(codeOf(await consent(other, joy.memberId, { goalIds: [bedtime] })), role).toBe('403 not-allowed')
    }
    expect(codeOf(await consent(plan.lead, joy.memberId, { goalIds: [bedtime] }))).toBe('403 not-allowed')
    const carmen = await server.member(plan.planId, 'caregiver')
    expect(codeOf(await consent(maeve, carmen.memberId, { goalIds: [bedtime] }))).toBe('400 bad-request')
    expect(codeOf(await consent(maeve, joy.memberId, { versionId: strangeId() }))).toBe('404 not-found')
    expect(codeOf(await consent(maeve, strangeId(), { goalIds: [bedtime] }))).toBe('404 not-found')
    expect(codeOf(await consent(maeve, joy.memberId, { goalIds: ['everything'] }))).toBe('400 bad-request')
  })

  test('those who write the plan see who may see what, and the teacher their own; others do not', async () => {
    const joy = await server.member(plan.planId, 'teacher')
    const carmen = await server.member(plan.planId, 'caregiver')
    await consent(maeve, joy.memberId, { goalIds: [bedtime] })
    const seen = async (who: TestPerson) =>
      (await server.ask(who, 'GET', `/api/plans/${plan.planId}/members`)).json<MemberList>().members.find(({ id }) => id === joy.memberId)?.consent
    for (const who of [maeve, plan.lead, joy]) expect(await seen(who)).toMatchObject({ goalIds: [bedtime], givenBy: maeve.memberId, endsAt: null })
    expect(await seen(carmen)).toBeNull()
  })
})
