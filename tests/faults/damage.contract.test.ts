/** Damage in what is stored, on both databases: what is found, who is told, what still opens, and how it ends. */
import { readFileSync, writeFileSync } from 'node:fs'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDatabase } from '../../server/db/database.ts'
import { authorshipOf, compactPart, replay } from '../../server/sync/compaction.ts'
import { readQuarantine, type Damage } from '../../server/sync/damage.ts'
import { openUpdateLog, type UpdateLog } from '../../server/sync/update-log.ts'
import { verifyParts } from '../../server/sync/verify.ts'
import { openTestApp, type TestApp, type TestPlan } from '../support/app.ts'
import { flipLogRow, flipSnapshot, removeLogRow } from '../support/damage.ts'
import { openTestDatabase, stopTestPostgres, testableKinds } from '../support/database.ts'
import { makePart } from '../support/make-part.ts'

afterAll(stopTestPostgres)

const at = '2026-11-21T02:00:00.000Z'
const words = ['one ', 'two ', 'three ', 'four ', 'five ']

describe.each(await testableKinds())('damage on %s', (kind) => {
  let app: TestApp
  let plan: TestPlan
  let log: UpdateLog
  let partKey: number
  let told: Damage[]
  let doc: Y.Doc

  const db = () => app.deps.database.db
  const openLog = () => openUpdateLog(app.deps.database, { found: (damage) => void told.push(damage) })
  const verify = async () => {
    const { findings, lifted } = await verifyParts(db(), at)
    return { findings: findings.map(({ seq, what }) => ({ seq, what })), lifted }
  }
  const textOf = async (as: 'live' | 'history' = 'live') => replay(await log.load(partKey, as), as === 'live').getText('t').toJSON()
  const isRefused = () => expect(log.load(partKey)).rejects.toMatchObject({ code: 'damaged-record' })

  /** Makes a change on the device and appends its update as the next row. */
  async function change(act: (text: Y.Text) => void): Promise<void> {
    const { lastSeq } = await log.load(partKey)
    const effect = new Promise<Uint8Array>((resolve) => doc.once('update', resolve))
    act(doc.getText('t'))
    await log.append({ partKey, seq: lastSeq + 1, memberId: plan.leadMemberId, epoch: 1, at, bytes: await effect, newClientIds: [] })
  }
  async function write(...more: string[]): Promise<void> {
    for (const word of more) await change((text) => text.insert(text.length, word))
  }

  beforeEach(async () => {
    app = await openTestApp(kind)
    plan = await app.plan()
    told = []
    log = openLog()
    partKey = await log.partKey(plan.planId, `notes.${plan.leadMemberId}`)
    doc = new Y.Doc({ gc: false })
    await write(...words)
  })
  afterEach(async () => {
    await log.close()
    await app.close()
  })

  test('[S6] what is sound is found sound', async () => {
    await compactPart(log, partKey, at)
    await write('six')
    expect(await verify()).toEqual({ findings: [], lifted: 0 })
    expect(told).toEqual([])
  })

  test('[S6] a bit that turned over in a log row: refused, told once, kept as it is, and lifted when the row is back', async () => {
    await flipLogRow(db(), partKey, 3)
    const damaged = await db().selectFrom('update_log').selectAll().where('part_key', '=', partKey).execute()
    for (const _again of [1, 2, 3]) await isRefused()
    await log.close()
    log = openLog()
    await isRefused()
    expect(told).toEqual([{ partKey, seq: 3, what: 'log-row' }])
    expect(await db().selectFrom('quarantine').selectAll().execute()).toMatchObject([{ part_key: partKey, seq: 3, what: 'log-row' }])

    await expect(compactPart(log, partKey, at)).rejects.toMatchObject({ code: 'damaged-record' })
    expect(await db().selectFrom('update_log').selectAll().where('part_key', '=', partKey).execute()).toEqual(damaged)
    expect(await verify()).toEqual({ findings: [{ seq: 3, what: 'log-row' }], lifted: 0 })

    await flipLogRow(db(), partKey, 3)
    expect(await verify()).toEqual({ findings: [], lifted: 1 })
    expect(await textOf()).toBe(words.join(''))
  })

  test.each([[3, 'in the middle'], [words.length, 'at the end'], [1, 'at the beginning']])('[S6] row %i is gone, %s', async (seq) => {
    const putBack = await removeLogRow(db(), partKey, seq)
    await isRefused()
    await isRefused()
    expect(told).toEqual([{ partKey, seq, what: 'missing-row' }])
    expect(await verify()).toEqual({ findings: [{ seq, what: 'missing-row' }], lifted: 0 })
    await putBack()
    // What was refused once stays refused until every record was checked.
    await isRefused()
    expect(await verify()).toEqual({ findings: [], lifted: 1 })
    expect(await textOf()).toBe(words.join(''))
  })

  test('[S6] a head that lies behind its log', async () => {
    await db().updateTable('part').set({ last_seq: 2 }).where('key', '=', partKey).execute()
    await isRefused()
    expect(told).toEqual([{ partKey, seq: 2, what: 'head' }])
    expect((await verify()).findings).toEqual([{ seq: 2, what: 'head' }])
  })

  test('[S6] a damaged live snapshot is made again from the history, without the words that were deleted', async () => {
    await change((text) => text.delete(0, 4))
    await compactPart(log, partKey, at)
    await write('seven')
    const before = (await log.load(partKey)).state?.bytes as Uint8Array
    await flipSnapshot(db(), partKey, 'live')
    expect(Buffer.compare((await log.load(partKey)).state?.bytes as Uint8Array, before)).toBe(0)
    expect(await textOf()).toBe(doc.getText('t').toJSON())
    expect(told).toEqual([{ partKey, seq: 6, what: 'live' }])
    expect(await verify()).toEqual({ findings: [], lifted: 0 })
  })

  test('[S6] a live snapshot that verify found damaged is mended when the part is opened', async () => {
    await compactPart(log, partKey, at)
    await flipSnapshot(db(), partKey, 'live')
    expect((await verify()).findings).toEqual([{ seq: 5, what: 'live' }])
    expect(await textOf()).toBe(words.join(''))
    expect(await readQuarantine(db(), partKey)).toEqual([])
    expect(await verify()).toEqual({ findings: [], lifted: 0 })
  })

  test.each(['history', 'authors'] as const)('[S6] a damaged %s snapshot: people write on, nothing is folded over it', async (what) => {
    await compactPart(log, partKey, at)
    await write('six ')
    await flipSnapshot(db(), partKey, what)
    const [damaged] = await db().selectFrom('snapshot').selectAll().where('kind', '=', what).execute()
    for (const _again of [1, 2]) await expect(compactPart(log, partKey, at)).rejects.toMatchObject({ code: 'damaged-record' })
    expect(told).toEqual([{ partKey, seq: 5, what }])
    expect(await textOf()).toBe([...words, 'six '].join(''))
    await write('seven')
    expect(await textOf()).toBe([...words, 'six ', 'seven'].join(''))
    const [kept] = await db().selectFrom('snapshot').selectAll().where('kind', '=', what).execute()
    expect(kept).toEqual(damaged)
    expect((await verify()).findings).toEqual([{ seq: 5, what }])

    await flipSnapshot(db(), partKey, what)
    expect(await verify()).toEqual({ findings: [], lifted: 1 })
    expect(await compactPart(log, partKey, at)).toBe(2)
    expect(authorshipOf(await log.load(partKey, 'authors')).whoWrote(doc.clientID, 0)?.memberId).toBe(plan.leadMemberId)
  })

  test('[S6] when live and history are both damaged, the part is refused', async () => {
    await compactPart(log, partKey, at)
    await flipSnapshot(db(), partKey, 'live')
    await flipSnapshot(db(), partKey, 'history')
    await isRefused()
    await isRefused()
    expect(told).toEqual([{ partKey, seq: 5, what: 'live' }])
    expect((await verify()).findings).toEqual([{ seq: 5, what: 'live' }, { seq: 5, what: 'history' }])
  })

  test('[S6] a row that was moved to another part is found there and missed here', async () => {
    const other = await log.partKey(plan.planId, 'journal.other')
    await db().updateTable('update_log').set({ part_key: other, seq: 1 }).where('part_key', '=', partKey).where('seq', '=', 5).execute()
    await db().updateTable('part').set({ last_seq: 1 }).where('key', '=', other).execute()
    await isRefused()
    await expect(log.load(other)).rejects.toMatchObject({ code: 'damaged-record' })
    expect(told).toEqual([{ partKey, seq: 5, what: 'missing-row' }, { partKey: other, seq: 1, what: 'log-row' }])
  })

  test('[S6] every other part is served', async () => {
    await flipLogRow(db(), partKey, 1)
    await isRefused()
    const other = await log.partKey(plan.planId, 'plan')
    expect((await log.load(other)).lastSeq).toBe(1)
    expect(await compactPart(log, other, at)).toBe(1)
  })
})

test('[S6] a bit that turned over in the SQLite file itself', async () => {
  const { database, dataDir, remove } = await openTestDatabase('sqlite')
  if (database.kind !== 'sqlite') throw new Error('this is about the file')
  const log = openUpdateLog(database)
  const partKey = await makePart(database.db)
  await log.append({ partKey, seq: 1, memberId: null, epoch: null, at, bytes: Buffer.from('a word that is found'), newClientIds: [] })
  await log.close()
  database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  const file = readFileSync(database.file)
  const place = file.lastIndexOf('a word that is found')
  file[place] = (file[place] as number) ^ 1
  writeFileSync(database.file, file)

  const later = await openDatabase({ dataDir, databaseUrl: null })
  expect((await verifyParts(later.db, at)).findings).toMatchObject([{ partKey, seq: 1, what: 'log-row' }])
  await later.close()
  await remove()
})
