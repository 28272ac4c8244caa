import { sql } from 'kysely'
import type { Database } from './database.ts'

/**
 * Finds out whether the database can be written. Leaves nothing behind. Throws what the database throws.
 *
 * SQLite writes nothing before it commits, so there a number that nobody reads is set to what it is: one page of the
 * write-ahead log. PostgreSQL writes at once, so there a row is added and taken back.
 */
export async function probeWrite({ kind, db }: Database): Promise<void> {
  if (kind === 'sqlite') {
    await db.transaction().execute((trx) => sql`pragma user_version = 0`.execute(trx))
    return
  }
  const trx = await db.startTransaction().execute()
  try {
    const at = '1970-01-01T00:00:00.000Z'
    await trx
      .insertInto('verification')
      .values({ id: 'write-probe', identifier: 'write-probe', value: '', expiresAt: at, createdAt: at, updatedAt: at })
      .execute()
  } finally {
    await trx.rollback().execute()
  }
}
