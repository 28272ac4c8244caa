/** Power is lost some time after an fsync failed: what was acknowledged since must be on the disk, not in memory only. */
import { cpSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import type * as Y from 'yjs'
import { openDevice, until, type Device } from '../support/device.ts'
import { hasCompiler, makeFaultyDisk } from '../support/faulty-disk.ts'
import { losePower } from '../support/lost-power.ts'
import { lineOf } from '../support/part-room.ts'
import { planOf, startServerProcess } from '../support/server-process.ts'

const files = ['samepage.db', 'samepage.db-wal']

const line = ({ doc }: Device): Y.XmlText => lineOf(doc.getMap('about').get('strengths'))
const write = (device: Device, token: string): void => line(device).insert(line(device).length, token)
const isSettled = (device: Device) => device.provider.synced && device.savedFrames === device.sentFrames && device.sentFrames > 0
const inTheEnd = (check: () => unknown) =>
  vi.waitFor(async () => expect(await check()).not.toBe(false), { timeout: 30_000, interval: 20 })

describe.runIf(hasCompiler())('a loss of power after an fsync that failed', () => {
  test.each([
    ['the server went on', { isKilled: false, later: '<later>' }],
    ['the server was killed and started again', { isKilled: true, later: '' }],
  ])('[S1] [S4] %s: everything acknowledged is on the disk', async (_what, { isKilled, later }) => {
    const disk = makeFaultyDisk()
    const before = mkdtempSync(join(tmpdir(), 'samepage-power-'))
    const journal = join(before, 'journal')
    const server = await startServerProcess({
      serverEnv: (dataDir) => ({ ...disk.env(dataDir), FAULT_JOURNAL: journal }),
      prepare: (dataDir) => {
        for (const name of files) {
          if (existsSync(join(dataDir, name))) cpSync(join(dataDir, name), join(before, name))
          else writeFileSync(join(before, name), '')
        }
      },
    })
    const cookie = await server.signIn('hana')
    const planId = planOf(server, 'plan-mateo')
    const open = () => openDevice({ url: server.socketUrl, planId, partId: 'plan', cookie, origin: server.url })
    const laptop = open()
    await laptop.settled()
    for (const word of ['<one>', '<two>']) {
      write(laptop, word)
      await laptop.settled()
    }
    disk.is('unsynced')
    write(laptop, '<unsynced>')
    await until(() => laptop.closes.length > 0)
    if (isKilled) {
      laptop.provider.disconnect()
      await server.end('SIGKILL')
      disk.is('well')
      await server.start()
    }
    disk.is('well')
    laptop.provider.connect()
    await inTheEnd(() => isSettled(laptop))
    if (later !== '') write(laptop, later)
    await inTheEnd(() => isSettled(laptop))
    const acknowledged = line(laptop).toString()
    laptop.close()

    await server.end('SIGKILL')
    losePower(before, files, journal)
    for (const name of [...files, 'samepage.db-shm']) rmSync(join(server.dataDir, name), { force: true })
    for (const name of files) cpSync(join(before, name), join(server.dataDir, name))
    await server.start()
    const reader = open()
    await inTheEnd(() => isSettled(reader))
    expect(line(reader).toString()).toBe(acknowledged)
    expect(acknowledged).toContain(`<one><two><unsynced>${later}`)
    expect((await server.cli('verify')).code).toBe(0)
    reader.close()
    await server.remove()
    disk.remove()
    rmSync(before, { recursive: true })
  }, 90_000)
})
