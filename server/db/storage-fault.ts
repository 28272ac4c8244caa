/** Tells a database that is away, full or too slow from a fault of ours. */
import { hasErrorCode } from '../errors.ts'

/**
 * SQLite: full, unreadable, locked or not writable. PostgreSQL: class 08 and 57P (no connection), 53 (no room), 58 (its
 * disk), 57014 (too slow), 25006 (read-only).
 */
const faultCodes = /^(SQLITE_(FULL|IOERR|BUSY|READONLY|CANTOPEN)|08|53|57P|58|57014|25006|ENOSPC)/

/** Whether storage is what failed, here or in a cause: the sign-in library wraps what it meets. */
export function isStorageFault(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (hasErrorCode(at, (code) => faultCodes.test(code))) return true
  }
  return false
}

/** The connection to PostgreSQL could not be made, broke, or went silent. Carries the SQLSTATE that says so. */
export class ConnectionFault extends Error {
  override name = 'ConnectionFault'
  readonly code = '08006'

  constructor(cause: unknown) {
    super('no connection to the database', { cause })
  }
}
