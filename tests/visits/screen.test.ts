import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { LightMyRequestResponse } from 'fastify'
import type * as Y from 'yjs'
import type { ScreenAnswer, ScreenCode } from '#shared/visit/api.ts'
import { fillText } from '#shared/plan/text.ts'
import { codeOf, openTestApp, testOrigin, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { addEntry, addGoal, addStrategy, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

/** What a test of one kind of words looks for. */
const hidden = { note: 'Notenwort', journal: 'Tagebuchwort', about: 'Ueberunswort', safety: 'Notfallwort', lane: 'Spurwort' }

describe.each(await testableKinds())('the big screen of a visit, on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let mother: TestPerson & { memberId: string }
  let goalId = ''
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan('Mika')
    mother = await server.member(plan.planId, 'guardian', 'Maeve Byrne')
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => {
      goalId = addGoal(doc, 'Brush teeth')
      addStrategy(doc, 'Two songs')
      fillText(doc.getMap<Y.XmlFragment>('about').get('family') as Y.XmlFragment, hidden.about)
      fillText(doc.getMap<Y.XmlFragment>('safety').get('warningSigns') as Y.XmlFragment, hidden.safety)
    })
    await writeAs(server, plan.planId, 'journal.team', plan.leadMemberId, (doc) => void addEntry(doc, plan.leadMemberId, hidden.journal))
    await writeAs(server, plan.planId, `notes.${plan.leadMemberId}`, plan.leadMemberId, (doc) => fillText(doc.getXmlFragment('notes'), hidden.note))
    await post(plan.lead, '')
    await post(mother, '/join')
  })
  afterEach(() => server.close())

  const post = (who: TestPerson, path: string, body: object = {}) => server.ask(who, 'POST', `/api/plans/${plan.planId}/visit${path}`, body)
  const newCode = async (): Promise<ScreenCode> => (await post(plan.lead, '/screens')).json<ScreenCode>()
  const open = (code: string) => server.ask(null, 'POST', '/api/screen', { code })
  const cookieOf = (answer: LightMyRequestResponse) => String(answer.headers['set-cookie']).split(';')[0] ?? ''
  const openScreen = async () => cookieOf(await open((await newCode()).code))
  const asScreen = (cookie: string, url = '/api/screen', method: 'GET' | 'POST' | 'PATCH' | 'DELETE' = 'GET', payload?: object) =>
    server.app.inject({ method, url, headers: { cookie, origin: testOrigin }, ...(payload && { payload }) })

  test('a code opens one screen, once, within ten minutes', async () => {
    const { code, url, expiresAt } = await newCode()
    expect(code).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/)
    expect(url).toBe(`${testOrigin}/screen/${code}`)
    expect(Date.parse(expiresAt) - server.deps.now().getTime()).toBeLessThanOrEqual(600_000)
    const opened = await open(code.toLowerCase().replace('-', ' '))
    expect(opened.statusCode).toBe(204)
    expect(String(opened.headers['set-cookie'])).toMatch(/^samepage-screen=[\w-]{43}; Path=\/api\/screen; Max-Age=43200; HttpOnly; SameSite=Strict$/)
    expect(codeOf(await open(code))).toBe('404 wrong-screen-code')
    expect(codeOf(await open('0000-0000'))).toBe('404 wrong-screen-code')
    const late = await newCode()
    server.travel(600_001)
    expect(codeOf(await open(late.code))).toBe('404 wrong-screen-code')
  })

  test('a browser in which somebody is signed in becomes no big screen, and the code is not used up by trying', async () => {
    const { code } = await newCode()
    for (const who of [plan.lead, mother]) expect(codeOf(await server.ask(who, 'POST', '/api/screen', { code }))).toBe('409 screen-signed-in')
    expect((await open(code)).statusCode).toBe(204)
  })

  test('codes are not guessed: few tries a minute', async () => {
    for (let i = 0; i < 20; i += 1) await open('0000-0000')
    expect(codeOf(await open((await newCode()).code))).toBe('429 too-many-requests')
  })

  test('it gets the card that is on, first names and who is ready', async () => {
    const cookie = await openScreen()
    await post(plan.lead, '/go', { place: 'draft', goalId })
    const { view } = (await asScreen(cookie)).json<ScreenAnswer>()
    expect(view).toMatchObject({
      childName: 'Mika', place: 'draft', card: { title: 'Brush teeth' }, strategies: [],
      people: [{ name: 'Hana', lane: null }, { name: 'Maeve', lane: null }], goals: [{ id: goalId, title: 'Brush teeth', ranks: [] }],
    })
    await post(mother, '/ranking', { goalIds: [goalId] })
    await post(plan.lead, '/go', { place: 'strategy', goalId: null })
    expect((await asScreen(cookie)).json<ScreenAnswer>().view).toMatchObject({
      card: null, strategies: [{ title: 'Two songs' }], goals: [{ ranks: [{ name: 'Maeve', place: 1 }] }],
    })
  })

  test('[access 1] it never gets notes, journals, "about us", the safety plan, nor what is written alone', async () => {
    const cookie = await openScreen()
    const { mark } = (await asScreen(cookie)).json<ScreenAnswer>()
    const waiting = asScreen(cookie, `/api/screen?after=${mark}`)
    await post(mother, '/lane', { words: hidden.lane, isReady: true })
    const heard = [(await waiting).body]
    for (const place of ['look-back', 'write', 'together', 'draft', 'ladder', 'strategy', 'agree', 'home']) {
      await post(plan.lead, '/go', { place, goalId })
      heard.push((await asScreen(cookie)).body)
    }
    for (const body of heard) for (const words of Object.values(hidden)) expect(body).not.toContain(words)
    expect(heard.join()).not.toMatch(/Byrne|Lead|example\.org/)
    await post(plan.lead, '/show', { haveAsked: true })
    expect((await asScreen(cookie)).body).toContain(hidden.lane)
  })

  test('its grant opens nothing else: every other route and both sockets refuse it', async () => {
    const cookie = await openScreen()
    const { versions } = (await server.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/versions`)).json<{ versions: { id: string }[] }>()
    const versionId = versions[0]?.id ?? goalId
    const get = [
      '/api/me', '/api/plans', '', '/content', '/members', '/versions', `/versions/${versionId}`, '/changes?from=2026-01-01', '/since',
      '/visit', '/device-keys',
    ].map((path) => (path.startsWith('/api/') ? path : `/api/plans/${plan.planId}${path}`))
    for (const url of get) expect((await asScreen(cookie, url)).statusCode, url).toBe(401)
    const posts: [string, object][] = [
      ['/visit', {}], ['/visit/join', {}], ['/visit/go', { place: 'home', goalId: null }], ['/visit/lane', { words: 'x', isReady: true }],
      ['/visit/show', {}], ['/visit/sign', {}], ['/visit/end', { label: 'x' }], ['/visit/screens', {}], ['/versions', { label: 'x' }],
      ['/seen', {}], ['/invites', { role: 'viewer' }], [`/versions/${versionId}/restore`, {}], [`/versions/${versionId}/agree`, {}],
    ]
    for (const [path, body] of posts) expect((await asScreen(cookie, `/api/plans/${plan.planId}${path}`, 'POST', body)).statusCode, path).toBe(401)
    for (const path of ['', '/plan', '/journal.team', `/notes.${plan.leadMemberId}`]) {
      const headers = { cookie, origin: testOrigin, connection: 'upgrade', upgrade: 'websocket', 'sec-websocket-version': '13', 'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==' }
      expect((await server.app.inject({ url: `/sync/${plan.planId}${path}`, headers })).statusCode, path).toBe(401)
    }
  })

  test('a person\'s sign-in is no screen, and a made-up token is none', async () => {
    expect(codeOf(await asScreen(plan.lead.cookie))).toBe('401 screen-over')
    expect(codeOf(await asScreen(`samepage-screen=${'A'.repeat(43)}`))).toBe('401 screen-over')
    expect(codeOf(await asScreen(''))).toBe('401 screen-over')
  })

  test('it ends with the visit, also while a request waits, and does not come back with the next one', async () => {
    const cookie = await openScreen()
    const { mark } = (await asScreen(cookie)).json<ScreenAnswer>()
    const waiting = asScreen(cookie, `/api/screen?after=${mark}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
    await post(plan.lead, '/end', { label: 'Visit' })
    expect(codeOf(await waiting)).toBe('401 screen-over')
    server.travel(1000)
    await post(plan.lead, '')
    expect(codeOf(await asScreen(cookie))).toBe('401 screen-over')
    const forgotten = await openScreen()
    expect((await asScreen(forgotten)).statusCode).toBe(200)
    server.travel(12 * 3_600_000)
    expect(codeOf(await asScreen(forgotten))).toBe('401 screen-over')
  })

  test('what is in a stored row opens nothing: only hashes of the code and the token are kept', async () => {
    const { code } = await newCode()
    const token = cookieOf(await open(code)).split('=')[1] ?? ''
    const rows = JSON.stringify(await server.deps.database.db.selectFrom('visit_screen').selectAll().execute())
    expect(token).toHaveLength(43)
    expect(rows).not.toContain(token)
    expect(rows).not.toContain(code)
    expect(server.logLines.join('\n')).not.toContain(token)
  })

})
