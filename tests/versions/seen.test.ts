import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { SeenItem, SeenList } from '#shared/version/api.ts'
import type * as Y from 'yjs'
import { compactPart } from '../../server/sync/compaction.ts'
import { openUpdateLog } from '../../server/sync/update-log.ts'
import { openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { writeEntry } from '../support/entries.ts'
import { addStrategy, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

type Member = TestPerson & { memberId: string }

describe.each(await testableKinds())('who has seen what, on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let lead: Member
  let maeve: Member
  let dana: Member
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    lead = { ...plan.lead, memberId: plan.leadMemberId }
    maeve = await server.member(plan.planId, 'guardian', 'Maeve')
    dana = await server.member(plan.planId, 'guardian', 'Dana')
  })
  afterEach(() => server.close())

  const edit = (who: Member, act: (doc: Y.Doc) => void, partId = 'plan') => writeAs(server, plan.planId, partId, who.memberId, act)
  const look = async (who: TestPerson) => {
    server.travel(10)
    await server.ask(who, 'POST', `/api/plans/${plan.planId}/seen`)
    server.travel(10)
  }
  const seen = async (who: TestPerson) => (await server.ask(who, 'GET', `/api/plans/${plan.planId}/seen`)).json<SeenList>()
  const item = async (who: TestPerson, id: string): Promise<Omit<SeenItem, 'changedAt' | 'entity' | 'id'> | undefined> => {
    const found = (await seen(who)).items.find((one) => one.id === id)
    return found && { isNew: found.isNew, seenBy: found.seenBy, waitsFor: found.waitsFor }
  }

  test('a strategy is seen by those who looked after its last change, and waits for the others but who wrote it', async () => {
    let id = ''
    await edit(lead, (doc) => {
      id = addStrategy(doc, 'Two choices at snack')
    })
    expect(await item(lead, id)).toEqual({ isNew: false, seenBy: [], waitsFor: [maeve.memberId, dana.memberId] })
    await look(maeve)
    expect(await item(lead, id)).toEqual({ isNew: false, seenBy: [maeve.memberId], waitsFor: [dana.memberId] })
    expect(await item(maeve, id)).toEqual({ isNew: false, seenBy: [], waitsFor: [dana.memberId] })
    expect(await item(dana, id)).toMatchObject({ isNew: true })
    await edit(dana, (doc) => (doc.getMap<Y.Map<unknown>>('strategies').get(id) as Y.Map<unknown>).set('routine', 'snack'))
    expect(await item(lead, id)).toEqual({ isNew: true, seenBy: [], waitsFor: [maeve.memberId, dana.memberId] })
    await look(dana)
    expect(await item(maeve, id)).toEqual({ isNew: true, seenBy: [dana.memberId], waitsFor: [lead.memberId] })
  })

  test('a note that was written before a look and came after it is not seen', async () => {
    await look(lead)
    let id = ''
    await edit(maeve, (doc) => {
      id = writeEntry(doc, maeve.memberId, 'At two in the night', { createdAt: '2020-01-01T02:00:00Z' })
    }, 'journal.team')
    expect(await item(maeve, id)).toEqual({ isNew: false, seenBy: [], waitsFor: [] })
    await look(lead)
    expect(await item(maeve, id)).toEqual({ isNew: false, seenBy: [lead.memberId], waitsFor: [] })
  })

  test('marking as seen what a list shows leaves what came after the list new', async () => {
    const [shown, later] = [crypto.randomUUID(), crypto.randomUUID()]
    await edit(lead, (doc) => void addStrategy(doc, 'Two choices at snack', shown))
    server.travel(10)
    const list = await seen(maeve)
    server.travel(10)
    await edit(lead, (doc) => void addStrategy(doc, 'A song', later))
    server.travel(10)
    expect((await server.ask(maeve, 'POST', `/api/plans/${plan.planId}/seen`, { upTo: list.upTo })).json()).toEqual({ at: list.upTo })
    expect(await item(maeve, shown)).toMatchObject({ isNew: false })
    expect(await item(maeve, later)).toMatchObject({ isNew: true })
    expect([await item(lead, shown), await item(lead, later)]).toMatchObject([{ seenBy: [maeve.memberId] }, { seenBy: [] }])
  })

  test('[access 2] nobody counts as having seen what they may not read, and nobody learns of what they may not read', async () => {
    const carmen = await server.member(plan.planId, 'caregiver', 'Carmen')
    const colin = await server.member(plan.planId, 'limited', 'Colin')
    const joy = await server.member(plan.planId, 'teacher', 'Joy')
    const [strategy, ofParents, ofColin, ofJoy] = ['s', 'p', 'c', 'j'].map(() => crypto.randomUUID()) as [string, string, string, string]
    await edit(lead, (doc) => void addStrategy(doc, 'Wait', strategy))
    await edit(maeve, (doc) => void writeEntry(doc, maeve.memberId, 'For parents', {}, ofParents), 'journal.guardians')
    await edit(colin, (doc) => void writeEntry(doc, colin.memberId, 'For therapists', {}, ofColin), `journal.${colin.memberId}`)
    await edit(joy, (doc) => void writeEntry(doc, joy.memberId, 'For therapists', {}, ofJoy), `journal.${joy.memberId}`)
    for (const who of [lead, maeve, dana, carmen, colin, joy]) await look(who)
    expect(await item(maeve, ofParents)).toMatchObject({ seenBy: [lead.memberId, dana.memberId] })
    expect(await item(colin, ofColin)).toMatchObject({ seenBy: [lead.memberId] })
    expect(await item(lead, strategy)).toEqual({ isNew: false, seenBy: [maeve, dana, carmen, colin].map(({ memberId }) => memberId), waitsFor: [] })
    // Who does not write the plan is not told who else has looked.
    expect(await item(carmen, strategy)).toEqual({ isNew: false, seenBy: [], waitsFor: [] })
    expect((await seen(carmen)).items.map(({ id }) => id)).toEqual([strategy])
    expect((await seen(colin)).items.map(({ id }) => id).toSorted()).toEqual([strategy, ofColin].toSorted())
    expect((await seen(colin)).looks.map(({ memberId }) => memberId)).toEqual([colin.memberId])
    expect((await seen(joy)).items.map(({ id }) => id)).toEqual([ofJoy])
    expect((await seen(dana)).items.map(({ id }) => id)).not.toContain(ofColin)
    const child = await server.member(plan.planId, 'child', 'Nell')
    expect(await seen(child)).toMatchObject({ looks: [], items: [] })
  })

  test('after compaction a look in the same minute is not held to have seen it', async () => {
    let id = ''
    await edit(lead, (doc) => {
      id = addStrategy(doc, 'Wait')
    })
    const log = openUpdateLog(server.deps.database)
    const { key } = await server.deps.database.db.selectFrom('part').select('key').where('plan_id', '=', plan.planId).where('part_id', '=', 'plan').executeTakeFirstOrThrow()
    await compactPart(log, key, server.deps.now().toISOString())
    await log.close()
    await look(maeve)
    expect(await item(lead, id)).toMatchObject({ seenBy: [] })
    server.travel(60_000)
    await look(maeve)
    expect(await item(lead, id)).toMatchObject({ seenBy: [maeve.memberId] })
  })
})
