import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ArrivalList, EntryHistory } from '#shared/version/api.ts'
import { fillText } from '#shared/plan/text.ts'
import type * as Y from 'yjs'
import { compactPart } from '../../server/sync/compaction.ts'
import { openUpdateLog } from '../../server/sync/update-log.ts'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { writeEntry } from '../support/entries.ts'
import { writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

type Member = TestPerson & { memberId: string }
const minuteMs = 60_000

describe.each(await testableKinds())('entries over time, on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let maeve: Member
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    maeve = await server.member(plan.planId, 'guardian', 'Maeve')
  })
  afterEach(() => server.close())

  const edit = (who: Member, act: (doc: Y.Doc) => void, partId = 'journal.team') => writeAs(server, plan.planId, partId, who.memberId, act)
  const ago = (minutes: number) => new Date(server.deps.now().getTime() - minutes * minuteMs).toISOString()
  const entryIn = (doc: Y.Doc, id: string) => doc.getMap<Y.Map<unknown>>('entries').get(id) as Y.Map<unknown>
  const arrivals = async (who: TestPerson) => (await server.ask(who, 'GET', `/api/plans/${plan.planId}/arrivals`)).json<ArrivalList>().items
  const askHistory = (who: TestPerson, id: string, part = 'journal.team') =>
    server.ask(who, 'GET', `/api/plans/${plan.planId}/entry-history?part=${part}&entry=${id}`)
  const states = async (who: TestPerson, id: string) => (await askHistory(who, id)).json<EntryHistory>().states
  const compact = async (partId = 'journal.team') => {
    const { key } = await server.deps.database.db.selectFrom('part').select('key').where('plan_id', '=', plan.planId).where('part_id', '=', partId).executeTakeFirstOrThrow()
    const log = openUpdateLog(server.deps.database)
    await compactPart(log, key, server.deps.now().toISOString())
    await log.close()
  }
  const write = async (who: Member, values: Record<string, string | number> = {}, partId = 'journal.team') => {
    const id = strangeId()
    await edit(who, (doc) => void writeEntry(doc, who.memberId, 'He asked for more.', { createdAt: ago(0), ...values }, id), partId)
    return id
  }

  test('[journey 2] a note that waited on a phone arrived when the server got it, whatever the phone says', async () => {
    const [late, soon, ahead] = [await write(maeve, { createdAt: ago(6 * 60), happenedAt: ago(7 * 60) }), await write(maeve), await write(maeve, { createdAt: ago(-90) })]
    const now = server.deps.now().getTime()
    const items = await arrivals(plan.lead)
    expect(items.map(({ id }) => id).toSorted()).toEqual([late, ahead].toSorted())
    for (const { at } of items) expect(Math.abs(Date.parse(at) - now)).toBeLessThan(10_000)
    expect(items.some(({ id }) => id === soon)).toBe(false)
  })

  test('what is changed later arrived no later, also when the record was compacted', async () => {
    const id = await write(maeve, { createdAt: ago(60) })
    const came = (await arrivals(plan.lead)).find((item) => item.id === id)?.at ?? ''
    server.travel(3 * 60 * minuteMs)
    await edit(maeve, (doc) => void entryIn(doc, id).set('intensity', 3))
    expect((await arrivals(plan.lead)).find((item) => item.id === id)?.at).toBe(came)
    await compact()
    expect((await arrivals(plan.lead)).find((item) => item.id === id)?.at.slice(0, 16)).toBe(came.slice(0, 16))
  })

  test('[access 2] of notes that one may not read one learns no arrival and no history', async () => {
    const carmen = await server.member(plan.planId, 'caregiver', 'Carmen')
    const dana = await server.member(plan.planId, 'guardian', 'Dana')
    const joy = await server.member(plan.planId, 'teacher', 'Joy')
    const ofTeam = await write(maeve, { createdAt: ago(60) })
    const ofParents = await write(maeve, { createdAt: ago(60) }, 'journal.guardians')
    const ofMaeve = await write(maeve, { createdAt: ago(60) }, `journal.${maeve.memberId}`)
    const ids = async (who: TestPerson) => new Set((await arrivals(who)).map(({ id }) => id))
    expect(await ids(plan.lead)).toEqual(new Set([ofTeam, ofParents, ofMaeve]))
    expect(await ids(dana)).toEqual(new Set([ofTeam, ofParents]))
    expect(await ids(carmen)).toEqual(new Set([ofTeam]))
    expect(await ids(joy)).toEqual(new Set())
    expect(codeOf(await askHistory(dana, ofMaeve, `journal.${maeve.memberId}`))).toBe('404 not-found')
    expect(codeOf(await askHistory(joy, ofTeam))).toBe('404 not-found')
    // A carer reads the note as it is now, and of history only that of her own.
    expect(codeOf(await askHistory(carmen, ofTeam))).toBe('404 not-found')
    const own = await write(carmen)
    expect(await states(carmen, own)).toHaveLength(1)
    expect(codeOf(await askHistory(plan.lead, strangeId()))).toBe('404 not-found')
    expect(codeOf(await askHistory(plan.lead, ofTeam, 'plan'))).toBe('404 not-found')
    const viewer = await server.member(plan.planId, 'viewer')
    expect(codeOf(await askHistory(viewer, ofTeam))).toBe('403 not-allowed')
  })

  test('[access 4] what a note was before it was changed is kept, by whom and when', async () => {
    const id = await write(maeve, { intensity: 2, happenedAt: '2026-11-14T02:10:00+00:00' })
    server.travel(30 * minuteMs)
    await edit(maeve, (doc) => {
      const entry = entryIn(doc, id)
      entry.set('intensity', 4)
      entry.set('happenedAt', '2026-11-13T23:10:00-03:00')
      entry.set('status', 'amended')
      fillText(entry.get('text') as Y.XmlFragment, 'Twice.')
    })
    // A second change a minute later belongs to the same spell; one of the next day does not.
    server.travel(minuteMs)
    await edit(maeve, (doc) => void entryIn(doc, id).set('intensity', 5))
    server.travel(24 * 60 * minuteMs)
    await edit(maeve, (doc) => entryIn(doc, id).delete('intensity'))
    const before = await states(plan.lead, id)
    expect(before.map(({ content }) => content.intensity)).toEqual([2, 5, undefined])
    expect(before.map(({ by }) => by)).toEqual([maeve.memberId, maeve.memberId, maeve.memberId])
    expect(before[0]?.content).toMatchObject({ text: 'He asked for more.', happenedAt: '2026-11-14T02:10:00+00:00', status: 'final' })
    expect(before[1]?.content).toMatchObject({ happenedAt: '2026-11-13T23:10:00-03:00', status: 'amended' })
    expect(String(before[1]?.content.text)).toContain('Twice.')
    await compact()
    expect((await states(plan.lead, id)).map(({ content }) => content)).toEqual(before.map(({ content }) => content))
  })

  test('a note that is changed right after it came still has what it was', async () => {
    const id = await write(maeve, { intensity: 2 })
    server.travel(2000)
    await edit(maeve, (doc) => void entryIn(doc, id).set('intensity', 4))
    expect((await states(plan.lead, id)).map(({ content }) => content.intensity)).toEqual([2, 4])
  })
})
