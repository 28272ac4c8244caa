/** What every database must do for the update log: the same suite on SQLite and on PostgreSQL. */
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Authorship } from '../../server/sync/authorship.ts'
import { authorshipOf, compactPart, replay } from '../../server/sync/compaction.ts'
import type { LogEntry } from '../../server/sync/log-store.ts'
import { openUpdateLog, type UpdateLog } from '../../server/sync/update-log.ts'
import { openTestApp, type TestApp, type TestPlan } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'
import { until } from '../support/device.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('the update log on %s', (kind) => {
  let test_: TestApp
  let plan: TestPlan
  let log: UpdateLog
  let partKey: number

  beforeEach(async () => {
    test_ = await openTestApp(kind)
    plan = await test_.plan()
    log = openUpdateLog(test_.deps.database)
    partKey = await log.partKey(plan.planId, `notes.${plan.leadMemberId}`)
  })
  afterEach(async () => {
    await log.close()
    await test_.close()
  })

  const entry = (seq: number, bytes: Uint8Array, changes: Partial<LogEntry> = {}): LogEntry => ({
    partKey, seq, memberId: plan.leadMemberId, epoch: 1, at: '2026-11-21T02:00:00.000Z', bytes, newClientIds: [], ...changes,
  })

  /** Types words one at a time and gives the update of each. */
  function typing(...words: string[]): { doc: Y.Doc; updates: Uint8Array[] } {
    const doc = new Y.Doc({ gc: false })
    const updates: Uint8Array[] = []
    doc.on('update', (update: Uint8Array) => updates.push(update))
    for (const word of words) doc.getText('t').insert(doc.getText('t').length, word)
    return { doc, updates }
  }

  test('gives back what was appended, in order, with the members client ids belong to', async () => {
    const { doc, updates } = typing('one ', 'two ', 'three')
    await Promise.all(updates.map((bytes, i) => log.append(entry(i + 1, bytes, { newClientIds: i === 0 ? [doc.clientID] : [] }))))
    const stored = await log.load(partKey)
    expect(stored.lastSeq).toBe(3)
    expect(stored.owners).toEqual(new Map([[doc.clientID, plan.leadMemberId]]))
    expect(replay(stored, true).getText('t').toJSON()).toBe('one two three')
  })

  test('the key of a part stays the same, and each part has its own', async () => {
    expect(await log.partKey(plan.planId, `notes.${plan.leadMemberId}`)).toBe(partKey)
    expect(await log.partKey(plan.planId, 'plan')).not.toBe(partKey)
  })

  test('a row that does not follow the last one is not stored, nor is any after it', async () => {
    const { updates } = typing('a', 'b')
    await expect(log.append(entry(2, updates[1] as Uint8Array))).rejects.toMatchObject({ code: 'storage-unavailable' })
    await log.append(entry(1, updates[0] as Uint8Array))
    await expect(log.append(entry(1, updates[1] as Uint8Array))).rejects.toMatchObject({ code: 'storage-unavailable' })
    expect((await log.load(partKey)).lastSeq).toBe(1)
  })

  test.each(['in the same commit', 'in the next commit'])('[A3] what a room appended after a row that another server was quicker with is not stored in its place, %s', async (when) => {
    const { updates } = typing('a', 'b', 'c')
    const other = openUpdateLog(test_.deps.database)
    await other.append(entry(1, updates[0] as Uint8Array))
    await other.close()
    const first = log.append(entry(1, updates[1] as Uint8Array)).catch((cause: unknown) => cause)
    // Once the first is on its way, what comes now shares the next commit.
    if (when === 'in the next commit') await Promise.resolve().then(() => undefined)
    const second = log.append(entry(2, updates[2] as Uint8Array, { memberId: null, epoch: null })).catch((cause: unknown) => cause)
    expect(await Promise.all([first, second])).toMatchObject([{ code: 'storage-unavailable' }, { code: 'storage-unavailable' }])
    const stored = await log.load(partKey)
    expect([stored.lastSeq, replay(stored, true).getText('t').toJSON()]).toEqual([1, 'a'])
    await log.append(entry(2, updates[1] as Uint8Array))
    expect(replay(await log.load(partKey), true).getText('t').toJSON()).toBe('ab')
  })

  test('two logs that write into the same parts in opposite order: each row is stored once, and neither waits for ever', async () => {
    const { database } = test_.deps
    const other = openUpdateLog(database)
    const keys = await Promise.all(['journal.a', 'journal.b', 'journal.c'].map((partId) => log.partKey(plan.planId, partId)))
    const rows = keys.map((key) => entry(1, new Uint8Array([1]), { partKey: key }))
    const append = (by: UpdateLog, row: LogEntry) => by.append(row).then(() => null, (cause: unknown) => cause)
    // Somebody holds the middle part until both logs have come as far as they get.
    const appends = await database.db.transaction().execute(async (trx) => {
      await trx.updateTable('part').set({ last_seq: 0 }).where('key', '=', keys[1] as number).execute()
      const waiting = Promise.all([...rows.map((row) => append(log, row)), ...rows.toReversed().map((row) => append(other, row))])
      if (database.kind === 'postgres') {
        await until(async () => {
          const { rows: locks } = await database.pool.query('select 1 from pg_locks where not granted')
          return locks.length >= 2
        })
      }
      return { waiting }
    })
    const outcomes = await appends.waiting
    expect(outcomes.filter((outcome) => outcome === null)).toHaveLength(keys.length)
    // A conflict is an outcome; a deadlock would be the cause of an error.
    for (const outcome of outcomes) expect((outcome as Error | null)?.cause).toBeUndefined()
    await other.close()
  })

  test('[A7] a write under rights that have changed since is refused inside the append', async () => {
    const { updates } = typing('a')
    await test_.deps.database.db.updateTable('member').set({ epoch: 2 }).where('id', '=', plan.leadMemberId).execute()
    await expect(log.append(entry(1, updates[0] as Uint8Array))).rejects.toMatchObject({ code: 'not-allowed' })
    await log.append(entry(1, updates[0] as Uint8Array, { epoch: 2 }))
    await test_.deps.database.db.updateTable('member').set({ removed_at: '2026-11-21T03:00:00.000Z' }).where('id', '=', plan.leadMemberId).execute()
    await expect(log.append(entry(2, updates[0] as Uint8Array, { epoch: 2 }))).rejects.toMatchObject({ code: 'not-allowed' })
    expect((await log.load(partKey)).lastSeq).toBe(1)
  })

  test('[V2] compaction keeps every word for devices, and every deleted word for history only', async () => {
    const { doc, updates } = typing('kept ', 'secret')
    doc.getText('t').delete(5, 6)
    for (const [i, bytes] of updates.entries()) await log.append(entry(i + 1, bytes))
    expect(await compactPart(log, partKey, '2026-11-21T04:00:00.000Z')).toBe(3)

    const live = await log.load(partKey)
    expect(live.updates).toEqual([])
    expect(replay(live, true).getText('t').toJSON()).toBe('kept ')
    expect(Buffer.from(live.state?.bytes as Uint8Array).includes('secret')).toBe(false)
    const history = await log.load(partKey, 'history')
    expect(Buffer.from(history.state?.bytes as Uint8Array).includes('secret')).toBe(true)

    const more = typing('x')
    await log.append(entry(4, more.updates[0] as Uint8Array))
    expect((await log.load(partKey)).lastSeq).toBe(4)
  })

  test('[W1] who wrote and who removed each letter is known after compaction too', async () => {
    const { doc, updates } = typing('kept ', 'secret')
    doc.getText('t').delete(5, 6)
    await log.append(entry(1, updates[0] as Uint8Array))
    await log.append(entry(2, updates[1] as Uint8Array, { at: '2026-11-21T02:10:00.000Z' }))
    await log.append(entry(3, updates[2] as Uint8Array, { at: '2026-11-21T09:30:00.000Z' }))
    const check = (authorship: Authorship) => {
      expect(authorship.whoWrote(doc.clientID, 0)).toEqual({ memberId: plan.leadMemberId, at: new Date('2026-11-21T02:00:00Z') })
      expect(authorship.whoWrote(doc.clientID, 7)?.at).toEqual(new Date('2026-11-21T02:10:00Z'))
      expect(authorship.whoRemoved(doc.clientID, 7)).toEqual({ memberId: plan.leadMemberId, at: new Date('2026-11-21T09:30:00Z') })
      expect(authorship.whoRemoved(doc.clientID, 2)).toBeNull()
    }
    check(authorshipOf(await log.load(partKey, 'authors')))
    await compactPart(log, partKey, '2026-11-21T10:00:00.000Z')
    expect((await log.load(partKey)).updates).toEqual([])
    check(authorshipOf(await log.load(partKey, 'authors')))
  })

  test.each([
    ['one bit of its bytes', { bytes: Buffer.from([1, 2, 3, 5]) }],
    ['its author', { member_id: null }],
    ['its time', { at: '2026-11-20T02:00:00.000Z' }],
  ])('[S6] a log row with a change to %s is found and named, without its content', async (_what, change) => {
    await log.append(entry(1, new Uint8Array([1, 2, 3, 4])))
    await test_.deps.database.db.updateTable('update_log').set(change).where('part_key', '=', partKey).execute()
    await expect(log.load(partKey)).rejects.toMatchObject({ code: 'damaged-record', details: { partKey, seq: 1 } })
  })

  test('[S6] a missing row and a damaged snapshot are found', async () => {
    const { updates } = typing('a', 'b', 'c')
    for (const [i, bytes] of updates.entries()) await log.append(entry(i + 1, bytes))
    await test_.deps.database.db.deleteFrom('update_log').where('part_key', '=', partKey).where('seq', '=', 2).execute()
    await expect(log.load(partKey)).rejects.toMatchObject({ code: 'damaged-record' })
    await test_.deps.database.db
      .insertInto('snapshot')
      .values({ part_key: partKey, kind: 'live', seq: 3, at: 'then', bytes: Buffer.from([0, 0]), checksum: Buffer.alloc(16) })
      .execute()
    await expect(log.load(partKey)).rejects.toMatchObject({ code: 'damaged-record' })
  })
})
