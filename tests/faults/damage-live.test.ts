/** Damage as people meet it: the part with it is refused, everything else goes on, and it is told once. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { entryFields } from '#shared/journal/journal-part.ts'
import type { PlanContent } from '#shared/plan/api.ts'
import { newEntity } from '#shared/plan/containers.ts'
import type { Damage } from '../../server/sync/damage.ts'
import { openUpdateLog } from '../../server/sync/update-log.ts'
import { verifyParts } from '../../server/sync/verify.ts'
import { openTestApp, type TestApp, type TestPlan } from '../support/app.ts'
import { flipLogRow } from '../support/damage.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { listen, openDevice, until, type Device } from '../support/device.ts'

afterAll(stopTestPostgres)

const entryId = '7d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b'

describe.each(await testableKinds())('a live server on a damaged %s', (kind) => {
  let app: TestApp
  let plan: TestPlan
  let url: string
  let told: Damage[]
  const devices: Device[] = []

  const open = (partId: string): Device => {
    const device = openDevice({ url, planId: plan.planId, partId, cookie: plan.lead.cookie })
    devices.push(device)
    return device
  }
  const partKey = async (partId: string): Promise<number> => {
    const part = app.deps.database.db.selectFrom('part').select('key').where('plan_id', '=', plan.planId).where('part_id', '=', partId)
    return (await part.executeTakeFirstOrThrow()).key
  }
  const readContent = async () => (await app.ask(plan.lead, 'GET', `/api/plans/${plan.planId}/content`)).json<PlanContent>()

  beforeEach(async () => {
    told = []
    app = await openTestApp(kind, {
      openLog: (database) => openUpdateLog(database, { found: (damage) => void told.push(damage) }),
    })
    plan = await app.plan()
    url = await listen(app)
  })
  afterEach(async () => {
    for (const device of devices.splice(0)) device.close()
    await app.close()
  })

  test('[S6] the damaged part is refused with 45xx and left out, the other parts are written and read, and it is told once', async () => {
    const key = await partKey('plan')
    await flipLogRow(app.deps.database.db, key, 1)
    const [damaged, alsoDamaged, sound] = [open('plan'), open('plan'), open('journal.team')]
    await until(() => damaged.closes.length > 1 && alsoDamaged.closes.length > 1)
    expect(damaged.closes[0]).toMatchObject({ code: 4500, reason: 'damaged-record' })
    expect(damaged.provider.synced).toBe(false)

    await sound.settled()
    const values = { kind: 'observation', author: plan.leadMemberId, createdAt: '2026-11-21T02:00:00Z', status: 'final' }
    sound.doc.getMap('entries').set(entryId, newEntity(entryFields, values))
    await sound.settled()
    for (const _again of [1, 2]) expect(await readContent()).toMatchObject({ unavailable: ['plan'], entries: [{ id: entryId }] })
    expect(told).toEqual([{ partKey: key, seq: 1, what: 'log-row' }])

    await flipLogRow(app.deps.database.db, key, 1)
    await verifyParts(app.deps.database.db, '2026-11-21T02:00:00.000Z')
    await damaged.settled()
    expect((await readContent()).unavailable).toEqual([])
  })
})
