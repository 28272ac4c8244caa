import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../../server/config.ts'
import { lockDataFolder } from '../../server/db/data-folder-lock.ts'
import { startServer } from '../../server/start.ts'

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
const start = (port: number) =>
  startServer(readConfig({ PORT: String(port), DATA_DIR: dataDir, LOG_LEVEL: 'silent' }), { say: () => undefined, clientDir: null })

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
