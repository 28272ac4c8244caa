import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlanContent } from '#shared/plan/api.ts'
import type { SinceList } from '#shared/version/api.ts'
import type { Caseload } from '#shared/caseload/api.ts'
import { countNews, newsLists, sortNews, type NewsCounts } from '#shared/version/news.ts'
import { CaseloadCounts } from '../../server/caseload/caseload.ts'
import { seedFamilies } from '../../server/cli/seed-families.ts'
import { parseSample } from '../../server/cli/seed.ts'
import { realClock } from '../../server/sync/clock.ts'
import { openUpdateLog } from '../../server/sync/update-log.ts'
import { codeOf, openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { addGoal, writeAs } from '../support/history.ts'
import { writeEntry } from '../support/entries.ts'
import { Histories } from '../../server/versions/part-history.ts'

afterAll(stopTestPostgres)

const none = Object.fromEntries(newsLists.map((list) => [list, 0])) as NewsCounts

const caseload = async (server: TestApp, who: TestPerson) => (await server.ask(who, 'GET', '/api/caseload')).json<Caseload>().plans
const since = async (server: TestApp, who: TestPerson, planId: string) => (await server.ask(who, 'GET', `/api/plans/${planId}/since`)).json<SinceList>()

describe.each(await testableKinds())('the caseload on %s', (kind) => {
  test('[access 2] for every sample person the counts are the lengths of their lists, and the lists hold nothing but what they may read', async () => {
    const server = await openTestApp(kind)
    const sample = parseSample(readFileSync(join(import.meta.dirname, '../../server/cli/sample-families.json'), 'utf8'))
    const { accounts } = await seedFamilies(server.deps, sample, null)
    let counted = 0
    for (const { accountId, email } of accounts) {
      const { headers } = await server.deps.signIn.api.startSession({ body: { accountId }, returnHeaders: true })
      const who = { accountId, email, cookie: headers.getSetCookie().map((cookie) => cookie.split(';')[0]).join('; ') }
      for (const { planId, counts } of await caseload(server, who)) {
        const answer = await server.ask(who, 'GET', `/api/plans/${planId}/since`)
        expect(answer.statusCode, email).toBe(counts === null ? 403 : 200)
        if (counts === null) continue
        const { changes, questions } = answer.json<SinceList>()
        const news = sortNews(changes, questions)
        expect(counts, email).toEqual(countNews(news))
        const content = (await server.ask(who, 'GET', `/api/plans/${planId}/content`)).json<PlanContent>()
        const readable = new Set(content.entries.map(({ id }) => id))
        const shown = newsLists.filter((list) => list !== 'planChanges').flatMap((list) => news[list]).map(({ id }) => id)
        expect(shown.filter((id) => !readable.has(id)), email).toEqual([])
        counted += 1
      }
    }
    // Three leads, three co-therapists, five guardians and one with limits.
    expect(counted).toBe(12)
    await server.close()
  })
})

describe('the caseload', () => {
  let server: TestApp
  let plan: TestPlan
  let guardian: TestPerson & { memberId: string }
  let loads: number[]
  beforeEach(async () => {
    loads = []
    server = await openTestApp('sqlite', {
      openLog: (database, options) => {
        const log = openUpdateLog(database, options)
        const load = log.load.bind(log)
        log.load = (key, which) => {
          loads.push(key)
          return load(key, which)
        }
        return log
      },
    })
    plan = await server.plan()
    guardian = await server.member(plan.planId, 'guardian', 'Maeve')
    await look(plan.lead)
    server.travel(1000)
  })
  afterEach(() => server.close())

  const look = (who: TestPerson) => server.ask(who, 'POST', `/api/plans/${plan.planId}/seen`)
  const write = (values: Record<string, string>, words: string, partId = 'journal.team', author = guardian.memberId) =>
    writeAs(server, plan.planId, partId, author, (doc) => void writeEntry(doc, author, words, values))
  const counts = async (who: TestPerson = plan.lead) => (await caseload(server, who))[0]?.counts

  test('each entry is in one list: what asks for an answer, warning signs, wins, tries, other notes', async () => {
    await write({ topic: 'win' }, 'More juice!')
    await write({ topic: 'sleep' }, 'Awake at two')
    await write({ topic: 'warning-sign' }, 'Did not eat all day')
    await write({ kind: 'question', answerState: 'open' }, 'How long do we wait?')
    await write({ kind: 'question', answerState: 'answered' }, 'Is noon fine?')
    await write({ kind: 'suggestion' }, 'Four of five')
    await write({ kind: 'practice' }, 'At the bath')
    await writeAs(server, plan.planId, 'plan', guardian.memberId, (doc) => void addGoal(doc, 'Sleeps alone'))
    expect(await counts()).toEqual({ ...none, wins: 1, notes: 2, warningSigns: 1, questions: 1, suggestions: 1, practices: 1, planChanges: 1 })
    // Their own words are no news to the one who wrote them.
    expect(await counts(guardian)).toEqual(none)
    await look(plan.lead)
    // A question that nobody has answered does not go away by looking at it.
    expect(await counts()).toEqual({ ...none, questions: 1 })
  })

  test('what was taken back before anybody looked is no news', async () => {
    await write({ topic: 'win', status: 'withdrawn' }, 'Not so')
    await write({ kind: 'question', answerState: 'open', status: 'withdrawn' }, 'Never mind')
    expect(await counts()).toEqual(none)
  })

  test('[access 2] nothing of a journal counts for who does not read it', async () => {
    const limited = await server.member(plan.planId, 'limited', 'Colin')
    const other = await server.member(plan.planId, 'guardian', 'Dana')
    await write({ topic: 'worry' }, 'For parents and therapists', 'journal.guardians')
    await write({ topic: 'worry' }, 'For the therapists', `journal.${limited.memberId}`, limited.memberId)
    await write({}, 'Private', `notes.${plan.leadMemberId}`, plan.leadMemberId).catch(() => undefined)
    expect(await counts()).toEqual({ ...none, notes: 2 })
    expect(await counts(other)).toEqual({ ...none, notes: 1 })
    expect(await counts(limited)).toEqual(none)
    const caregiver = await server.member(plan.planId, 'caregiver', 'Carmen')
    expect(await counts(caregiver)).toBeNull()
  })

  test('[access 6] somebody who was taken out of the care team gets no row', async () => {
    await write({ topic: 'win' }, 'More juice!')
    const therapist = await server.member(plan.planId, 'therapist', 'Ana')
    expect(await caseload(server, therapist)).toHaveLength(1)
    await server.ask(plan.lead, 'DELETE', `/api/plans/${plan.planId}/members/${therapist.memberId}`)
    expect(await caseload(server, therapist)).toEqual([])
  })

  test('a plan at rest is not read again, and one that changed is read alone', async () => {
    const second = await server.plan('Leo')
    await server.deps.database.db.updateTable('member').set({ account_id: plan.lead.accountId }).where('id', '=', second.leadMemberId).execute()
    await write({ topic: 'win' }, 'One')
    expect(await caseload(server, plan.lead)).toHaveLength(2)
    loads.length = 0
    const before = await caseload(server, plan.lead)
    expect(loads).toEqual([])
    await write({ topic: 'win' }, 'Two')
    const after = await caseload(server, plan.lead)
    const keys = await server.deps.database.db.selectFrom('part').select('key').where('plan_id', '=', plan.planId).execute()
    expect(loads.length).toBeGreaterThan(0)
    expect(loads.filter((key) => !keys.some((row) => row.key === key))).toEqual([])
    expect(before.map((row) => row.counts?.wins).toSorted()).toEqual([0, 1])
    expect(after.map((row) => row.counts?.wins).toSorted()).toEqual([0, 2])
  })

  test('who asked of late finds their counts made already; after a working day nobody is counted for', async () => {
    const { db } = server.deps.database
    const log = openUpdateLog(server.deps.database)
    const made = new CaseloadCounts({ db, now: server.deps.now, newId: server.deps.newId, report: () => undefined, log, histories: new Histories(log, realClock(server.deps.now)) })
    const load = log.load.bind(log)
    log.load = (key, which) => {
      loads.push(key)
      return load(key, which)
    }
    await made.list(plan.lead.accountId)
    await write({ topic: 'win' }, 'One')
    await made.freshen()
    loads.length = 0
    expect((await made.list(plan.lead.accountId))[0]?.counts?.wins).toBe(1)
    expect(loads).toEqual([])
    await write({ topic: 'win' }, 'Two')
    server.travel(13 * 60 * 60_000)
    await made.freshen()
    expect(loads).toEqual([])
    await log.close()
  })

  test('a note that came while the list was being read stays new', async () => {
    await write({ topic: 'win' }, 'One')
    const { upTo } = await since(server, plan.lead, plan.planId)
    server.travel(1000)
    await write({ topic: 'win' }, 'Two')
    server.travel(1000)
    expect((await server.ask(plan.lead, 'POST', `/api/plans/${plan.planId}/seen`, { upTo })).json()).toEqual({ at: upTo })
    expect((await since(server, plan.lead, plan.planId)).changes.map(({ title }) => title)).toEqual(['Two'])
  })

  test('a look never goes back, and never ahead of now', async () => {
    const url = `/api/plans/${plan.planId}/seen`
    const first = (await server.ask(plan.lead, 'POST', url)).json<{ at: string }>().at
    expect((await server.ask(plan.lead, 'POST', url, { upTo: '2020-01-01T00:00:00.000Z' })).json()).toEqual({ at: first })
    const { at } = (await server.ask(plan.lead, 'POST', url, { upTo: '2099-01-01T00:00:00.000Z' })).json<{ at: string }>()
    expect(at < '2099').toBe(true)
    expect(codeOf(await server.ask(plan.lead, 'POST', url, { upTo: 'yesterday' }))).toBe('400 bad-request')
    expect(codeOf(await server.ask(plan.lead, 'POST', url, { upTo: first, memberId: guardian.memberId }))).toBe('400 bad-request')
  })
})
