import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { VersionContent, VersionList } from '#shared/version/api.ts'
import type { PlanContent } from '#shared/plan/api.ts'
import { fillText } from '#shared/plan/text.ts'
import { compactPart } from '../../server/sync/compaction.ts'
import { openUpdateLog } from '../../server/sync/update-log.ts'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { addEntry, addGoal, goalOf, goalText, lineIn, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('versions on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let goalId: string
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => {
      goalId = addGoal(doc, 'Brush teeth')
    })
  })
  afterEach(() => server.close())

  const url = (path = '') => `/api/plans/${plan.planId}/versions${path}`
  const take = async (label: string, who: TestPerson = plan.lead): Promise<string> => {
    const answer = await server.ask(who, 'POST', url(), { label })
    expect(answer.statusCode).toBe(201)
    return answer.json<{ id: string }>().id
  }
  const read = async (id: string, who: TestPerson = plan.lead) => (await server.ask(who, 'GET', url(`/${id}`))).json<VersionContent>()
  const list = async (who: TestPerson = plan.lead) => (await server.ask(who, 'GET', url())).json<VersionList>().versions
  const edit = (act: Parameters<typeof writeAs>[4], partId = 'plan', memberId = plan.leadMemberId) => writeAs(server, plan.planId, partId, memberId, act)
  const compactAll = async () => {
    const log = openUpdateLog(server.deps.database)
    const parts = await server.deps.database.db.selectFrom('part').select('key').where('plan_id', '=', plan.planId).execute()
    for (const { key } of parts) await compactPart(log, key, server.deps.now().toISOString())
    await log.close()
  }

  test('[V1] a version stays as it was, whatever is written, removed and compacted after it', async () => {
    await edit((doc) => addEntry(doc, plan.leadMemberId, 'He did it'), 'journal.team')
    const id = await take('Before school')
    const first = await read(id)
    expect(first).toMatchObject({ id, kind: 'named', label: 'Before school', by: plan.leadMemberId })
    expect(first.hash).toMatch(/^[0-9a-f]{64}$/)
    expect(first.content.goals).toMatchObject([{ id: goalId, title: 'Brush teeth', status: 'active' }])
    expect(first.content.entries).toMatchObject([{ text: 'He did it' }])
    await compactAll()
    expect(await read(id)).toEqual(first)
    await edit((doc) => {
      lineIn(goalText(doc, goalId)).delete(0, 6)
      for (const status of ['on-hold', 'achieved', 'active', 'ended']) goalOf(doc, goalId).set('status', status)
      addGoal(doc, 'Another')
    })
    await edit((doc) => doc.getMap('goals').delete(goalId))
    expect(await read(id)).toEqual(first)
    await compactAll()
    expect(await read(id)).toEqual(first)
    const later = await read(await take('After'))
    expect(later.content.goals).toMatchObject([{ title: 'Another' }])
    expect(later.hash).not.toBe(first.hash)
    await compactAll()
    expect(await read(id)).toEqual(first)
  })

  test('[V1] the content of a version is what the plan was read as at that moment', async () => {
    const before = (await server.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>()
    const id = await take('Now')
    await edit((doc) => addGoal(doc, 'More'))
    expect((await read(id)).content).toEqual(before)
  })

  test('[V1] a version whose history no longer gives its content is not given out: its record is damaged', async () => {
    const id = await take('Now')
    await server.deps.database.db.updateTable('part_point').set({ hash: '0'.repeat(64) }).execute()
    expect(codeOf(await server.ask(plan.lead, 'GET', url(`/${id}`)))).toBe('503 damaged-record')
  })

  test('[V1] what a version is kept by is read again with it, and one that does not fit is found', async () => {
    for (let i = 0; i < 6; i += 1) {
      await edit((doc) => {
        for (let j = 0; j < 40; j += 1) {
          lineIn(goalText(doc, goalId)).insert(0, 'words ')
          lineIn(goalText(doc, goalId)).delete(3, 2)
        }
      })
      await take(`${i}`)
    }
    const rows = await server.deps.database.db.selectFrom('part_point').select(['base_seq', 'seq']).execute()
    expect(rows.some(({ base_seq }) => base_seq !== null)).toBe(true)
    for (const { id } of await list()) expect((await read(id)).content.goals).toHaveLength(1)
  })

  test('[V1] parts that did not change share their point between versions', async () => {
    await take('One')
    await take('Two')
    const points = await server.deps.database.db.selectFrom('part_point').select('seq').execute()
    expect(points).toHaveLength(1)
    expect((await list()).map(({ label }) => label).toSorted()).toEqual(['One', 'Two'])
  })

  test('[access 2] each reader gets of a version what they may read today', async () => {
    const [guardian, limited] = [await server.member(plan.planId, 'guardian'), await server.member(plan.planId, 'limited')]
    const therapist = await server.member(plan.planId, 'therapist')
    await edit((doc) => addEntry(doc, limited.memberId, 'Mine'), `journal.${limited.memberId}`, limited.memberId)
    await edit((doc) => addEntry(doc, plan.leadMemberId, 'Guardians'), 'journal.guardians')
    const id = await take('All')
    const texts = async (who: TestPerson) => (await read(id, who)).content.entries.map((entry) => entry.text).toSorted()
    expect(await texts(plan.lead)).toEqual(['Guardians', 'Mine'])
    expect(await texts(therapist)).toEqual(['Guardians', 'Mine'])
    expect(await texts(guardian)).toEqual(['Guardians'])
    expect(await texts(limited)).toEqual(['Mine'])
    expect((await read(id, limited)).content).toMatchObject({ about: {}, safety: {}, goals: [{ title: 'Brush teeth' }] })
    expect((await read(id, guardian)).hash).toBe((await read(id)).hash)
    for (const role of ['caregiver', 'teacher', 'child', 'viewer', 'admin'] as const) {
      const other = await server.member(plan.planId, role)
      expect(codeOf(await server.ask(other, 'GET', url())), role).toBe('403 not-allowed')
      expect(codeOf(await server.ask(other, 'GET', url(`/${id}`))), role).toBe('403 not-allowed')
      expect(codeOf(await server.ask(other, 'POST', url(), { label: 'x' })), role).toBe('403 not-allowed')
    }
    expect(codeOf(await server.ask(limited, 'POST', url(), { label: 'x' }))).toBe('403 not-allowed')
  })

  test('[access 1] private notes have no versions', async () => {
    await edit((doc) => fillText(doc.getXmlFragment('notes'), 'Only mine'), `notes.${plan.leadMemberId}`)
    await take('All')
    const kept = await server.deps.database.db
      .selectFrom('version_part').innerJoin('part', 'part.key', 'version_part.part_key').select('part_id').execute()
    expect(kept.map(({ part_id }) => part_id).filter((partId) => partId.startsWith('notes'))).toEqual([])
    expect(kept).toHaveLength(1)
  })

  test('[access 7] a version of another plan and one that does not exist answer alike', async () => {
    const other = await server.plan('Other')
    const id = await take('Mine')
    for (const vid of [strangeId(), 'x', id]) {
      expect(codeOf(await server.ask(other.lead, 'GET', `/api/plans/${other.planId}/versions/${vid}`))).toBe('404 not-found')
    }
    expect(codeOf(await server.ask(other.lead, 'GET', url(`/${id}`)))).toBe('404 not-found')
  })

  test('a version needs a label with words in it', async () => {
    for (const body of [{}, { label: '' }, { label: '  ' }, { label: 'x'.repeat(201) }, { label: 'x', kind: 'automatic' }]) {
      expect(codeOf(await server.ask(plan.lead, 'POST', url(), body))).toBe('400 bad-request')
    }
    const visit = await server.ask(plan.lead, 'POST', url(), { label: 'Visit', kind: 'visit' })
    expect((await list())[0]).toMatchObject({ id: visit.json<{ id: string }>().id, kind: 'visit' })
  })

  test('the same request sent again, also at the same moment, keeps one version; another one under its id is refused', async () => {
    const requestId = strangeId()
    const keep = (body: object = {}, who: TestPerson = plan.lead, planId = plan.planId) =>
      server.ask(who, 'POST', `/api/plans/${planId}/versions`, { label: 'Before the summer', requestId, ...body })
    await edit((doc) => void addGoal(doc, 'Brush teeth'))
    for (const answer of await Promise.all([keep(), keep()])) expect([answer.statusCode, answer.json()]).toEqual([201, { id: requestId }])
    await edit((doc) => void addGoal(doc, 'Since'))
    expect((await keep({ label: 'Before the summer ' })).json()).toEqual({ id: requestId })
    expect(await list()).toHaveLength(1)
    expect((await server.ask(plan.lead, 'GET', url(`/${requestId}`))).json<VersionContent>().content.goals.map(({ title }) => title)).not.toContain('Since')
    const [therapist, other] = [await server.member(plan.planId, 'therapist'), await server.plan('Other')]
    expect(codeOf(await keep({ label: 'Before the winter' }))).toBe('409 already-sent')
    expect(codeOf(await keep({ kind: 'visit' }))).toBe('409 already-sent')
    expect(codeOf(await keep({}, therapist))).toBe('409 already-sent')
    expect(codeOf(await keep({}, other.lead, other.planId))).toBe('409 already-sent')
    expect(await list()).toHaveLength(1)
  })
})
