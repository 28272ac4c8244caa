import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChangeList } from '#shared/version/changes.ts'
import { moveTo } from '#shared/plan/order.ts'
import { fillText } from '#shared/plan/text.ts'
import type * as Y from 'yjs'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { addEntry, addGoal, goalOf, goalText, lineIn, writeAs } from '../support/history.ts'
import { joinRetyped } from '../../server/versions/retyped.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('what changed, on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let maeve: TestPerson & { memberId: string }
  let goalId: string
  let versionId: string
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    maeve = await server.member(plan.planId, 'guardian', 'Maeve')
    await edit((doc) => {
      goalId = addGoal(doc, 'Brush teeth at night')
    })
    versionId = (await server.ask(plan.lead, 'POST', `/api/plans/${plan.planId}/versions`, { label: 'Start' })).json<{ id: string }>().id
  })
  afterEach(() => server.close())

  const edit = (act: (doc: Y.Doc) => void, memberId = plan.leadMemberId, partId = 'plan') => writeAs(server, plan.planId, partId, memberId, act)
  const ask = (from: string, to: string, who: TestPerson = plan.lead) =>
    server.ask(who, 'GET', `/api/plans/${plan.planId}/changes?from=${encodeURIComponent(from)}&to=${encodeURIComponent(to)}`)
  const changes = async (from = versionId, to = 'now', who: TestPerson = plan.lead) => (await ask(from, to, who)).json<ChangeList>().changes
  const sentences = async () => (await changes()).map(({ sentence }) => sentence)

  test('[W2] words are told with who put them in and who took them out, and in one sentence', async () => {
    server.travel(3_600_000)
    await edit((doc) => {
      const line = lineIn(goalText(doc, goalId))
      line.delete(line.length - 8, 8)
      line.insert(line.length, 'every morning')
    }, maeve.memberId)
    const [change, ...others] = await changes()
    expect(others).toEqual([])
    expect(change).toMatchObject({
      kind: 'changed', entity: 'goal', id: goalId, field: 'title', before: 'Brush teeth at night', after: 'Brush teeth every morning',
      by: [maeve.memberId],
      sentence: 'Maeve changed the words of the goal “Brush teeth every morning”.',
    })
    expect(change?.spans?.map(({ op, text, by }) => [op, text, by])).toEqual([
      ['same', 'Brush teeth ', plan.leadMemberId], ['delete', 'at night', maeve.memberId], ['insert', 'every morning', maeve.memberId],
    ])
    expect(Math.abs(Date.parse(change?.spans?.[1]?.at ?? '') - server.deps.now().getTime())).toBeLessThan(120_000)
  })

  test('goals that came, moved and changed, values, entries, in sentences', async () => {
    let other = ''
    await edit((doc) => void addGoal(doc, 'Eat'))
    versionId = (await server.ask(plan.lead, 'POST', `/api/plans/${plan.planId}/versions`, { label: 'Two' })).json<{ id: string }>().id
    await edit((doc) => {
      other = addGoal(doc, 'Sleep')
    }, maeve.memberId)
    await edit((doc) => moveTo(doc.getMap('goals'), goalId, 2))
    await edit((doc) => {
      goalOf(doc, goalId).set('status', 'achieved')
      goalOf(doc, goalId).set('reviewDate', '2026-12-24')
      ;(goalOf(doc, goalId).get('settings') as Y.Map<true>).set('home', true)
      lineIn(goalText(doc, goalId)).format(0, 5, { bold: {} })
    })
    await edit((doc) => void addEntry(doc, maeve.memberId, 'He did it alone'), maeve.memberId, 'journal.team')
    expect((await sentences()).toSorted()).toEqual([
      'Hana Lead changed how the words of the goal “Brush teeth at night” look.',
      'Hana Lead changed the status of the goal “Brush teeth at night” from active to achieved.',
      'Hana Lead moved the goal “Brush teeth at night” to another place in the list.',
      'Hana Lead set “Next look” (the goal “Brush teeth at night”) to “2026-12-24”.',
      'Hana Lead set “Where” (the goal “Brush teeth at night”) to home.',
      'Maeve added a goal: “Sleep”.',
      'Maeve added a note: “He did it alone”.',
    ])
    expect(await changes('now', 'now')).toEqual([])
    expect((await changes('now', versionId)).map(({ kind: what, entity }) => `${what} ${entity}`)).toContain('removed goal')
    expect((await changes()).find(({ id }) => id === other)).toMatchObject({ kind: 'added', place: 1, after: { title: 'Sleep' } })
  })

  test('a decision is told as one, its reason and other views under their own names', async () => {
    let id = ''
    await edit((doc) => {
      id = addEntry(doc, maeve.memberId, 'Cards at breakfast first')
      const entry = doc.getMap<Y.Map<unknown>>('entries').get(id)
      entry?.set('kind', 'decision')
      fillText(entry?.get('before') as Y.XmlFragment, 'It is calm')
    }, maeve.memberId, 'journal.team')
    expect(await changes()).toMatchObject([{ entryKind: 'decision', sentence: 'Maeve wrote down a decision: “Cards at breakfast first”.' }])
    const moment = server.deps.now().toISOString()
    server.travel(60_000)
    await edit((doc) => fillText(doc.getMap<Y.Map<unknown>>('entries').get(id)?.get('after') as Y.XmlFragment, 'Sam: bedtime'), maeve.memberId, 'journal.team')
    expect((await changes(moment)).map(({ sentence }) => sentence)).toEqual([
      'Maeve changed the words of “Who saw it differently” (the decision “Cards at breakfast first”).',
    ])
  })

  test('a moment stands for the last row at or before it', async () => {
    const before = server.deps.now().toISOString()
    server.travel(60_000)
    await edit((doc) => void addGoal(doc, 'Later'))
    const after = server.deps.now().toISOString()
    server.travel(60_000)
    await edit((doc) => void addGoal(doc, 'Latest'))
    const titles = async (from: string, to: string) => (await changes(from, to)).map(({ title }) => title)
    expect(await titles(before, 'now')).toEqual(['Later', 'Latest'])
    expect(await titles(before, after)).toEqual(['Later'])
    expect(await titles(after, 'now')).toEqual(['Latest'])
    expect(await titles('2020-01-01T00:00:00Z', before)).toEqual(['Brush teeth at night'])
  })

  test('[access 2] each reader is told of what they may read, under names they may see', async () => {
    const limited = await server.member(plan.planId, 'limited')
    await edit((doc) => {
      addGoal(doc, 'New')
      fillText(doc.getMap('about').get('loves') as Y.XmlFragment, 'Trains')
    }, maeve.memberId)
    await edit((doc) => void addEntry(doc, plan.leadMemberId, 'For guardians'), plan.leadMemberId, 'journal.guardians')
    await edit((doc) => void addEntry(doc, limited.memberId, 'Own'), limited.memberId, `journal.${limited.memberId}`)
    const told = async (who: TestPerson) => (await changes(versionId, 'now', who)).map(({ sentence }) => sentence)
    expect(await told(limited)).toEqual(['Somebody added a goal: “New”.', 'Sam limited added a note: “Own”.'])
    expect(JSON.stringify(await changes(versionId, 'now', limited))).not.toContain(maeve.memberId)
    expect(await told(maeve)).toEqual([
      'Maeve changed the words of “What the child loves” (the page about the child).', 'Maeve added a goal: “New”.', 'Hana Lead added a note: “For guardians”.',
    ])
    for (const role of ['caregiver', 'teacher', 'child', 'viewer', 'admin'] as const) {
      expect(codeOf(await ask(versionId, 'now', await server.member(plan.planId, role))), role).toBe('403 not-allowed')
    }
  })

  test('what is no version and no moment is refused', async () => {
    for (const from of ['yesterday', '2026-13-45T00:00:00Z', 'x'.repeat(50)]) expect(codeOf(await ask(from, 'now'))).toBe('400 bad-request')
    expect(codeOf(await ask(strangeId(), 'now'))).toBe('404 not-found')
  })
})

test('[W2] words that were only put in again are the same, under the name of who did it; whole words only', () => {
  const span = (op: 'same' | 'insert' | 'delete', text: string, by: string) => ({ op, text, by, at: null })
  expect(joinRetyped([span('same', 'A ', 'a'), span('delete', 'red house', 'b'), span('insert', 'red boat', 'c')])).toEqual([
    span('same', 'A ', 'a'), span('same', 'red ', 'c'), span('delete', 'house', 'b'), span('insert', 'boat', 'c'),
  ])
  expect(joinRetyped([span('delete', 'cat', 'b'), span('insert', 'car', 'c')])).toEqual([span('delete', 'cat', 'b'), span('insert', 'car', 'c')])
  expect(joinRetyped([span('delete', 'the end', 'b'), span('insert', 'the end', 'c')])).toEqual([span('same', 'the end', 'c')])
})
