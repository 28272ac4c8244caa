import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PlanContent } from '#shared/plan/api.ts'
import { fillText, plainText } from '#shared/plan/text.ts'
import type { ChangeList } from '#shared/version/changes.ts'
import type { Restored, VersionList } from '#shared/version/api.ts'
import type * as Y from 'yjs'
import { postgresLogStore } from '../../server/sync/postgres-log.ts'
import { sqliteLogStore } from '../../server/sync/sqlite-log.ts'
import { UpdateLog } from '../../server/sync/update-log.ts'
import { codeOf, openTestApp, strangeId, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { listen, openDevice, until, type Device } from '../support/device.ts'
import { troubledLog, type TroubledLog } from '../support/failing-log.ts'
import { addEntry, addGoal, addStrategy, goalOf, goalText, lineIn, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('restoring on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let goalId: string
  let strategyId: string
  let versionId: string
  let devices: Device[]
  beforeEach(async () => {
    devices = []
    server = await openTestApp(kind)
    plan = await server.plan()
    await edit((doc) => {
      goalId = addGoal(doc, 'Brush teeth')
      strategyId = addStrategy(doc, 'Sing a song')
    })
    versionId = (await server.ask(plan.lead, 'POST', `/api/plans/${plan.planId}/versions`, { label: 'Start' })).json<{ id: string }>().id
  })
  afterEach(async () => {
    for (const device of devices) device.close()
    await server.close()
  })

  const edit = (act: (doc: Y.Doc) => void, memberId = plan.leadMemberId, partId = 'plan') => writeAs(server, plan.planId, partId, memberId, act)
  const post = (body: object, who: TestPerson = plan.lead, vid = versionId, query = '') =>
    server.ask(who, 'POST', `/api/plans/${plan.planId}/versions/${vid}/restore${query}`, body)
  const restore = async (body: object = {}, vid = versionId): Promise<string> => {
    const answer = await post(body, plan.lead, vid)
    expect(answer.statusCode).toBe(200)
    return answer.json<Restored>().versionId as string
  }
  const content = async () => (await server.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>()
  const changes = async (from = versionId) => (await server.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/changes?from=${from}`)).json<ChangeList>().changes
  const versions = async () => (await server.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/versions`)).json<VersionList>().versions
  const open = async (who: TestPerson): Promise<Device> => {
    const device = openDevice({ url: await listen(server), planId: plan.planId, partId: 'plan', cookie: who.cookie })
    devices.push(device)
    await device.settled()
    return device
  }
  const disturb = () =>
    edit((doc) => {
      lineIn(goalText(doc, goalId)).delete(0, 6)
      goalOf(doc, goalId).set('status', 'ended')
      fillText(goalText(doc, goalId, 'why'), 'Because')
      fillText(doc.getMap('about').get('loves') as Y.XmlFragment, 'Trains')
      lineIn(doc.getMap<Y.Map<unknown>>('strategies').get(strategyId)?.get('title') as Y.XmlFragment).insert(0, 'Always ')
    })

  test('[V3] [access 9] the whole plan goes back, by a named person, with a version before; goals added since and entries stay', async () => {
    await disturb()
    await edit((doc) => void addGoal(doc, 'Added since'))
    await edit((doc) => void addEntry(doc, plan.leadMemberId, 'Seen'), plan.leadMemberId, 'journal.team')
    const before = await content()
    const undoId = await restore({ reason: 'That went wrong' })
    const after = await content()
    expect(after.goals).toMatchObject([{ title: 'Brush teeth', status: 'active', why: '' }, { title: 'Added since' }])
    expect(after).toMatchObject({ about: { loves: '' }, strategies: [{ title: 'Sing a song' }], entries: [{ text: 'Seen' }] })
    expect((await versions())[0]).toMatchObject({
      id: undoId, kind: 'before-restore', label: 'That went wrong', by: plan.leadMemberId, restoredId: versionId,
    })
    expect((await changes()).map(({ kind: what, title }) => `${what} ${title}`)).toEqual(['added Added since', 'added Seen'])
    await restore({}, undoId)
    expect(await content()).toEqual(before)
  })

  test('[V3] one goal, one strategy, one field', async () => {
    await disturb()
    await restore({ goalIds: [goalId], field: 'status' })
    expect(await content()).toMatchObject({ goals: [{ title: 'teeth', status: 'active', why: 'Because' }] })
    await restore({ goalIds: [goalId] })
    expect(await content()).toMatchObject({ goals: [{ title: 'Brush teeth', status: 'active', why: '' }], strategies: [{ title: 'Always Sing a song' }] })
    await restore({ strategyIds: [strategyId] })
    expect(await content()).toMatchObject({ strategies: [{ title: 'Sing a song' }], about: { loves: 'Trains' } })
    await restore({ field: 'about.loves' })
    expect(await content()).toMatchObject({ about: { loves: '' } })
  })

  test('[V3] [W2] a goal that was deleted comes back under its id, in the words of whoever put it back', async () => {
    await edit((doc) => doc.getMap('goals').delete(goalId))
    const therapist = await server.member(plan.planId, 'therapist', 'Ed')
    const undoId = (await post({}, therapist)).json<Restored>().versionId as string
    expect((await content()).goals).toMatchObject([{ id: goalId, title: 'Brush teeth' }])
    expect(await changes(undoId)).toMatchObject([{ kind: 'added', id: goalId, by: [therapist.memberId], sentence: 'Ed added a goal: “Brush teeth”.' }])
    const owners = await server.deps.database.db.selectFrom('client_id').select('member_id').where('member_id', '=', therapist.memberId).execute()
    expect(owners).toHaveLength(1)
  })

  test('[V3] a restore reaches open devices, and what somebody types meanwhile stays', async () => {
    await disturb()
    const guardian = await server.member(plan.planId, 'guardian')
    const device = await open(guardian)
    const line = lineIn(goalText(device.doc, goalId))
    const reader = await open(plan.lead)
    device.provider.disconnect()
    line.insert(line.length, ' well')
    await restore()
    await until(() => plainText(goalText(reader.doc, goalId)) === 'Brush teeth')
    device.provider.connect()
    await until(() => plainText(goalText(device.doc, goalId)) === 'Brush teeth well')
    await until(async () => (await content()).goals[0]?.title === 'Brush teeth well')
    line.insert(line.length, '!')
    await device.settled()
    expect((await content()).goals[0]).toMatchObject({ title: 'Brush teeth well!', status: 'active' })
    expect(device.closes).toEqual([])
  })

  test('a preview says what would change and what stays, and changes nothing', async () => {
    await disturb()
    await edit((doc) => void addGoal(doc, 'Added since'))
    const before = await content()
    const preview = (await post({ goalIds: [goalId] }, plan.lead, versionId, '?preview=true')).json<Restored>()
    expect(preview).toMatchObject({ versionId: null, stays: [] })
    expect(preview.changes.map(({ sentence }) => sentence).toSorted()).toEqual([
      'Hana Lead changed the status of the goal “Brush teeth” from ended to active.',
      'Hana Lead changed the words of the goal “Brush teeth”.',
      'Hana Lead changed the words of “Why it matters” (the goal “Brush teeth”).',
    ])
    const whole = (await post({}, plan.lead, versionId, '?preview=true')).json<Restored>()
    expect(whole.stays).toMatchObject([{ entity: 'goal', title: 'Added since' }])
    expect(await content()).toEqual(before)
    expect(await versions()).toHaveLength(1)
  })

  test('[V3] the same request sent again, also at the same moment, restores once and names the same version', async () => {
    await disturb()
    const before = await content()
    const body = { goalIds: [goalId], reason: 'Too soon', requestId: strangeId() }
    const answers = await Promise.all([post(body), post(body)])
    const device = await open(await server.member(plan.planId, 'guardian'))
    lineIn(goalText(device.doc, goalId)).insert(0, 'Gently: ')
    await device.settled()
    for (const answer of [...answers, await post(body)]) {
      expect([answer.statusCode, answer.json<Restored>().versionId]).toEqual([200, body.requestId])
    }
    // What was written since the first time is there.
    expect((await content()).goals).toMatchObject([{ title: 'Gently: Brush teeth', status: 'active' }])
    expect((await versions()).map(({ kind: what }) => what)).toEqual(['before-restore', 'named'])
    const therapist = await server.member(plan.planId, 'therapist')
    for (const answer of [post({ ...body, reason: 'Too late' }), post({ ...body, goalIds: [], strategyIds: [strategyId] }), post(body, therapist)]) {
      expect(codeOf(await answer)).toBe('409 already-sent')
    }
    await restore({}, body.requestId)
    expect(await content()).toEqual(before)
  })

  test('[V3] a restore that failed after its version was kept is finished by the same request', async () => {
    const logs: TroubledLog[] = []
    const other = await openTestApp(kind, {
      openLog: (database) => {
        const log = troubledLog(database.kind === 'sqlite' ? sqliteLogStore(database) : postgresLogStore(database))
        logs.push(log)
        return new UpdateLog(log)
      },
    })
    const { planId, lead, leadMemberId } = await other.plan()
    const at = `/api/plans/${planId}`
    await writeAs(other, planId, 'plan', leadMemberId, (doc) => {
      goalId = addGoal(doc, 'Brush teeth')
    })
    const { id } = (await other.ask(lead, 'POST', `${at}/versions`, { label: 'Start' })).json<{ id: string }>()
    await writeAs(other, planId, 'plan', leadMemberId, (doc) => goalOf(doc, goalId).set('status', 'ended'))
    const status = async () => (await other.ask(lead, 'GET', `${at}/content`)).json<PlanContent>().goals[0]?.status
    const requestId = strangeId()
    const send = () => other.ask(lead, 'POST', `${at}/versions/${id}/restore`, { requestId })
    for (const log of logs) log.fault = new Error('the disk is away')
    expect((await send()).statusCode).toBeGreaterThanOrEqual(500)
    expect(await status()).toBe('ended')
    for (const log of logs) log.fault = null
    expect((await send()).json()).toMatchObject({ versionId: requestId })
    expect(await status()).toBe('active')
    expect((await other.ask(lead, 'GET', `${at}/versions`)).json<VersionList>().versions).toHaveLength(2)
    await other.close()
  })

  test('who may not restore, and what is not there', async () => {
    for (const role of ['guardian', 'limited', 'caregiver', 'teacher', 'child', 'viewer', 'admin'] as const) {
      expect(codeOf(await post({}, await server.member(plan.planId, role))), role).toBe('403 not-allowed')
    }
    expect(codeOf(await post({}, plan.lead, strangeId()))).toBe('404 not-found')
    expect(codeOf(await post({ goalIds: [strangeId()] }))).toBe('404 not-found')
    expect(codeOf(await post({ goals: [] }))).toBe('400 bad-request')
    expect(await versions()).toHaveLength(1)
  })

  test('[A7] rights that change before a restore is on disk refuse it, and nothing of it stays', async () => {
    let armed: string | null = null
    const other = await openTestApp(kind, {
      openLog: (database) => {
        const store = database.kind === 'sqlite' ? sqliteLogStore(database) : postgresLogStore(database)
        return new UpdateLog({
          ...store,
          append: async (entries) => {
            if (armed !== null) await database.db.updateTable('member').set({ epoch: 9 }).where('id', '=', armed).execute()
            return store.append(entries)
          },
        })
      },
    })
    const { planId, lead, leadMemberId } = await other.plan()
    const therapist = await other.member(planId, 'therapist')
    let id = ''
    await writeAs(other, planId, 'plan', leadMemberId, (doc) => {
      id = addGoal(doc, 'Before')
    })
    const version = (await other.ask(lead, 'POST', `/api/plans/${planId}/versions`, { label: 'x' })).json<{ id: string }>().id
    await writeAs(other, planId, 'plan', leadMemberId, (doc) => goalOf(doc, id).set('status', 'ended'))
    armed = therapist.memberId
    expect(codeOf(await other.ask(therapist, 'POST', `/api/plans/${planId}/versions/${version}/restore`, {}))).toBe('403 not-allowed')
    const { goals } = (await other.ask(lead, 'GET', `/api/plans/${planId}/content`)).json<PlanContent>()
    expect(goals).toMatchObject([{ status: 'ended' }])
    await other.close()
  })
})
