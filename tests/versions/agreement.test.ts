import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ChangeList } from '#shared/version/changes.ts'
import type { VersionContent, VersionList } from '#shared/version/api.ts'
import type * as Y from 'yjs'
import { codeOf, openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { addEntry, addGoal, goalOf, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('agreeing and looking, on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let guardian: TestPerson & { memberId: string }
  let goalId: string
  let versionId: string
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    guardian = await server.member(plan.planId, 'guardian', 'Maeve')
    await edit((doc) => {
      goalId = addGoal(doc, 'Brush teeth')
    })
    versionId = (await server.ask(plan.lead, 'POST', url('/versions'), { label: 'To agree to', kind: 'agreed' })).json<{ id: string }>().id
  })
  afterEach(() => server.close())

  const url = (path: string) => `/api/plans/${plan.planId}${path}`
  const edit = (act: (doc: Y.Doc) => void, memberId = plan.leadMemberId, partId = 'plan') => writeAs(server, plan.planId, partId, memberId, act)
  const agree = (who: TestPerson, body?: object) => server.ask(who, 'POST', url(`/versions/${versionId}/agree`), body)
  const agreements = async (who: TestPerson = plan.lead) => (await server.ask(who, 'GET', url('/versions'))).json<VersionList>().versions[0]?.agreements

  test('[access 8] an agreement names one version and its hash, and does not carry over to changed words', async () => {
    const { hash } = (await server.ask(guardian, 'GET', url(`/versions/${versionId}`))).json<VersionContent>()
    expect((await agree(guardian)).json()).toEqual({ hash })
    expect(await agreements()).toMatchObject([{ memberId: guardian.memberId, role: 'guardian', hash, dissent: null, hasChanged: false }])
    await edit((doc) => void addEntry(doc, plan.leadMemberId, 'A note'), plan.leadMemberId, 'journal.team')
    expect(await agreements()).toMatchObject([{ hasChanged: false }])
    await edit((doc) => goalOf(doc, goalId).set('status', 'achieved'))
    expect(await agreements(guardian)).toMatchObject([{ hash, hasChanged: true }])
    await edit((doc) => goalOf(doc, goalId).set('status', 'active'))
    expect(await agreements(guardian)).toMatchObject([{ hasChanged: false }])
  })

  test('[access 9] signatures are added, not changed: of one person the last counts, and a restore keeps them', async () => {
    await agree(guardian, { dissent: 'Not the second goal' })
    expect(await agreements()).toMatchObject([{ dissent: 'Not the second goal' }])
    server.travel(1000)
    await agree(guardian)
    expect(await agreements()).toMatchObject([{ dissent: null }])
    expect(await server.deps.database.db.selectFrom('agreement').select('id').execute()).toHaveLength(2)
    await edit((doc) => goalOf(doc, goalId).set('status', 'ended'))
    expect((await server.ask(plan.lead, 'POST', url(`/versions/${versionId}/restore`), {})).statusCode).toBe(200)
    const { versions } = (await server.ask(plan.lead, 'GET', url('/versions'))).json<VersionList>()
    expect(versions.find(({ id }) => id === versionId)?.agreements).toMatchObject([{ memberId: guardian.memberId, hasChanged: false }])
  })

  test('who may not agree', async () => {
    for (const role of ['limited', 'caregiver', 'teacher', 'child', 'viewer', 'admin'] as const) {
      expect(codeOf(await agree(await server.member(plan.planId, role))), role).toBe('403 not-allowed')
    }
    expect(codeOf(await agree(guardian, { dissent: '' }))).toBe('400 bad-request')
  })

  test('[access 2] what is new since a member last looked is theirs alone, without their own changes', async () => {
    const since = async (who: TestPerson) => (await server.ask(who, 'GET', url('/since'))).json<ChangeList & { since: string | null }>()
    expect(await since(guardian)).toMatchObject({ since: null, changes: [{ kind: 'added', title: 'Brush teeth' }] })
    server.travel(1000)
    const { at } = (await server.ask(guardian, 'POST', url('/seen'))).json<{ at: string }>()
    expect(await since(guardian)).toMatchObject({ since: at, changes: [] })
    server.travel(1000)
    await edit((doc) => void addGoal(doc, 'New'))
    await edit((doc) => void addGoal(doc, 'Own'), guardian.memberId)
    expect((await since(guardian)).changes.map(({ title }) => title)).toEqual(['New'])
    expect((await since(plan.lead)).changes.map(({ title }) => title)).toEqual(['Own'])
  })
})
