import { sql, type Kysely } from 'kysely'
import { statfs } from 'node:fs/promises'
import type { Database, SqliteDatabase } from './database.ts'
import type { Tables } from './tables.ts'

/** What one accepted change may need: a few pages of the write-ahead log. */
const leastFreeBytes = 64 * 1024

/** Finds out whether the database can be written. Leaves nothing behind. Throws what the database throws. */
export const probeWrite = (database: Database): Promise<void> =>
  database.kind === 'sqlite' ? probeSqlite(database) : probePostgres(database.db)

/** SQLite writes nothing before it commits, so a number that nobody reads is set to what it is: one page. */
async function probeSqlite({ db, file }: SqliteDatabase): Promise<void> {
  await db.transaction().execute((trx) => sql`pragma user_version = 0`.execute(trx))
  const { bavail, bsize } = await statfs(file)
  if (bavail * bsize < leastFreeBytes) throw Object.assign(new Error('the disk is full'), { code: 'ENOSPC' })
}

/** PostgreSQL writes at once, so a row is added and taken back. */
async function probePostgres(db: Kysely<Tables>): Promise<void> {
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
