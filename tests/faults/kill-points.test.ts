/**
 * The plug is pulled at one write or fsync after another: while a log is compacted, and while a new data folder is made.
 * In CI a spread of them; FAULTS=long takes every one.
 */
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { openDatabase, type Database } from '../../server/db/database.ts'
import { migrate } from '../../server/db/migrate.ts'
import { authorshipOf, compactPart, replay } from '../../server/sync/compaction.ts'
import { openUpdateLog } from '../../server/sync/update-log.ts'
import { verifyParts } from '../../server/sync/verify.ts'
import { hasCompiler, makeFaultyDisk, type FaultyDisk } from '../support/faulty-disk.ts'
import { makePart } from '../support/make-part.ts'

const run = promisify(execFile)
const at = '2026-11-21T02:00:00.000Z'
const isLong = process.env.FAULTS === 'long'
/** How many kills of each kind a short run makes. */
const kills = 10

describe.runIf(hasCompiler())('a program that is killed at one disk call after another', () => {
  let disk: FaultyDisk
  const folders: string[] = []
  beforeAll(() => {
    disk = makeFaultyDisk()
  })
  afterAll(() => {
    disk.remove()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  const newFolder = (): string => {
    const folder = mkdtempSync(join(tmpdir(), 'samepage-kill-'))
    folders.push(folder)
    return folder
  }
  /** Runs a command with the disk under `dataDir`. Returns whether it was killed. */
  async function isKilled(dataDir: string, args: string[]): Promise<boolean> {
    const env = { ...process.env, DATA_DIR: dataDir, DATABASE_URL: '', ...disk.env(dataDir) }
    try {
      await run(process.execPath, ['server/cli/main.ts', ...args], { env })
      return false
    } catch (cause) {
      if (cause instanceof Error && 'signal' in cause && cause.signal === 'SIGKILL') return true
      throw cause
    }
  }
  const withDatabase = async <T>(dataDir: string, act: (database: Database) => Promise<T>): Promise<T> => {
    const database = await openDatabase({ dataDir, databaseUrl: null })
    try {
      await migrate(database)
      return await act(database)
    } finally {
      await database.close()
    }
  }

  /** Kills `args` on copies of `original` at calls spread over all there are, and looks at each folder that is left. */
  async function killAtEachOf(original: string, args: string[], lookAt: (dataDir: string) => Promise<void>): Promise<number> {
    const whole = newFolder()
    cpSync(original, whole, { recursive: true })
    disk.is('well')
    expect(await isKilled(whole, args)).toBe(false)
    const calls = disk.calls()
    const step = isLong ? 1 : Math.max(1, Math.floor(calls / kills))
    let killed = 0
    for (let call = 1; call <= calls; call += step) {
      const dataDir = newFolder()
      cpSync(original, dataDir, { recursive: true })
      disk.killAt(call)
      if (await isKilled(dataDir, args)) killed += 1
      await lookAt(dataDir)
      rmSync(dataDir, { recursive: true })
    }
    return killed
  }

  test('[S5] compaction: the part is whole whenever it is killed, its history and its authors too', async () => {
    const original = newFolder()
    const partKey = await withDatabase(original, async (database) => {
      const key = await makePart(database.db)
      const log = openUpdateLog(database)
      const doc = new Y.Doc({ gc: false })
      let seq = 0
      const appends: Promise<void>[] = []
      doc.on('update', (bytes: Uint8Array) => {
        seq += 1
        appends.push(log.append({ partKey: key, seq, memberId: null, epoch: null, at, bytes, newClientIds: [] }))
      })
      const text = doc.getText('t')
      const type = (words: number) => {
        for (let i = 0; i < words; i += 1) text.insert(text.length, `word ${i} `)
        text.delete(0, 40)
      }
      type(100)
      await Promise.all(appends)
      // One snapshot is there already: its place is taken by the next.
      await compactPart(log, key, at)
      type(200)
      await Promise.all(appends)
      await log.close()
      return key
    })
    const contentOf = (dataDir: string) =>
      withDatabase(dataDir, async (database) => {
        expect(await verifyParts(database.db, at)).toMatchObject({ parts: 1, findings: [] })
        const log = openUpdateLog(database)
        const [live, history, authors] = [await log.load(partKey), await log.load(partKey, 'history'), await log.load(partKey, 'authors')]
        await log.close()
        return [Y.encodeStateAsUpdate(replay(live, true)), Y.encodeStateAsUpdate(replay(history, false)), authorshipOf(authors).encode()]
          .map((bytes) => Buffer.from(bytes).toString('base64'))
      })
    const before = await contentOf(original)
    const killed = await killAtEachOf(original, ['compact'], async (dataDir) => expect(await contentOf(dataDir)).toEqual(before))
    expect(killed).toBeGreaterThanOrEqual(kills)
  }, isLong ? 1_200_000 : 90_000)

  test('[S4] a first start: the next one finds a data folder that works, whenever it is killed', async () => {
    const killed = await killAtEachOf(newFolder(), ['practice', 'create', '--name', 'Harbour'], async (dataDir) => {
      disk.is('well')
      expect(await isKilled(dataDir, ['practice', 'create', '--name', 'Juniper'])).toBe(false)
      const names = await withDatabase(dataDir, ({ db }) => db.selectFrom('practice').select('name').execute())
      expect(names.map(({ name }) => name)).toContain('Juniper')
    })
    expect(killed).toBeGreaterThanOrEqual(kills)
  }, isLong ? 1_200_000 : 90_000)
})
