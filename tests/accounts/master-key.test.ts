import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { deriveKey, loadMasterKey } from '../../server/accounts/master-key.ts'

let dir: string
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'samepage-key-'))
})
afterEach(() => rmSync(dir, { recursive: true, force: true }))

test('the key is made at the first start, for this user only, and is the same ever after', () => {
  const file = join(dir, 'new', 'master.key')
  const key = loadMasterKey(file)
  expect(key).toHaveLength(32)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(loadMasterKey(file)).toEqual(key)
})

test('keys for two uses have nothing in common', () => {
  const key = loadMasterKey(join(dir, 'master.key'))
  expect(deriveKey(key, 'sign-in')).toEqual(deriveKey(key, 'sign-in'))
  expect(deriveKey(key, 'sign-in')).not.toEqual(deriveKey(key, 'files'))
})

test('a file that holds no key stops the start and stays as it is', () => {
  const file = join(dir, 'master.key')
  writeFileSync(file, 'oops')
  expect(() => loadMasterKey(file)).toThrow('holds no key')
  expect(readFileSync(file, 'utf8')).toBe('oops')
})
