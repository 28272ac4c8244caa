import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlanContent } from '#shared/plan/api.ts'
import { fillText } from '#shared/plan/text.ts'
import type { VersionContent, VersionList } from '#shared/version/api.ts'
import type { ChangeList } from '#shared/version/changes.ts'
import type { ErasureList } from '#shared/version/erasure.ts'
import * as Y from 'yjs'
import { compactPart } from '../../server/sync/compaction.ts'
import { openUpdateLog } from '../../server/sync/update-log.ts'
import { verifyParts } from '../../server/sync/verify.ts'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { leftOf } from '../support/byte-search.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { listen, openDevice, until, type Device } from '../support/device.ts'
import { addEntry, addGoal, goalOf, goalText, lineIn, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

const secret = 'Brigitte-Zyklop'

describe.each(await testableKinds())('erasing for good, on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let maeve: TestPerson & { memberId: string }
  let goalId: string
  const devices: Device[] = []
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    maeve = await server.member(plan.planId, 'guardian', 'Maeve')
    await edit((doc) => {
      goalId = addGoal(doc, 'Brush teeth')
      lineIn(goalText(doc, goalId, 'why')).insert(0, `Because ${secret} said so`)
    })
  })
  afterEach(async () => {
    for (const device of devices.splice(0)) device.close()
    await server.close()
  })

  const url = (path: string) => `/api/plans/${plan.planId}${path}`
  const edit = (act: (doc: Y.Doc) => void, memberId = plan.leadMemberId, partId = 'plan') => writeAs(server, plan.planId, partId, memberId, act)
  const take = async (label: string) => (await server.ask(plan.lead, 'POST', url('/versions'), { label, kind: 'agreed' })).json<{ id: string }>().id
  const read = async (id: string, who: TestPerson = plan.lead) => (await server.ask(who, 'GET', url(`/versions/${id}`))).json<VersionContent>()
  const order = (target: object, who: TestPerson = maeve, more: object = {}) =>
    server.ask(who, 'POST', url('/erasures'), { target, reason: 'about-someone-else', ...more })
  const ask = async (target: object, who?: TestPerson) => {
    const answer = await order(target, who)
    expect(answer.body).toContain('letters')
    return answer.json<{ id: string; letters: number }>()
  }
  const confirm = (id: string, who: TestPerson = plan.lead) => server.ask(who, 'POST', url(`/erasures/${id}/confirm`))
  const list = async (who: TestPerson = plan.lead) => (await server.ask(who, 'GET', url('/erasures'))).json<ErasureList>().erasures
  const erase = async (target: object) => {
    const { id } = await ask(target)
    const answer = await confirm(id)
    expect(answer.json()).toEqual({ state: 'done' })
    return id
  }
  const compactAll = async () => {
    const log = openUpdateLog(server.deps.database)
    const parts = await server.deps.database.db.selectFrom('part').select('key').where('plan_id', '=', plan.planId).execute()
    for (const { key } of parts) await compactPart(log, key, server.deps.now().toISOString())
    await log.close()
  }
  const left = (words: readonly string[] = [secret]) => leftOf(words, server.deps.database, server.deps.config.dataDir)
  const why = { part: 'plan', entity: 'goal', get id() { return goalId }, field: 'why' }
  const device = async (who: TestPerson = plan.lead, doc = new Y.Doc(), partId = 'plan') => {
    const opened = openDevice({ url: await listen(server), planId: plan.planId, partId, cookie: who.cookie, doc })
    devices.push(opened)
    return opened
  }

  test('[access 4] named words are nowhere any more: rows, packed snapshots, versions, the files and the write-ahead log', async () => {
    const before = await take(`With ${secret}`)
    // Written and taken back in pieces, compacted and not, so that the words lie in free pages and dead rows too.
    await edit((doc) => lineIn(goalText(doc, goalId, 'why')).insert(0, `${secret} again. `), maeve.memberId)
    await compactAll()
    await edit((doc) => lineIn(goalText(doc, goalId, 'why')).delete(0, 6))
    const middle = await take('Middle')
    await compactAll()
    await edit((doc) => lineIn(goalText(doc, goalId, 'why')).insert(0, 'Now: '))
    expect(await left()).not.toEqual([])
    await server.ask(maeve, 'POST', url(`/versions/${before}/agree`), { dissent: `Not with ${secret}` })

    await erase({ ...why, passage: secret })
    expect(await left()).toEqual([])
    const { goals } = (await server.ask(plan.lead, 'GET', url('/content'))).json<PlanContent>()
    expect(goals).toMatchObject([{ title: 'Brush teeth', why: 'Now:  again. Because  said so' }])
    expect((await read(before)).content.goals).toMatchObject([{ title: 'Brush teeth', why: 'Because  said so' }])
    expect((await verifyParts(server.deps.database.db, server.deps.now().toISOString())).findings).toEqual([])
    expect((await read(middle)).content.goals).toMatchObject([{ why: ' again. Because  said so' }])
  })

  test('[access 4] a goal and an entry go with all they ever held; the rest of every version stays', async () => {
    let other = ''
    await edit((doc) => {
      other = addGoal(doc, 'Eat')
      goalOf(doc, goalId).set('status', 'ended')
      lineIn(goalText(doc, goalId)).insert(0, 'Oxymoron ')
    })
    let entry = ''
    await edit((doc) => {
      entry = addEntry(doc, maeve.memberId, 'Grumblewort at night')
      ;(doc.getMap('entries').get(entry) as Y.Map<unknown>).set('statusReason', 'Flibberjam')
    }, maeve.memberId, 'journal.team')
    const id = await take('Both')
    await compactAll()
    await erase({ part: 'plan', entity: 'goal', id: goalId })
    await erase({ part: 'journal.team', entity: 'entry', id: entry })
    expect(await left([secret, 'Oxymoron', 'Grumblewort', 'Flibberjam', 'Brush teeth'])).toEqual([])
    const version = await read(id)
    expect(version.content.goals).toMatchObject([{ id: other, title: 'Eat' }])
    expect(version.content.entries).toEqual([])
    expect(version.erased).toMatchObject([
      { entity: 'goal', entityId: goalId, field: null, reason: 'about-someone-else', askedBy: maeve.memberId, decidedBy: plan.leadMemberId, state: 'done' },
      { entity: 'entry', entityId: entry, part: 'journal.team' },
    ])
    const { goals, entries } = (await server.ask(plan.lead, 'GET', url('/content'))).json<PlanContent>()
    expect([goals.length, entries.length]).toEqual([1, 0])
  })

  test('[access 4] a field, and words wherever they ever stood in a part', async () => {
    await edit((doc) => {
      fillText(doc.getMap('about').get('loves') as Y.XmlFragment, 'Trains and Wobblekin')
      lineIn(goalText(doc, goalId)).insert(0, 'Wobb')
      lineIn(goalText(doc, goalId)).insert(4, 'lekin ')
    })
    await edit((doc) => lineIn(goalText(doc, goalId)).delete(0, 10))
    const { letters } = await ask({ part: 'plan', passage: 'Wobblekin' })
    expect(letters).toBe(18)
    await erase({ part: 'plan', passage: 'Wobblekin' })
    await erase({ part: 'plan', entity: 'about', id: 'about', field: 'loves' })
    // The first order is still open, and nothing of the second is left in it.
    await server.deps.database.db.deleteFrom('erasure').where('done_at', 'is', null).execute()
    await erase(why)
    expect(await left(['Wobblekin', 'Trains', secret, 'Because'])).toEqual([])
    expect((await server.ask(plan.lead, 'GET', url('/content'))).json<PlanContent>()).toMatchObject({ about: { loves: '' }, goals: [{ title: 'Brush teeth', why: '' }] })
    // The field can be written in again.
    await edit((doc) => lineIn(goalText(doc, goalId, 'why')).insert(0, 'New'))
    expect((await server.ask(plan.lead, 'GET', url('/content'))).json<PlanContent>()).toMatchObject({ goals: [{ why: 'New' }] })
  })

  test('[access 4] what people copied into visits goes along: what they wrote alone, and what the next visit is about', async () => {
    const line = 'We met the Flibberjam at the gate'
    let entry = ''
    await edit((doc) => void (entry = addEntry(doc, maeve.memberId, `${line}\nShort`)), maeve.memberId, 'journal.team')
    const copy = async (words: string) => {
      await server.ask(plan.lead, 'POST', url('/visit'), {})
      await server.ask(maeve, 'POST', url('/visit/join'), {})
      await server.ask(maeve, 'POST', url('/visit/lane'), { words, isReady: true })
      await server.ask(plan.lead, 'POST', url('/visit/show'), { haveAsked: true })
      await server.ask(plan.lead, 'POST', url('/visit/next'), { words })
    }
    await copy(`Then ${line}. And ${secret} came. Short`)
    await server.ask(plan.lead, 'POST', url('/visit/end'), { label: `About ${line}` })
    await copy(`Once more: ${line}. And ${secret} came. Short`)
    // Another plan of the same server keeps its words.
    const other = await server.plan('Nell')
    await server.ask(other.lead, 'POST', `/api/plans/${other.planId}/visit`, {})
    await server.ask(other.lead, 'POST', `/api/plans/${other.planId}/visit/next`, { words: 'Flibber and Zyklop' })
    expect(await left([line, secret])).toContain(`visit_member.lane: ${line}`)

    await erase({ part: 'plan', passage: secret })
    await erase({ part: 'journal.team', entity: 'entry', id: entry })
    expect(await left([line, secret])).toEqual([])
    const { visit } = (await server.ask(maeve, 'GET', url('/visit'))).json<{ visit: { nextWords: string; people: { lane: string }[] } }>()
    expect(visit.nextWords).toBe('Once more: …. And … came. Short')
    expect(visit.people.map(({ lane }) => lane)).toContain('Once more: …. And … came. Short')
    expect((await server.ask(other.lead, 'GET', `/api/plans/${other.planId}/visit`)).body).toContain('Flibber and Zyklop')
  })

  test('[access 4] [V1] versions keep their ids and can be read, compared and restored across it; an agreement keeps its hash, marked', async () => {
    const first = await take('First')
    const { hash } = await read(first)
    await server.ask(maeve, 'POST', url(`/versions/${first}/agree`))
    await edit((doc) => lineIn(goalText(doc, goalId, 'why')).insert(0, 'Well. '), maeve.memberId)
    const second = await take('Second')
    const unharmed = (await server.ask(plan.lead, 'GET', url(`/authors?part=plan&entity=goal&id=${goalId}&field=title`))).json<object>()
    server.travel(1000)
    await erase({ ...why, passage: secret })
    const { versions } = (await server.ask(plan.lead, 'GET', url('/versions'))).json<VersionList>()
    expect(versions.map(({ id }) => id).toSorted()).toEqual([first, second].toSorted())
    const version = await read(first)
    expect(version.hash).not.toBe(hash)
    expect(version.erased).toHaveLength(1)
    expect(JSON.stringify(version.erased)).not.toContain('Brigitte')
    expect(versions.find(({ id }) => id === first)?.agreements).toMatchObject([{ hash, hasChanged: true, isBeforeErasure: true }])
    const { changes } = (await server.ask(plan.lead, 'GET', url(`/changes?from=${first}`))).json<ChangeList>()
    expect(changes).toMatchObject([{ field: 'why', before: 'Because  said so', after: 'Well. Because  said so', by: [maeve.memberId] }])
    expect((await server.ask(plan.lead, 'GET', url(`/authors?part=plan&entity=goal&id=${goalId}&field=title`))).json<object>()).toEqual(unharmed)
    expect((await server.ask(plan.lead, 'POST', url(`/versions/${first}/restore`), {})).statusCode).toBe(200)
    expect((await server.ask(plan.lead, 'GET', url('/content'))).json<PlanContent>()).toMatchObject({ goals: [{ why: 'Because  said so' }] })
    expect(await left()).toEqual([])
  })

  test('[access 4] a device that has the words is sent away, with new words, undo and all; a fresh one never gets them', async () => {
    const old = await device()
    await old.settled()
    expect(JSON.stringify(old.doc.getMap('goals').toJSON())).toContain(secret)
    const offline = new Y.Doc()
    Y.applyUpdate(offline, Y.encodeStateAsUpdate(old.doc))
    lineIn(goalText(offline, goalId, 'why')).insert(0, 'Offline. ')
    await erase({ ...why, passage: secret })
    await until(() => old.closes.some(({ code, reason }) => code === 4410 && reason === 'part-renewed'))
    const late = await device(plan.lead, offline)
    await until(() => late.closes.some(({ reason }) => reason === 'part-renewed'))
    const fresh = await device()
    await fresh.settled()
    const shown = JSON.stringify(fresh.doc.getMap('goals').toJSON())
    expect([shown.includes(secret), shown.includes('Offline'), shown.includes('said so')]).toEqual([false, false, true])
    expect(Buffer.from(Y.encodeStateAsUpdate(fresh.doc)).includes(secret)).toBe(false)
    lineIn(goalText(fresh.doc, goalId, 'why')).insert(0, 'Fresh. ')
    await fresh.settled()
    // It may come and go as before.
    fresh.provider.disconnect()
    fresh.provider.connect()
    await until(() => fresh.provider.synced)
    expect(fresh.closes.filter(({ reason }) => reason === 'part-renewed')).toEqual([])
    expect(await left()).toEqual([])
    expect(await left(['Offline. '])).toEqual([])
  })

  test('[access 4] it takes two people, one of them the lead or the practice; it is decided once', async () => {
    const admin = await server.member(plan.planId, 'admin')
    const father = await server.member(plan.planId, 'guardian', 'Father')
    const therapist = await server.member(plan.planId, 'therapist')
    const target = { ...why, passage: secret }
    const own = await ask(target, plan.lead)
    expect(codeOf(await confirm(own.id, plan.lead))).toBe('409 second-person')
    const { id } = await ask(target)
    expect(codeOf(await confirm(id, maeve))).toBe('409 second-person')
    expect(codeOf(await confirm(id, father))).toBe('403 not-allowed')
    expect(codeOf(await confirm(id, therapist))).toBe('403 not-allowed')
    expect(codeOf(await confirm(strangeId(), plan.lead))).toBe('404 not-found')
    expect((await list(admin)).map(({ mayConfirm }) => mayConfirm)).toEqual([true, true])
    expect((await list(maeve)).map((row) => [row.id === id, row.mayConfirm, row.mayWithdraw]).toSorted()).toEqual([[false, true, true], [true, false, true]])
    expect(await left()).not.toEqual([])
    expect((await server.ask(maeve, 'DELETE', url(`/erasures/${id}`))).statusCode).toBe(204)
    expect(codeOf(await confirm(id, plan.lead))).toBe('409 already-decided')
    expect((await confirm(own.id, admin)).json()).toEqual({ state: 'done' })
    expect(codeOf(await confirm(own.id, admin))).toBe('409 already-decided')
    expect(codeOf(await server.ask(plan.lead, 'DELETE', url(`/erasures/${own.id}`)))).toBe('409 already-decided')
    expect(await left()).toEqual([])
    for (const role of ['therapist', 'caregiver', 'teacher', 'viewer', 'admin'] as const) {
      expect(codeOf(await order(target, await server.member(plan.planId, role))), role).toBe('403 not-allowed')
    }
  })

  test('[access 2] a mark reaches whom its place is open to, and holds no content', async () => {
    const limited = await server.member(plan.planId, 'limited')
    const child = await server.member(plan.planId, 'child')
    const journal = `journal.${limited.memberId}`
    let entry = ''
    await edit((doc) => void (entry = addEntry(doc, limited.memberId, 'Quixotry')), limited.memberId, journal)
    await edit((doc) => fillText(doc.getMap('about').get('family') as Y.XmlFragment, 'Quixotry'))
    await ask({ part: 'plan', entity: 'about', id: 'about', field: 'family' })
    await ask({ part: 'plan', passage: 'Quixotry' })
    const { id } = await ask({ part: journal, entity: 'entry', id: entry }, limited)
    expect((await list(limited)).map((row) => row.id)).toEqual([id])
    expect(await list(child)).toEqual([])
    expect((await list(maeve)).map(({ part }) => part)).toEqual(['plan', 'plan'])
    expect((await list()).length).toBe(3)
    expect(JSON.stringify([await list(), await list(limited)])).not.toContain('Quixotry')
    expect(codeOf(await order({ part: journal, entity: 'entry', id: entry }))).toBe('404 not-found')
    expect(codeOf(await order({ part: 'plan', entity: 'goal', id: goalId }, limited))).toBe('404 not-found')
    expect(codeOf(await order({ part: journal, passage: 'Quixotry' }, child))).toBe('404 not-found')
  })

  test('[access 4] what cannot be erased is refused, and a note that holds the words', async () => {
    expect(codeOf(await order({ ...why, passage: 'Never written' }))).toBe('404 nothing-to-erase')
    expect(codeOf(await order({ part: 'plan', entity: 'goal', id: strangeId() }))).toBe('404 nothing-to-erase')
    expect(codeOf(await order({ part: `notes.${plan.leadMemberId}`, passage: 'anything' }, plan.lead))).toBe('404 not-found')
    for (const target of [{ part: 'plan' }, { part: 'plan', field: 'why' }, { ...why, field: 'status' }, { ...why, field: 'order' }, { ...why, passage: 'a\nb' }, { ...why, passage: 'x' }]) {
      expect(codeOf(await order(target)), JSON.stringify(target)).toBe('400 bad-request')
    }
    expect(codeOf(await order({ ...why, passage: secret }, maeve, { note: `It names ${secret}` }))).toBe('400 bad-request')
    expect(codeOf(await order({ ...why, passage: secret }, maeve, { reason: 'because' }))).toBe('400 bad-request')
    expect(await list()).toEqual([])
  })

  test('[access 4] the same request sent again, also at the same moment, asks once, before and after it is done; another one under its id is refused', async () => {
    const requestId = strangeId()
    const target = { ...why, passage: secret }
    const [first, second] = await Promise.all([order(target, maeve, { requestId }), order(target, maeve, { requestId })])
    expect(first.json()).toMatchObject({ id: requestId })
    expect(second.json()).toEqual(first.json())
    expect(await list()).toHaveLength(1)
    const others = () => Promise.all([
      order({ ...why, passage: 'Because' }, maeve, { requestId }), order(why, maeve, { requestId }), order({ ...target, field: 'title' }, maeve, { requestId }),
      order(target, maeve, { requestId, note: 'Another reason' }), order(target, plan.lead, { requestId }),
    ])
    for (const answer of await others()) expect(codeOf(answer)).toBe('409 already-sent')
    expect((await confirm(requestId)).json()).toEqual({ state: 'done' })
    const again = await order(target, maeve, { requestId })
    expect([again.statusCode, again.json<{ id: string }>().id]).toEqual([201, requestId])
    // What the words were is not known any more.
    for (const answer of (await others()).slice(1)) expect(codeOf(answer)).toBe('409 already-sent')
    expect(await list()).toMatchObject([{ id: requestId, state: 'done' }])
    expect(await left()).toEqual([])
  })
})
