import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { PlanContent } from '#shared/plan/api.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { entryFields } from '#shared/journal/journal-part.ts'
import { goalFields } from '#shared/plan/plan-part.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import { fillText } from '#shared/plan/text.ts'
import { PartWriter } from '../../server/sync/part-writer.ts'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

const at = '2026-11-21T10:00:00.000Z'

describe.each(await testableKinds())('the content of a plan on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    await write('plan', plan.leadMemberId, (doc) => {
      const goal = newEntity(goalFields, { status: 'active', order: 'a0' })
      doc.getMap('goals').set(strangeId(), goal)
      fillText(goal.get('title') as Y.XmlFragment, 'Bedtime')
    })
  })
  afterEach(() => server.close())

  const write = (partId: string, memberId: string, act: (doc: Y.Doc) => void) =>
    server.deps.database.db.transaction().execute(async (trx) => (await PartWriter.open(trx, plan.planId, partId)).writeAs(memberId, at, act))
  const note = (partId: string, memberId: string, values: Record<string, string> = {}) =>
    write(partId, memberId, (doc) => {
      doc.getMap('entries').set(strangeId(), newEntity(entryFields, { kind: 'observation', author: memberId, createdAt: at, status: 'final', ...values }))
    })
  const ask = (who: TestPerson) => server.ask(who, 'GET', `/api/plans/${plan.planId}/content`)
  const read = async (who: TestPerson) => (await ask(who)).json<PlanContent>()
  /** Changes one stored byte of a part. */
  const damage = async (partId: string) => {
    const { db } = server.deps.database
    const { key } = await db.selectFrom('part').select('key').where('plan_id', '=', plan.planId).where('part_id', '=', partId).executeTakeFirstOrThrow()
    const row = await db.selectFrom('update_log').select(['seq', 'bytes']).where('part_key', '=', key).orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow()
    const bytes = Buffer.from(row.bytes)
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1
    await db.updateTable('update_log').set({ bytes }).where('part_key', '=', key).where('seq', '=', row.seq).execute()
  }

  test('one damaged part is named and left out; the rest is there, and the log knows', async () => {
    await note('journal.team', plan.leadMemberId)
    const guardian = await server.member(plan.planId, 'guardian')
    await note(`journal.${guardian.memberId}`, guardian.memberId)
    await damage('journal.team')
    const content = await read(plan.lead)
    expect(content.unavailable).toEqual(['journal.team'])
    expect(content.goals).toMatchObject([{ title: 'Bedtime' }])
    expect(content.entries).toMatchObject([{ author: guardian.memberId }])
    expect(server.logLines.join('\n')).toMatch(/"code":"damaged-record"\},"partKey":\d+,"seq":1,"what":"log-row"/)
    await damage('plan')
    expect(await read(plan.lead)).toMatchObject({ unavailable: ['plan', 'journal.team'], goals: [], entries: [{}] })
  })

  test('[access 2] a damaged part that a reader may not read is neither loaded for them nor named', async () => {
    const guardian = await server.member(plan.planId, 'guardian')
    const teacher = await server.member(plan.planId, 'teacher')
    const caregiver = await server.member(plan.planId, 'caregiver')
    await note(`journal.${guardian.memberId}`, guardian.memberId)
    await note(`journal.${teacher.memberId}`, teacher.memberId)
    await damage(`journal.${guardian.memberId}`)
    await damage('plan')
    expect(await read(teacher)).toMatchObject({ unavailable: [], entries: [{ author: teacher.memberId }] })
    expect(await read(caregiver)).toMatchObject({ unavailable: ['plan'] })
    expect(server.logLines.join('\n')).not.toContain(`journal.${guardian.memberId}`)
    expect((await read(guardian)).unavailable).toEqual(['plan', `journal.${guardian.memberId}`])
  })

  test('[access 2] who wrote in a journal that they no longer read gets their own entries, or nothing and no word of it', async () => {
    const sam = await server.member(plan.planId, 'caregiver')
    await note('journal.team', sam.memberId)
    await note('journal.team', plan.leadMemberId)
    await server.ask(plan.lead, 'PATCH', `/api/plans/${plan.planId}/members/${sam.memberId}`, { role: 'teacher' })
    expect((await read(sam)).entries).toMatchObject([{ author: sam.memberId }])
    await damage('journal.team')
    expect(await read(sam)).toMatchObject({ entries: [], unavailable: [] })
  })

  test('who reads a projection is told that it is missing', async () => {
    const child = await server.member(plan.planId, 'child')
    expect((await read(child)).goals).toMatchObject([{ title: 'Bedtime' }])
    await damage('plan')
    expect(await read(child)).toMatchObject({ goals: [], unavailable: ['plan'] })
  })

  test('values of another kind than their field do not take the answer down', async () => {
    await note('journal.team', plan.leadMemberId, { happenedAt: 'last week', language: 'en' })
    await write('journal.team', plan.leadMemberId, (doc) => {
      const [entry] = doc.getMap<Y.Map<unknown>>('entries').values()
      for (const [key, value] of Object.entries({ intensity: 9n, mood: null, zone: { x: 1 }, count: 1.5, topic: 'gossip', routine: 'bath' })) entry?.set(key, value)
    })
    const answer = await ask(plan.lead)
    expect(answer.statusCode).toBe(200)
    const [entry] = answer.json<PlanContent>().entries
    expect(entry).toMatchObject({ kind: 'observation', language: 'en', routine: 'bath' })
    for (const key of ['happenedAt', 'intensity', 'mood', 'zone', 'count', 'topic']) expect(entry, key).not.toHaveProperty(key)
  })

  test('a database that fails is not taken for a damaged part', async () => {
    const failing = await openTestApp('sqlite', {
      openLog: () => ({ load: () => Promise.reject(Object.assign(new Error('disk'), { code: 'SQLITE_IOERR' })), close: () => Promise.resolve() }) as never,
    })
    const other = await failing.plan()
    expect(codeOf(await failing.ask(other.lead, 'GET', `/api/plans/${other.planId}/content`))).toBe('503 storage-unavailable')
    await failing.close()
  })
})

test('only valid values of the shape come out of a part', () => {
  const part = parsePart('plan') as Part
  const doc = new Y.Doc()
  const goal = new Y.Map<unknown>()
  doc.getMap('goals').set('a', goal)
  for (const [key, value] of Object.entries({ status: 'active', baseline: 99, startDate: '2026-11-21', reviewDate: [], other: 1 })) goal.set(key, value)
  expect(partToJson(doc, shapeOf(part)).goals).toEqual([{ id: 'a', status: 'active', startDate: '2026-11-21' }])
})
