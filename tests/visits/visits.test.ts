import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type * as Y from 'yjs'
import type { TakeHomePage, Visit, VisitAnswer } from '#shared/visit/api.ts'
import type { VersionContent, VersionList } from '#shared/version/api.ts'
import { codeOf, openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { addGoal, addStrategy, goalOf, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('a visit, on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let mother: TestPerson & { memberId: string }
  let father: TestPerson & { memberId: string }
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    mother = await server.member(plan.planId, 'guardian', 'Maeve Byrne')
    father = await server.member(plan.planId, 'guardian', 'Dan Byrne')
  })
  afterEach(() => server.close())

  const url = (path = '') => `/api/plans/${plan.planId}/visit${path}`
  const post = (who: TestPerson, path: string, body: object = {}) => server.ask(who, 'POST', url(path), body)
  const ask = async (who: TestPerson, after?: string) =>
    (await server.ask(who, 'GET', url(after === undefined ? '' : `?after=${after}`))).json<VisitAnswer>()
  const visit = async (who: TestPerson): Promise<Visit> => {
    const { visit: found } = await ask(who)
    if (found === null) throw new Error('there is no visit')
    return found
  }
  const start = async () => {
    expect((await post(plan.lead, '')).statusCode).toBe(200)
    for (const parent of [mother, father]) expect((await post(parent, '/join')).statusCode).toBe(200)
  }

  test('who starts and leads: clinicians. Who joins: those who open the plan. Others do not hear of it', async () => {
    expect(codeOf(await post(mother, ''))).toBe('403 not-allowed')
    expect(await ask(mother)).toMatchObject({ visit: null })
    expect(codeOf(await post(mother, '/join'))).toBe('409 no-visit')
    await start()
    for (const role of ['limited', 'teacher', 'child', 'viewer', 'admin'] as const) {
      const other = await server.member(plan.planId, role)
      expect(codeOf(await server.ask(other, 'GET', url())), role).toBe('403 not-allowed')
      expect(codeOf(await post(other, '/join')), role).toBe('403 not-allowed')
    }
    expect(codeOf(await server.ask(await server.person('Otto'), 'GET', url()))).toBe('404 not-found')
    const gran = await server.member(plan.planId, 'caregiver', 'Gran')
    expect((await post(gran, '/join')).statusCode).toBe(200)
    for (const [path, body] of [['/go', { place: 'home', goalId: null }], ['/show', {}], ['/end', { label: 'x' }], ['/words', { label: 'x' }], ['/screens', {}], ['/next', { words: 'x' }]] as const) {
      expect(codeOf(await post(mother, path, body)), path).toBe('403 not-allowed')
    }
    expect(codeOf(await post(gran, '/sign'))).toBe('403 not-allowed')
    expect((await visit(mother)).people.map(({ name, isHere }) => [name, isHere])).toEqual([
      ['Hana Lead', true], ['Maeve Byrne', true], ['Dan Byrne', true], ['Gran', true],
    ])
  })

  test('the page to take home is the plan as the visit left it, whatever was changed since, for those who were invited to it', async () => {
    let goalId = ''
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => {
      goalId = addGoal(doc, 'Brush teeth')
      const strategy = addStrategy(doc, 'Two songs')
      const found = doc.getMap<Y.Map<unknown>>('strategies').get(strategy) as Y.Map<unknown>
      ;(found.get('focus') as Y.Map<unknown>).set(mother.memberId, true)
    })
    const home = (who: TestPerson) => server.ask(who, 'GET', url('/home'))
    expect(codeOf(await home(mother))).toBe('409 no-visit')
    await start()
    expect(codeOf(await home(mother))).toBe('409 no-visit')
    await post(plan.lead, '/end', { label: 'Visit' })
    server.travel(60_000)
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => {
      goalOf(doc, goalId).set('status', 'ended')
      addGoal(doc, 'Added after it')
    })
    const page = (await home(mother)).json<TakeHomePage>()
    expect(page.goals).toEqual([{ id: goalId, title: 'Brush teeth', familyWords: '' }])
    expect(page.strategies).toMatchObject([{ title: 'Two songs', focus: [mother.memberId], steps: [] }])
    expect((await home(await server.member(plan.planId, 'caregiver', 'Gran'))).json()).toEqual(page)
    for (const role of ['limited', 'teacher', 'child', 'viewer', 'admin'] as const) {
      expect(codeOf(await home(await server.member(plan.planId, role))), role).toBe('403 not-allowed')
    }
    expect(codeOf(await home(await server.person('Otto')))).toBe('404 not-found')
  })

  test('there is one visit at a time, and a code of another one is told so', async () => {
    await Promise.all([post(plan.lead, ''), post(plan.lead, ''), post(plan.lead, '')])
    const { id, code, joinUrl } = await visit(plan.lead)
    expect(joinUrl).toBe(`http://localhost:3000/c/${plan.planId}/visit?join=${code}`)
    expect(await server.deps.database.db.selectFrom('visit').select('id').execute()).toEqual([{ id }])
    expect((await post(mother, '/join', { code })).statusCode).toBe(200)
    expect(codeOf(await post(mother, '/join', { code: code === '111111' ? '222222' : '111111' }))).toBe('409 visit-moved-on')
    expect(codeOf(await post(mother, '/join', { code: 'abc' }))).toBe('400 bad-request')
  })

  test('everybody is at the same place, and hears at once where the visit goes', async () => {
    await start()
    const { mark } = await ask(mother)
    const startedAt = performance.now()
    const waiting = ask(mother, mark)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await post(plan.lead, '/go', { place: 'write', goalId: null })
    expect((await waiting).visit).toMatchObject({ place: 'write' })
    expect(performance.now() - startedAt).toBeLessThan(2000)
  })

  test('[access 6] who is taken out of the care team while a request waits gets nothing', async () => {
    await start()
    const { mark } = await ask(mother)
    const waiting = server.ask(mother, 'GET', url(`?after=${mark}`))
    await new Promise((resolve) => setTimeout(resolve, 50))
    await server.deps.database.db.updateTable('member').set({ removed_at: 'now', epoch: 2 }).where('id', '=', mother.memberId).execute()
    await post(plan.lead, '/go', { place: 'write', goalId: null })
    expect(codeOf(await waiting)).toBe('404 not-found')
  })

  test('[journey 1] what a person writes alone is told to nobody else before it is shown, and does not even wake them', async () => {
    await start()
    const secret = 'He cries every single morning'
    const others = [plan.lead, father]
    const marks = await Promise.all(others.map(async (who) => (await ask(who)).mark))
    const waiting = others.map((who, i) => server.ask(who, 'GET', url(`?after=${marks[i]}`)))
    let woken = 0
    for (const answer of waiting) void answer.then(() => (woken += 1))
    expect((await post(mother, '/lane', { words: secret, isReady: false })).body).toContain(secret)
    await new Promise((resolve) => setTimeout(resolve, 150))
    expect(woken).toBe(0)
    await post(mother, '/lane', { words: secret, isReady: true })
    const heard = [...(await Promise.all(waiting)), ...(await Promise.all(others.map((who) => server.ask(who, 'GET', url()))))]
    for (const answer of heard) {
      expect(answer.body).not.toContain('cries')
      expect(answer.json<VisitAnswer>().visit?.people.find(({ memberId }) => memberId === mother.memberId)).toMatchObject({ isReady: true, lane: null })
    }
    expect((await visit(mother)).people.map(({ lane }) => lane)).toEqual([null, secret, null])

    expect(codeOf(await post(plan.lead, '/show'))).toBe('409 not-all-ready')
    expect((await server.ask(father, 'GET', url())).body).not.toContain('cries')
    await post(father, '/lane', { words: 'Sleep', isReady: true })
    await post(plan.lead, '/lane', { words: '', isReady: true })
    expect((await post(plan.lead, '/show')).json<VisitAnswer>().visit).toMatchObject({ place: 'together', areLanesShown: true })
    expect((await visit(father)).people.map(({ lane }) => lane)).toEqual(['', secret, 'Sleep'])
    expect(codeOf(await post(mother, '/lane', { words: 'Other words', isReady: true }))).toBe('409 visit-moved-on')
    expect(server.logLines.join('\n')).not.toContain('cries')
  })

  test('the one who leads may show before all are ready when they say that they asked; who has left is not waited for', async () => {
    await start()
    await post(mother, '/lane', { words: 'Talking', isReady: true })
    await post(father, '/leave')
    expect(codeOf(await post(plan.lead, '/show'))).toBe('409 not-all-ready')
    expect((await post(plan.lead, '/show', { haveAsked: true })).statusCode).toBe(200)
    expect((await visit(plan.lead)).people.map(({ isHere }) => isHere)).toEqual([true, true, false])
  })

  test('each puts the goals in order', async () => {
    await start()
    const [first, second] = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
    await post(mother, '/ranking', { goalIds: [second, first] })
    expect((await visit(father)).people.map(({ ranking }) => ranking)).toEqual([[], [second, first], []])
    expect(codeOf(await post(mother, '/ranking', { goalIds: [first, first] }))).toBe('400 bad-request')
    expect(codeOf(await post(await server.member(plan.planId, 'caregiver'), '/ranking', { goalIds: [] }))).toBe('409 visit-moved-on')
  })

  const keepWords = async (label: string) => {
    const { agreedVersionId } = (await post(plan.lead, '/words', { label })).json<VisitAnswer>().visit as Visit
    const { hash } = (await server.ask(mother, 'GET', `/api/plans/${plan.planId}/versions/${agreedVersionId}`)).json<VersionContent>()
    return { versionId: agreedVersionId, hash }
  }

  test('[access 8] each signs the words that were kept, on their own device; changed words are told', async () => {
    await start()
    let goalId = ''
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => {
      goalId = addGoal(doc, 'Brush teeth')
    })
    expect(codeOf(await post(mother, '/sign', { versionId: goalId, hash: 'a'.repeat(64) }))).toBe('409 visit-moved-on')
    const words = await keepWords('Words of the visit')
    await post(mother, '/sign', words)
    await post(father, '/sign', { ...words, dissent: 'Not at school' })
    expect((await visit(plan.lead)).signatures).toMatchObject([
      { memberId: mother.memberId, dissent: null, hasChanged: false },
      { memberId: father.memberId, dissent: 'Not at school', hasChanged: false },
    ])
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => goalOf(doc, goalId).set('status', 'ended'))
    expect((await visit(mother)).signatures).toMatchObject([{ hasChanged: true }, { hasChanged: true }])
    const { versions } = (await server.ask(mother, 'GET', `/api/plans/${plan.planId}/versions`)).json<VersionList>()
    expect(versions.find(({ id }) => id === words.versionId)).toMatchObject({ kind: 'agreed', label: 'Words of the visit' })
  })

  test('[access 8] who has other words before them than those that were kept signs nothing, and everybody is asked anew about the new ones', async () => {
    await start()
    const write = (title: string) => writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => void addGoal(doc, title))
    await write('Brush teeth')
    const old = await keepWords('First words')
    await write('Sleep alone')
    const fresh = await keepWords('New words')
    const signed = async () => (await visit(plan.lead)).signatures.map(({ memberId }) => memberId)
    for (const body of [old, { ...fresh, hash: old.hash }, { ...old, hash: fresh.hash }]) {
      expect(codeOf(await post(mother, '/sign', body))).toBe('409 words-changed')
      expect(codeOf(await post(mother, '/sign', { ...body, dissent: 'Not so' }))).toBe('409 words-changed')
    }
    for (const body of [{}, { versionId: fresh.versionId }, { hash: fresh.hash }, { ...fresh, hash: 'x' }]) {
      expect(codeOf(await post(mother, '/sign', body))).toBe('400 bad-request')
    }
    expect(await signed()).toEqual([])
    expect((await post(mother, '/sign', fresh)).statusCode).toBe(200)
    expect(await signed()).toEqual([mother.memberId])
    await keepWords('Words once more')
    expect(await signed()).toEqual([])
  })

  test('ending cuts a version of the words as they are, and the visit is over for everybody', async () => {
    await start()
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => void addGoal(doc, 'Brush teeth'))
    await post(plan.lead, '/next', { words: 'Thursday at ten' })
    const ended = (await post(plan.lead, '/end', { label: 'Visit of 22 November' })).json<VisitAnswer>().visit as Visit
    expect(ended).toMatchObject({ nextWords: 'Thursday at ten', place: 'home', endedAt: expect.any(String) })
    const version = (await server.ask(mother, 'GET', `/api/plans/${plan.planId}/versions/${ended.versionId}`)).json<VersionContent>()
    expect(version).toMatchObject({ kind: 'visit', label: 'Visit of 22 November', content: { goals: [{ title: 'Brush teeth' }] } })
    expect(await visit(mother)).toMatchObject({ id: ended.id, endedAt: ended.endedAt })
    for (const [path, body] of [['/go', { place: 'write', goalId: null }], ['/lane', { words: '', isReady: true }], ['/show', {}], ['/join', {}], ['/leave', {}], ['/end', { label: 'x' }]] as const) {
      expect(codeOf(await post(plan.lead, path, body)), path).toBe('409 no-visit')
    }
    server.travel(1000)
    await post(plan.lead, '')
    expect((await visit(mother)).id).not.toBe(ended.id)
  })

  test('a visit that nobody ended is over after twelve hours, and the next one can begin', async () => {
    await start()
    const { id } = await visit(plan.lead)
    server.travel(12 * 3_600_000 + 1)
    expect(codeOf(await post(plan.lead, '/go', { place: 'home', goalId: null }))).toBe('409 no-visit')
    await post(plan.lead, '')
    expect((await visit(plan.lead)).id).not.toBe(id)
  })
})
