import Sqlite from 'better-sqlite3'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { hasErrorCode, StartError } from '../errors.ts'

/**
 * Keeps a second server off this data folder. The lock is one of the operating system's, held on an otherwise empty
 * SQLite file, so that it ends with the process however the process ends.
 */
export function lockDataFolder(dataDir: string): { release: () => void } {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const lock = new Sqlite(join(dataDir, 'lock.db'), { timeout: 0 })
  try {
    lock.exec('begin exclusive')
  } catch (cause) {
    lock.close()
    if (!hasErrorCode(cause, (code) => code.startsWith('SQLITE_BUSY'))) throw cause
    throw new StartError(
      'data-folder-in-use',
      `Another Samepage server is using the data folder ${dataDir}. Stop it, or start this one with another DATA_DIR.`,
      { cause },
    )
  }
  return { release: () => lock.close() }
}
