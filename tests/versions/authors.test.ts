import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fillText } from '#shared/plan/text.ts'
import type { TextAuthors } from '#shared/version/api.ts'
import type * as Y from 'yjs'
import { lettersOf } from '#client/text/letters.ts'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { addEntry, addGoal, goalText, lineIn, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('who wrote a text, on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let maeve: TestPerson & { memberId: string }
  let goalId: string
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    maeve = await server.member(plan.planId, 'guardian', 'Maeve')
    await edit((doc) => {
      goalId = addGoal(doc, 'Brush teeth')
    })
  })
  afterEach(() => server.close())

  const edit = (act: (doc: Y.Doc) => void, memberId = plan.leadMemberId, partId = 'plan') => writeAs(server, plan.planId, partId, memberId, act)
  const ask = (place: Record<string, string>, who: TestPerson = plan.lead) =>
    server.ask(who, 'GET', `/api/plans/${plan.planId}/authors?${new URLSearchParams(place).toString()}`)
  const title = (id = goalId) => ({ part: 'plan', entity: 'goal', id, field: 'title' })
  const authors = async (place: Record<string, string>, who?: TestPerson) => (await ask(place, who)).json<TextAuthors>()
  const take = async (label: string, as: 'visit' | 'named') =>
    (await server.ask(plan.lead, 'POST', `/api/plans/${plan.planId}/versions`, { label, kind: as })).json<{ id: string }>().id

  test('[W1] [W2] each run is told with its author, its minute, and the version and the visit that held it first', async () => {
    const named = await take('Start', 'named')
    server.travel(3_600_000)
    await edit((doc) => lineIn(goalText(doc, goalId)).insert(5, ' all'), maeve.memberId)
    const visit = await take('Visit', 'visit')
    server.travel(3_600_000)
    await edit((doc) => lineIn(goalText(doc, goalId)).insert(0, 'We '), maeve.memberId)
    const { runs, versions } = await authors(title())
    expect(runs.map(({ at: _at, ids: _ids, ...run }) => run)).toEqual([
      { text: 'We ', by: maeve.memberId, version: null, visit: null },
      { text: 'Brush', by: plan.leadMemberId, version: named, visit },
      { text: ' all', by: maeve.memberId, version: visit, visit },
      { text: ' teeth', by: plan.leadMemberId, version: named, visit },
    ])
    expect(Date.parse(runs[0]?.at ?? '') - Date.parse(runs[2]?.at ?? '')).toBe(3_600_000)
    expect(versions).toMatchObject([{ id: named, label: 'Start', kind: 'named' }, { id: visit, label: 'Visit', kind: 'visit' }])
    expect((await authors({ part: 'plan', entity: 'goal', id: goalId, field: 'gas.-1' })).runs).toEqual([])
    await edit((doc) => {
      const letters = lettersOf(goalText(doc, goalId))
      const told = runs.flatMap(({ ids }) => ids.flatMap(([client, clock, length]) => Array.from({ length }, (_, i) => `${client}.${clock + i}`)))
      expect(told).toEqual(letters.map(({ client, clock }) => `${client}.${clock}`))
    })
  })

  test('[W1] a visit is told with when it began, so that what was written in it is known from what was there before', async () => {
    const post = (act: string, body: object = {}) => server.ask(plan.lead, 'POST', `/api/plans/${plan.planId}/visit${act}`, body)
    await post('')
    server.travel(600_000)
    await edit((doc) => lineIn(goalText(doc, goalId)).insert(0, 'We '), maeve.memberId)
    server.travel(600_000)
    await post('/end', { label: 'Visit' })
    const { runs, versions } = await authors(title())
    const [visit] = versions
    expect(runs.map(({ visit: first }) => first)).toEqual([visit?.id, visit?.id])
    expect(versions).toMatchObject([{ kind: 'visit', startedAt: expect.any(String) }])
    expect(Date.parse(visit?.at ?? '') - Date.parse(visit?.startedAt ?? '')).toBeGreaterThanOrEqual(1_200_000)
    expect(Date.parse(runs[0]?.at ?? '')).toBeGreaterThan(Date.parse(visit?.startedAt ?? ''))
  })

  test('[W1] [access 2] a reader is told of what they may read, under names they may see', async () => {
    const limited = await server.member(plan.planId, 'limited')
    await edit((doc) => {
      lineIn(goalText(doc, goalId)).insert(0, 'We ')
      fillText(doc.getMap('about').get('loves') as Y.XmlFragment, 'Trains')
    }, maeve.memberId)
    let [own, other] = ['', '']
    const journal = `journal.${limited.memberId}`
    await edit((doc) => void (own = addEntry(doc, limited.memberId, 'Mine')), limited.memberId, journal)
    await edit((doc) => void (other = addEntry(doc, plan.leadMemberId, 'For all')), plan.leadMemberId, 'journal.team')
    expect((await authors(title(), limited)).runs).toMatchObject([{ text: 'We ', by: null, ids: [] }, { text: 'Brush teeth', by: plan.leadMemberId, ids: [] }])
    expect((await authors({ part: journal, entity: 'entry', id: own, field: 'text' }, limited)).runs).toMatchObject([{ text: 'Mine', by: limited.memberId }])
    const about = { part: 'plan', entity: 'about', id: 'about', field: 'loves' }
    expect((await authors(about)).runs).toMatchObject([{ text: 'Trains', by: maeve.memberId }])
    expect(codeOf(await ask(about, limited))).toBe('404 not-found')
    expect(codeOf(await ask({ part: 'journal.team', entity: 'entry', id: other, field: 'text' }, limited))).toBe('404 not-found')
    expect(codeOf(await ask({ part: journal, entity: 'entry', id: own, field: 'text' }, maeve))).toBe('404 not-found')
    for (const role of ['caregiver', 'teacher', 'child', 'viewer', 'admin'] as const) {
      expect(codeOf(await ask(title(), await server.member(plan.planId, role))), role).toBe('403 not-allowed')
    }
  })

  test('[access 1] private notes are nobody\'s to ask about, and a place that is none is refused', async () => {
    await edit((doc) => fillText(doc.getXmlFragment('notes'), 'Only mine'), plan.leadMemberId, `notes.${plan.leadMemberId}`)
    expect(codeOf(await ask({ part: `notes.${plan.leadMemberId}`, entity: 'about', id: 'notes', field: 'notes' }))).toBe('404 not-found')
    expect(codeOf(await ask(title(strangeId())))).toBe('404 not-found')
    expect(codeOf(await ask({ part: 'nothing', entity: 'goal', id: goalId, field: 'title' }))).toBe('404 not-found')
    for (const field of ['status', 'nothing', 'gas', 'title.more', 'toString', '']) {
      expect(codeOf(await ask({ ...title(), field })), field).toBe('400 bad-request')
    }
    expect(codeOf(await ask({ part: 'plan', entity: 'entry', id: goalId, field: 'text' }))).toBe('400 bad-request')
  })
})
