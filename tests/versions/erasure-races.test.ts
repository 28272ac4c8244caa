import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { VersionContent, VersionList } from '#shared/version/api.ts'
import { authorizePart } from '../../server/access/authorize.ts'
import type { LiveEditing } from '../../server/sync/live-editing.ts'
import { openLiveEditing } from '../../server/sync/live-editing.ts'
import { noMeasures } from '../../server/sync/measures.ts'
import { compactPart } from '../../server/sync/compaction.ts'
import type { LogStore } from '../../server/sync/log-store.ts'
import { openUpdateLog, UpdateLog } from '../../server/sync/update-log.ts'
import { sqliteLogStore } from '../../server/sync/sqlite-log.ts'
import { insertVersion } from '../../server/versions/store.ts'
import { toPointRow } from '../../server/versions/kept-points.ts'
import { Histories } from '../../server/versions/part-history.ts'
import { restoringUpdate } from '../../server/versions/restore-part.ts'
import { openTestApp, type TestApp, type TestPlan } from '../support/app.ts'
import { leftOf } from '../support/byte-search.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { addGoal, goalOf, goalText, lineIn, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

const secret = 'Brigitte-Zyklop'

describe.each(await testableKinds())('[access 4] what began before an erasure and ends after it, on %s', (kind) => {
  let server: TestApp
  let live: LiveEditing
  let plan: TestPlan
  let key: number
  let goalId: string
  beforeEach(async () => {
    server = await openTestApp(kind)
    const { database, now, rights } = server.deps
    live = openLiveEditing({ database, now, rights, measures: noMeasures, report: () => undefined })
    plan = await server.plan()
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => {
      goalId = addGoal(doc, 'Brush teeth')
      lineIn(goalText(doc, goalId, 'why')).insert(0, secret)
    })
    key = await live.log.partKey(plan.planId, 'plan')
  })
  afterEach(async () => {
    await live.close()
    await server.close()
  })

  const url = (path: string) => `/api/plans/${plan.planId}${path}`
  const erase = async () => {
    const guardian = await server.member(plan.planId, 'guardian')
    const target = { part: 'plan', entity: 'goal', id: goalId, field: 'why', passage: secret }
    const asked = await server.ask(guardian, 'POST', url('/erasures'), { target, reason: 'other' })
    expect((await server.ask(plan.lead, 'POST', url(`/erasures/${asked.json<{ id: string }>().id}/confirm`))).json()).toEqual({ state: 'done' })
  }
  const left = () => leftOf([secret], server.deps.database, server.deps.config.dataDir)

  test('a restore that read the history before is not written', async () => {
    const histories = new Histories(live.log, live.channelDeps.clock)
    const before = await histories.take(key, { kind: 'plan' })
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => lineIn(goalText(doc, goalId, 'why')).delete(0, secret.length))
    const history = await new Histories(live.log, live.channelDeps.clock).take(key, { kind: 'plan' })
    const update = restoringUpdate(history, before.now, {})
    await erase()
    const grant = await authorizePart(server.deps.database, plan.lead.accountId, plan.planId, 'plan')
    await expect(live.rooms.write(grant, update as Uint8Array, history.renewedBy)).rejects.toMatchObject({ code: 'part-renewed' })
    expect(await left()).toEqual([])
  })

  test('a version that read the history before is not kept with a hash of what is gone', async () => {
    const histories = new Histories(live.log, live.channelDeps.clock)
    const { seq, now, renewedBy } = await histories.open(key, { kind: 'plan' })
    const point = { ...(await toPointRow(server.deps.database.db, key, seq, now, 'x'.repeat(64))), renewedBy }
    await erase()
    const row = { id: server.deps.newId(), planId: plan.planId, kind: 'named' as const, label: 'Late', at: server.deps.now().toISOString(), memberId: null, restoredId: null }
    expect(await insertVersion(server.deps.database.db, row, [point], [{ key, seq }])).toBe(false)
    expect((await server.ask(plan.lead, 'GET', url('/versions'))).json<VersionList>().versions).toEqual([])
    // And one that is taken now is whole.
    const { id } = (await server.ask(plan.lead, 'POST', url('/versions'), { label: 'Now' })).json<{ id: string }>()
    expect((await server.ask(plan.lead, 'GET', url(`/versions/${id}`))).json<VersionContent>().content.goals).toMatchObject([{ why: '' }])
  })

  test('a compaction that read the rows before does not put them back', async () => {
    if (server.deps.database.kind !== 'sqlite') return
    const store = sqliteLogStore(server.deps.database)
    let erased: Promise<void> | null = null
    const slow: LogStore = { ...store, saveSnapshot: async (snapshot) => {
      erased ??= erase()
      await erased
      await store.saveSnapshot(snapshot)
    } }
    const log = new UpdateLog(slow)
    await compactPart(log, key, server.deps.now().toISOString())
    await log.close()
    await live.log.scrub()
    expect(await left()).toEqual([])
  })

  test('two orders that are confirmed at once, while people write, are both carried out', async () => {
    const guardian = await server.member(plan.planId, 'guardian')
    const other = 'Grumblewort'
    await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => lineIn(goalText(doc, goalId)).insert(0, other))
    const ids: string[] = []
    for (const [field, passage] of [['why', secret], ['title', other]]) {
      const target = { part: 'plan', entity: 'goal', id: goalId, field, passage }
      ids.push((await server.ask(guardian, 'POST', url('/erasures'), { target, reason: 'other' })).json<{ id: string }>().id)
    }
    const writing = (async () => {
      for (let i = 0; i < 5; i += 1) await writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => goalOf(doc, goalId).set('baseline', i % 3))
    })()
    const answers = await Promise.all([...ids, ...ids].map((id) => server.ask(plan.lead, 'POST', url(`/erasures/${id}/confirm`))))
    await writing
    expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([200, 200, 409, 409])
    await expect.poll(async () => (await server.deps.database.db.selectFrom('erasure').select('done_at').execute()).every(({ done_at }) => done_at !== null)).toBe(true)
    expect(await leftOf([secret, other], server.deps.database, server.deps.config.dataDir)).toEqual([])
    const log = openUpdateLog(server.deps.database)
    expect((await log.load(key)).lastSeq).toBeGreaterThan(0)
    await log.close()
  })
})
