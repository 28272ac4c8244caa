/** A real server whose PostgreSQL dies, or goes silent. */
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { openDevice, until, type Device } from '../support/device.ts'
import { lineOf } from '../support/part-room.ts'
import { findPostgres } from '../support/postgres-binary.ts'
import { openPostgresProcess, type PostgresProcess } from '../support/postgres.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

describe.runIf(findPostgres() !== null)('a server process whose PostgreSQL is away', () => {
  let postgres: PostgresProcess
  let server: ServerProcess
  let planId: string
  let cookies: string[]
  const devices: Device[] = []

  beforeAll(async () => {
    postgres = (await openPostgresProcess()) as PostgresProcess
    server = await startServerProcess({ databaseUrl: await postgres.newDatabase() })
    planId = planOf(server, 'plan-mateo')
    cookies = await Promise.all(['hana', 'lucia'].map((name) => server.signIn(name)))
  })
  afterEach(() => {
    for (const device of devices.splice(0)) device.close()
  })
  afterAll(async () => {
    await server.remove()
    await postgres.stop()
  })

  const open = (who = 0): Device => {
    const device = openDevice({ url: server.socketUrl, planId, partId: 'plan', cookie: cookies[who] as string, origin: server.url })
    devices.push(device)
    return device
  }
  const line = ({ doc }: Device): Y.XmlText => lineOf(doc.getMap('about').get('strengths'))
  const write = (device: Device, token: string): void => line(device).insert(line(device).length, token)
  const inTheEnd = (check: () => unknown) =>
    vi.waitFor(async () => expect(await check()).not.toBe(false), { timeout: 40_000, interval: 20 })
  const isSettled = (device: Device) => device.provider.synced && device.savedFrames === device.sentFrames && device.sentFrames > 0
  const isHealthy = async () => (await fetch(`http://127.0.0.1:${new URL(server.url).port}/healthz`)).status === 200

  test.each([
    ['that crashed', () => postgres.crash(), () => postgres.start()],
    ['that does not answer', async () => postgres.freeze(), async () => postgres.thaw()],
  ])('[S4] a PostgreSQL %s: nothing is acknowledged, nobody gets a blank page, and it recovers', async (what, fail, mend) => {
    const laptop = open(0)
    await laptop.settled()
    write(laptop, `<before one ${what}>`)
    await laptop.settled()
    await fail()
    write(laptop, `<while one ${what}>`)
    const newcomer = open(1)
    // Two rounds of telling what is saved, and of a stock client's tries to come back.
    for (const endsAt = performance.now() + 4000; performance.now() < endsAt;) {
      expect(await isHealthy()).toBe(true)
      expect(isSettled(laptop)).toBe(false)
      expect(newcomer.provider.synced).toBe(false)
      await new Promise((resolve) => setTimeout(resolve, 100))
    }
    await mend()
    await inTheEnd(() => isSettled(laptop) && isSettled(newcomer))
    await inTheEnd(() => line(newcomer).toString() === line(laptop).toString())
    for (const device of devices.splice(0)) device.close()
    await server.end('SIGKILL')
    await server.start()
    const reader = open()
    await inTheEnd(() => isSettled(reader))
    for (const when of ['before', 'while']) expect(line(reader).toString()).toContain(`<${when} one ${what}>`)
    expect((await server.cli('verify')).code).toBe(0)
  }, 90_000)

  test.each([
    ['crashed', () => postgres.crash(), () => postgres.start()],
    ['silent', async () => postgres.freeze(), async () => postgres.thaw()],
  ])('[S7] SIGTERM while PostgreSQL is %s: the server ends within ten seconds', async (_what, fail, mend) => {
    const laptop = open(0)
    await laptop.settled()
    await fail()
    write(laptop, '<never acknowledged>')
    await until(() => laptop.sentFrames > laptop.savedFrames || laptop.closes.length > 0)
    expect(await server.end('SIGTERM')).toBeLessThan(10_000)
    expect(isSettled(laptop)).toBe(false)
    await mend()
    await server.start()
    await inTheEnd(() => isSettled(laptop))
  }, 90_000)
})
