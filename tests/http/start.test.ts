import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { lockDataFolder } from '../../server/db/data-folder-lock.ts'
import { startServer } from '../../server/start.ts'
import { closeInTime } from '../../server/stop-in-time.ts'
import { openCable } from '../support/cable.ts'
import { newPostgresDatabase, stopTestPostgres, testableKinds } from '../support/database.ts'
import { until } from '../support/device.ts'

afterAll(stopTestPostgres)

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'samepage-start-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

const freePort = () =>
  new Promise<{ port: number; close: () => Promise<void> }>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      resolve({ port: (server.address() as AddressInfo).port, close: () => new Promise((done) => server.close(() => done())) })
    })
  })
const start = (port: number, env: Record<string, string> = {}) =>
  startServer(readConfig({ PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env }), { say: () => undefined, clientDir: null })

test('a server starts, answers, stops, and lets go of its folder', async () => {
  const { port, close } = await freePort()
  await close()
  const server = await start(port)
  expect(await (await fetch(`http://127.0.0.1:${port}/readyz`)).json()).toEqual({ status: 'ready' })
  await server.stop()
  lockDataFolder(dataDir).release()
})

test('a port in use is named in one plain line, and nothing stays open', async () => {
  const taken = await freePort()
  await expect(start(taken.port)).rejects.toMatchObject({ code: 'port-in-use', message: expect.stringContaining(String(taken.port)) })
  lockDataFolder(dataDir).release()
  await taken.close()
})

test('a folder in use is named in one plain line', async () => {
  const lock = lockDataFolder(dataDir)
  await expect(start(1)).rejects.toMatchObject({ code: 'data-folder-in-use', message: expect.stringContaining(dataDir) })
  lock.release()
})

describe('stopping within a limit', () => {
  const never = () => new Promise(() => {})

  test('what hangs is left behind, and what comes after it is still closed', async () => {
    const closed: string[] = []
    const startedAt = performance.now()
    await expect(closeInTime([() => closed.push('first'), never, () => closed.push('second'), never, () => closed.push('third')], 200))
      .rejects.toMatchObject({ code: 'stop-timed-out' })
    expect(closed).toEqual(['first', 'second', 'third'])
    expect(performance.now() - startedAt).toBeLessThan(1000)
  })

  test('what fails does not keep the rest from closing, and is told', async () => {
    const closed: string[] = []
    await expect(closeInTime([() => Promise.reject(new Error('the disk')), () => closed.push('second')], 200)).rejects.toThrow('the disk')
    expect(closed).toEqual(['second'])
  })
})

describe.runIf((await testableKinds()).includes('postgres'))('a server on PostgreSQL', () => {
  test('a second one on the same database is refused in one plain line, and does not disturb the first', async () => {
    const [first, second] = [await freePort(), await freePort()]
    await Promise.all([first.close(), second.close()])
    const env = { DATABASE_URL: await newPostgresDatabase() }
    const server = await start(first.port, env)
    await expect(start(second.port, env)).rejects.toMatchObject({ code: 'database-in-use' })
    expect((await fetch(`http://127.0.0.1:${first.port}/readyz`)).status).toBe(200)
    await server.stop()
    await (await start(second.port, env)).stop()
  })

  /** A server in a process of its own whose database goes silent while it works on a request. */
  async function startAndFreeze() {
    const { port, close } = await freePort()
    await close()
    const url = new URL(await newPostgresDatabase())
    const admin = new Client(url.href)
    await admin.connect()
    const cable = await openCable(Number(url.port))
    url.port = String(cable.port)
    const env = { ...process.env, DATA_DIR: dataDir, PORT: String(port), DATABASE_URL: url.href, LOG_LEVEL: 'silent' }
    const child = spawn(process.execPath, ['server/cli/dev-server.ts'], { env, stdio: 'ignore' })
    await until(async () => (await fetch(`http://127.0.0.1:${port}/readyz`)).ok)
    await admin.query('begin; lock table account in access exclusive mode')
    const asked = fetch(`http://127.0.0.1:${port}/api/setup`).catch(() => undefined)
    await until(async () => (await admin.query("select 1 from pg_stat_activity where wait_event_type = 'Lock'")).rows.length > 0)
    cable.freeze()
    const ended = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>
    return { child, ended, remove: () => Promise.all([cable.close(), admin.end(), asked]) }
  }

  test('ends within ten seconds of SIGTERM although the database hangs', async () => {
    const { child, ended, remove } = await startAndFreeze()
    const askedAt = performance.now()
    child.kill('SIGTERM')
    expect(await ended).toEqual([1, null])
    expect(performance.now() - askedAt).toBeLessThan(10_500)
    await remove()
  })

  test('ends at once when it is asked again', async () => {
    const { child, ended, remove } = await startAndFreeze()
    const askedAt = performance.now()
    // The first half second counts as one signal: npm passes on what the terminal has sent already.
    const asking = setInterval(() => child.kill('SIGTERM'), 100)
    expect(await ended).toEqual([143, null])
    expect(performance.now() - askedAt).toBeLessThan(1500)
    clearInterval(asking)
    await remove()
  })
})
