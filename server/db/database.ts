/** Opens the database: SQLite in the data folder, or PostgreSQL. The rest of the server sees Kysely and `kind`. */
import Sqlite from 'better-sqlite3'
import { Kysely, PostgresDialect } from 'kysely'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Pool } from 'pg'
import { hasErrorCode } from '../errors.ts'
import { SamepageSqliteDialect } from './dialects.ts'
import { openPool, watchPool } from './postgres-pool.ts'
import type { Tables } from './tables.ts'

export type SqliteDatabase = {
  readonly kind: 'sqlite'
  readonly db: Kysely<Tables>
  /** For reading only: a write on it could land inside a transaction that Kysely has open on the same connection. */
  readonly sqlite: Sqlite.Database
  readonly file: string
  close(): Promise<void>
}

export type PostgresDatabase = {
  readonly kind: 'postgres'
  readonly db: Kysely<Tables>
  readonly pool: Pool
  close(): Promise<void>
}

export type Database = SqliteDatabase | PostgresDatabase

/**
 * Opens the database that the settings name and checks that it answers. Migrating is a step of its own. On PostgreSQL
 * whatever takes longer than `answerMs` fails.
 */
export async function openDatabase(config: { dataDir: string; databaseUrl: string | null }, answerMs = 10_000): Promise<Database> {
  return config.databaseUrl === null ? openSqlite(config.dataDir) : openPostgres(config.databaseUrl, answerMs)
}

function openSqlite(dataDir: string): SqliteDatabase {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'samepage.db')
  const sqlite = new Sqlite(file)
  sqlite.pragma('busy_timeout = 5000')
  // Counts for a new file only. A commit writes whole pages: a key press is 5 kB on disk with these, 14 kB with 4096.
  sqlite.pragma('page_size = 1024')
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  settleLog(sqlite)
  // From here on the dialect waits for a lock, and lets the event loop run meanwhile.
  sqlite.pragma('busy_timeout = 0')
  const db = new Kysely<Tables>({ dialect: new SamepageSqliteDialect(sqlite) })
  return { kind: 'sqlite', db, sqlite, file, close: () => db.destroy() }
}

/**
 * Folds into the file what the write-ahead log holds, before any of it is shown to anybody. After an fsync that failed,
 * Linux keeps the pages and calls them clean: a process that starts then reads from memory what no disk has, and would
 * tell devices that it is stored. Written into the file it is synced anew. On a disk that fails, nothing is opened.
 * (Rebello et al., "Can Applications Recover from fsync Failures?", USENIX ATC 2020.)
 */
function settleLog(sqlite: Sqlite.Database): void {
  try {
    sqlite.pragma('wal_checkpoint(PASSIVE)')
  } catch (cause) {
    if (hasErrorCode(cause, (code) => code.startsWith('SQLITE_IOERR'))) throw cause
  }
}

async function openPostgres(connectionString: string, answerMs: number): Promise<PostgresDatabase> {
  const pool = openPool(connectionString, answerMs)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: watchPool(pool) }) })
  try {
    await pool.query('select 1')
  } catch (cause) {
    await pool.end()
    throw cause
  }
  return { kind: 'postgres', db, pool, close: () => db.destroy() }
}
