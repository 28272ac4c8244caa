/** Opens the database: SQLite in the data folder, or PostgreSQL. The rest of the server sees Kysely and `kind`. */
import Sqlite from 'better-sqlite3'
import { Kysely, PostgresDialect } from 'kysely'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Pool, types as pgTypes } from 'pg'
import { SamepageSqliteDialect } from './dialects.ts'
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

/** Opens the database that the settings name and checks that it answers. Migrating is a step of its own. */
export async function openDatabase(config: { dataDir: string; databaseUrl: string | null }): Promise<Database> {
  return config.databaseUrl === null ? openSqlite(config.dataDir) : openPostgres(config.databaseUrl)
}

function openSqlite(dataDir: string): SqliteDatabase {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const file = join(dataDir, 'samepage.db')
  const sqlite = new Sqlite(file)
  sqlite.pragma('busy_timeout = 5000')
  sqlite.pragma('journal_mode = WAL')
  sqlite.pragma('synchronous = FULL')
  sqlite.pragma('foreign_keys = ON')
  const db = new Kysely<Tables>({ dialect: new SamepageSqliteDialect({ database: sqlite }) })
  return { kind: 'sqlite', db, sqlite, file, close: () => db.destroy() }
}

const int8 = 20

async function openPostgres(connectionString: string): Promise<PostgresDatabase> {
  const pool = new Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 5000,
    types: {
      // Our 64-bit columns hold keys, counts and 32-bit client ids, all far below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pgTypes.getTypeParser(oid, format),
    },
  })
  // An idle connection that breaks is replaced at its next use; without a listener it would end the process.
  pool.on('error', () => undefined)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  try {
    await pool.query('select 1')
  } catch (cause) {
    await db.destroy()
    throw cause
  }
  return { kind: 'postgres', db, pool, close: () => db.destroy() }
}
