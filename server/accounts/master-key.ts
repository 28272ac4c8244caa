/** The one secret of this server. Keys for different uses are derived from it, so that none can stand for another. */
import { hkdfSync, randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { hasErrorCode, StartError } from '../errors.ts'

const keyBytes = 32

/** Reads the master key, or makes one that only this user can read. Throws StartError when the file holds no key. */
export function loadMasterKey(file: string): Buffer {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    // `wx`: two programs that start together must not each write a key of their own.
    writeFileSync(file, `${randomBytes(keyBytes).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
  } catch (cause) {
    if (!hasErrorCode(cause, (code) => code === 'EEXIST')) throw cause
  }
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length < keyBytes) throw new StartError('bad-config', `MASTER_KEY_FILE ${file} holds no key of ${keyBytes} bytes in base64.`)
  return key
}

/** A key for one use. `use` names it and never changes: it is part of the key. */
export const deriveKey = (masterKey: Buffer, use: string): Buffer =>
  Buffer.from(hkdfSync('sha256', masterKey, Buffer.alloc(0), `samepage/${use}`, keyBytes))
