import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { lockDataFolder } from '../../server/db/data-folder-lock.ts'
import { StartError } from '../../server/errors.ts'

let dataDir: string
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'samepage-lock-'))
})
afterEach(() => rmSync(dataDir, { recursive: true, force: true }))

test('a second server on one data folder is refused in plain words, until the first ends', () => {
  const first = lockDataFolder(dataDir)
  const refusal = () => lockDataFolder(dataDir)
  expect(refusal).toThrow(StartError)
  expect(refusal).toThrow(/Another Samepage server is using the data folder/)
  first.release()
  lockDataFolder(dataDir).release()
})

test('a server that is killed leaves no lock behind', async () => {
  const module = new URL('../../server/db/data-folder-lock.ts', import.meta.url).href
  const holder = spawn(process.execPath, ['--input-type=module', '-e',
    `const { lockDataFolder } = await import(${JSON.stringify(module)}); lockDataFolder(${JSON.stringify(dataDir)}); console.log('held'); setInterval(() => {}, 1000)`])
  await new Promise((resolve) => holder.stdout.once('data', resolve))
  expect(() => lockDataFolder(dataDir)).toThrow(StartError)
  const ended = new Promise((resolve) => holder.once('exit', resolve))
  holder.kill('SIGKILL')
  await ended
  lockDataFolder(dataDir).release()
})
