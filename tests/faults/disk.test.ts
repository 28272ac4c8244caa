/** A real server on a real disk that fails: writes, fsyncs, and a lock that another program does not give back. */
import { setTimeout as wait } from 'node:timers/promises'
import Sqlite from 'better-sqlite3'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { openDevice, until, type Device } from '../support/device.ts'
import { hasCompiler, makeFaultyDisk, type DiskState, type FaultyDisk } from '../support/faulty-disk.ts'
import { lineOf } from '../support/part-room.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

describe.runIf(hasCompiler())('a server process on a disk that fails', () => {
  let disk: FaultyDisk
  let server: ServerProcess
  let planId: string
  let cookies: string[]
  const devices: Device[] = []

  beforeAll(async () => {
    disk = makeFaultyDisk()
    server = await startServerProcess({ serverEnv: (dataDir) => disk.env(dataDir) })
    planId = planOf(server, 'plan-mateo')
    cookies = await Promise.all(['hana', 'lucia'].map((name) => server.signIn(name)))
  })
  afterEach(() => {
    disk.is('well')
    for (const device of devices.splice(0)) device.close()
  })
  afterAll(async () => {
    await server.remove()
    disk.remove()
  })

  const open = (who = 0): Device => {
    const device = openDevice({ url: server.socketUrl, planId, partId: 'plan', cookie: cookies[who] as string, origin: server.url })
    devices.push(device)
    return device
  }
  const line = ({ doc }: Device): Y.XmlText => lineOf(doc.getMap('about').get('strengths'))
  const write = (device: Device, token: string): void => line(device).insert(line(device).length, token)
  /** `until`, for what takes longer: a device that was refused waits a while before it comes back. */
  const inTheEnd = (check: () => unknown) =>
    vi.waitFor(async () => expect(await check()).not.toBe(false), { timeout: 30_000, interval: 20 })
  const isSettled = (device: Device) => device.provider.synced && device.savedFrames === device.sentFrames && device.sentFrames > 0
  const readBack = async (): Promise<string> => {
    const reader = open()
    await inTheEnd(() => isSettled(reader))
    return line(reader).toString()
  }
  /** Neither a blank page nor a word that is not on disk: what a device gets that knows nothing yet. */
  async function expectTrueOrNothing(acknowledged: string, refused: string[]): Promise<void> {
    const newcomer = open(1)
    await until(() => newcomer.provider.synced || newcomer.closes.length > 0)
    if (!newcomer.provider.synced) return
    expect(line(newcomer).toString()).toContain(acknowledged)
    for (const token of refused) expect(line(newcomer).toString()).not.toContain(token)
  }
  async function expectAllSafeAfterKill(words: string): Promise<void> {
    expect(await readBack()).toBe(words)
    for (const device of devices.splice(0)) device.close()
    await server.end('SIGKILL')
    await server.start()
    expect(await readBack()).toBe(words)
    expect((await server.cli('verify')).code).toBe(0)
  }

  test.each([
    ['a full disk', 'full'],
    ['an fsync that fails', 'unsynced'],
  ] satisfies [string, DiskState][])('[S4] %s: nothing is acknowledged, nothing is lost, and it recovers by itself', async (_what, state) => {
    const [laptop, phone] = [open(0), open(1)]
    await Promise.all([laptop.settled(), phone.settled()])
    write(laptop, `<before ${state}>`)
    await laptop.settled()
    await until(() => line(phone).toString().includes(`<before ${state}>`))

    const { pid } = server
    disk.is(state)
    const saved = laptop.savedFrames
    write(laptop, `<while ${state}>`)
    await until(() => laptop.closes.length > 0)
    expect(laptop.closes[0]).toMatchObject({ code: 4500, reason: 'storage-unavailable' })
    expect(laptop.savedFrames).toBeLessThanOrEqual(saved)
    // It goes on trying, and goes on being refused.
    await inTheEnd(() => laptop.closes.length > 2)
    write(phone, `<also ${state}>`)
    await expectTrueOrNothing(`<before ${state}>`, [`<while ${state}>`, `<also ${state}>`])
    expect(isSettled(laptop)).toBe(false)

    disk.is('well')
    await inTheEnd(() => isSettled(laptop) && isSettled(phone))
    await inTheEnd(() => line(laptop).toString() === line(phone).toString())
    expect(server.pid).toBe(pid)
    const words = line(laptop).toString()
    for (const token of ['before', 'while', 'also']) expect(words).toContain(`<${token} ${state}>`)
    await expectAllSafeAfterKill(words)
  }, 60_000)

  test('[S4] a database that another program keeps locked: nothing is acknowledged, the server answers, and it recovers', async () => {
    const lockedMs = process.env.FAULTS === 'long' ? 30_000 : 7_000
    const laptop = open(0)
    await laptop.settled()
    const other = new Sqlite(join(server.dataDir, 'samepage.db'))
    other.exec('begin immediate')
    write(laptop, '<while locked>')
    // Something else that writes, on the connection that everything but the log is on.
    const signingIn = server.signIn('daniel').catch((cause: unknown) => String(cause))
    const answersMs: number[] = []
    // As long as it says, and until the log's own waiting is over, which a busy machine draws out.
    for (const endsAt = performance.now() + lockedMs; performance.now() < endsAt || laptop.closes.length === 0; await wait(50)) {
      const askedAt = performance.now()
      expect((await fetch(`http://127.0.0.1:${new URL(server.url).port}/healthz`)).status).toBe(200)
      answersMs.push(performance.now() - askedAt)
      expect(isSettled(laptop)).toBe(false)
    }
    // One that waits for the lock on the event loop is away for five seconds; one on a busy machine is slow now and then.
    expect(answersMs.toSorted((a, b) => a - b).at(Math.floor(answersMs.length * 0.95))).toBeLessThan(200)
    expect(Math.max(...answersMs)).toBeLessThan(1500)
    expect(laptop.closes[0]).toMatchObject({ code: 4500, reason: 'storage-unavailable' })
    expect(await signingIn).toContain('503')
    other.exec('rollback')
    other.close()
    await inTheEnd(() => isSettled(laptop))
    await expectAllSafeAfterKill(line(laptop).toString())
  }, 90_000)
})
