import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { erasePlan } from '../../server/plans/erase-plan.ts'
import { openUpdateLog, type UpdateLog } from '../../server/sync/update-log.ts'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { filesWith, rowsWith } from '../support/byte-search.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { listen, openDevice, until } from '../support/device.ts'
import { addEntry, addGoal, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('erasing a whole plan, on %s', (kind) => {
  let server: TestApp
  let log: UpdateLog
  let plan: TestPlan
  let other: TestPlan
  let boss: TestPerson
  beforeEach(async () => {
    server = await openTestApp(kind)
    log = openUpdateLog(server.deps.database)
    plan = await server.plan('Brigitte-Zyklop')
    other = await server.plan('Somebody')
    boss = await server.person('The Boss')
    await server.joinPractice(boss, plan.practiceId, 'admin')
    for (const [of, words] of [[plan, 'Grumblewort'], [other, 'Stays here']] as const) {
      await writeAs(server, of.planId, 'plan', of.leadMemberId, (doc) => void addGoal(doc, words))
      await writeAs(server, of.planId, 'journal.team', of.leadMemberId, (doc) => void addEntry(doc, of.leadMemberId, words))
      const version = await server.ask(of.lead, 'POST', `/api/plans/${of.planId}/versions`, { label: words })
      await server.ask(of.lead, 'POST', `/api/plans/${of.planId}/versions/${version.json<{ id: string }>().id}/agree`, { dissent: words })
      await server.ask(of.lead, 'POST', `/api/plans/${of.planId}/seen`)
    }
  })
  afterEach(async () => {
    await log.close()
    await server.close()
  })

  const erase = (by: readonly TestPerson[], reason = 'Asked for by the family', planId = plan.planId) =>
    erasePlan(server.deps, log, { planId, reason, by: [by[0]?.accountId ?? '', by[1]?.accountId ?? ''] })
  const left = async (words: readonly string[]) => [
    ...(kind === 'sqlite' ? filesWith(server.deps.config.dataDir, words) : []), ...(await rowsWith(server.deps.database.db, words)),
  ]

  test('[access 4] it is nowhere any more, its people have no plan, and other plans stay', async () => {
    const device = openDevice({ url: await listen(server), planId: plan.planId, partId: 'plan', cookie: plan.lead.cookie })
    await device.settled()
    // Whatever refers to a plan goes with it.
    const { db } = server.deps.database
    const guardian = await server.member(plan.planId, 'guardian')
    const teacher = await server.member(plan.planId, 'teacher')
    expect((await server.ask(guardian, 'POST', `/api/plans/${plan.planId}/members/${teacher.memberId}/consent`, { goalIds: [strangeId()] })).statusCode).toBe(204)
    const visit = { id: strangeId(), plan_id: plan.planId, started_by: plan.leadMemberId, started_at: '2026-11-21T10:00:00.000Z', ended_at: null }
    await db.insertInto('visit').values({ ...visit, place: 'look-back', goal_id: null, code: '123456', shown_at: null, agreed_version_id: null, version_id: null }).execute()
    await db.insertInto('visit_member').values({ visit_id: visit.id, member_id: guardian.memberId, joined_at: visit.started_at, left_at: null, lane: 'Grumblewort' }).execute()
    await erase([boss, plan.lead])
    // Either the look at its rights ends it, or its room does, and it is not let in again.
    await until(() => device.closes.length > 0)
    device.close()
    expect(await left(['Grumblewort', 'Brigitte-Zyklop'])).toEqual([])
    expect(codeOf(await server.ask(plan.lead, 'GET', `/api/plans/${plan.planId}`))).toBe('404 not-found')
    expect((await server.ask(other.lead, 'GET', `/api/plans/${other.planId}/content`)).body).toContain('Stays here')
    expect(await server.deps.database.db.selectFrom('erased_plan').selectAll().execute()).toMatchObject([
      { plan_id: plan.planId, reason: 'Asked for by the family', by_one: boss.accountId, by_other: plan.lead.accountId, done_at: expect.any(String) },
    ])
  })

  test('[access 4] two different people who answer for it, and a reason that does not name the child', async () => {
    const guardian = await server.member(plan.planId, 'guardian')
    await expect(erase([boss, boss])).rejects.toMatchObject({ code: 'second-person' })
    await expect(erase([boss, guardian])).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(erase([boss, other.lead])).rejects.toMatchObject({ code: 'not-allowed' })
    await expect(erase([boss, plan.lead], 'about brigitte-zyklop')).rejects.toMatchObject({ code: 'bad-request' })
    await expect(erase([boss, plan.lead], 'x', strangeId())).rejects.toMatchObject({ code: 'not-found' })
    expect(await left(['Grumblewort'])).not.toEqual([])
  })
})
