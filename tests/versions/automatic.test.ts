import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { VersionList } from '#shared/version/api.ts'
import { compactPart } from '../../server/sync/compaction.ts'
import { realClock } from '../../server/sync/clock.ts'
import { openUpdateLog, type UpdateLog } from '../../server/sync/update-log.ts'
import { AutomaticVersions } from '../../server/versions/automatic.ts'
import { Histories } from '../../server/versions/part-history.ts'
import { openTestApp, type TestApp, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { addEntry, addGoal, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

const minute = 60_000

describe.each(await testableKinds())('[V1] automatic versions on %s', (kind) => {
  let server: TestApp
  let plan: TestPlan
  let log: UpdateLog
  let reports: unknown[]
  let automatic: AutomaticVersions
  const fresh = () =>
    new AutomaticVersions({ db: server.deps.database.db, log, histories: new Histories(log, realClock(server.deps.now)), now: server.deps.now, newId: server.deps.newId, report: (cause) => void reports.push(cause) })
  beforeEach(async () => {
    server = await openTestApp(kind)
    plan = await server.plan()
    log = openUpdateLog(server.deps.database)
    reports = []
    automatic = fresh()
  })
  afterEach(async () => {
    await log.close()
    await server.close()
  })

  const write = () => writeAs(server, plan.planId, 'plan', plan.leadMemberId, (doc) => void addGoal(doc, 'A goal'))
  const kinds = async () => (await server.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/versions`)).json<VersionList>().versions.map((row) => row.kind)
  const lookAfter = async (ms: number) => {
    server.travel(ms)
    await automatic.look()
    return (await kinds()).length
  }

  test('ten minutes at rest after a change, and not before; once', async () => {
    expect(await lookAfter(60 * minute)).toBe(0)
    await write()
    expect(await lookAfter(9 * minute)).toBe(0)
    await write()
    expect(await lookAfter(9 * minute)).toBe(0)
    expect(await lookAfter(1.1 * minute)).toBe(1)
    expect(await lookAfter(600 * minute)).toBe(1)
    expect(await kinds()).toEqual(['automatic'])
  })

  test('an hour of work without a rest', async () => {
    const counts: number[] = []
    for (let i = 0; i < 30; i += 1) {
      await write()
      counts.push(await lookAfter(5 * minute))
    }
    expect(counts[10]).toBe(0)
    expect(counts[11]).toBe(1)
    expect(counts.at(-1)).toBe(2)
  })

  test('a journal counts, private notes do not, and a version by hand holds what came before it', async () => {
    await writeAs(server, plan.planId, `notes.${plan.leadMemberId}`, plan.leadMemberId, (doc) => doc.getXmlFragment('notes').insert(0, []))
    expect(await lookAfter(30 * minute)).toBe(0)
    await writeAs(server, plan.planId, 'journal.team', plan.leadMemberId, (doc) => void addEntry(doc, plan.leadMemberId, 'x'))
    expect(await lookAfter(11 * minute)).toBe(1)
    await write()
    await server.ask(plan.lead, 'POST', `/api/plans/${plan.planId}/versions`, { label: 'By hand' })
    expect(await lookAfter(60 * minute)).toBe(2)
  })

  test('what was written and compacted while no server looked is found at the start', async () => {
    await write()
    const { key } = await server.deps.database.db
      .selectFrom('part').select('key').where('plan_id', '=', plan.planId).where('part_id', '=', 'plan').executeTakeFirstOrThrow()
    await compactPart(log, key, server.deps.now().toISOString())
    server.travel(600 * minute)
    automatic = fresh()
    automatic.start({ every: () => () => undefined } as never)
    await automatic.close()
    expect(await kinds()).toEqual(['automatic'])
  })

  test('a part with a damaged record is left out and reported, and not tried again every minute', async () => {
    await write()
    await writeAs(server, plan.planId, 'journal.team', plan.leadMemberId, (doc) => void addEntry(doc, plan.leadMemberId, 'x'))
    const { db } = server.deps.database
    const { key } = await db.selectFrom('part').select('key').where('part_id', '=', 'journal.team').where('plan_id', '=', plan.planId).executeTakeFirstOrThrow()
    await db.updateTable('update_log').set({ checksum: Buffer.alloc(16) }).where('part_key', '=', key).execute()
    expect(await lookAfter(11 * minute)).toBe(1)
    expect(await lookAfter(60 * minute)).toBe(1)
    expect(reports).toHaveLength(1)
    await write()
    expect(await lookAfter(11 * minute)).toBe(2)
  })
})
