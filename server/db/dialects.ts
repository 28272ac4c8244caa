/** Where SQLite and PostgreSQL differ, so that nothing else in the project has to know. */
import { setTimeout as wait } from 'node:timers/promises'
import type Sqlite from 'better-sqlite3'
import {
  CompiledQuery,
  SqliteAdapter,
  SqliteDialect,
  SqliteDriver,
  type ColumnDefinitionBuilder,
  type DatabaseConnection,
  type QueryResult,
  type TransactionSettings,
} from 'kysely'
import { hasErrorCode } from '../errors.ts'

export const databaseKinds = ['sqlite', 'postgres'] as const
export type DatabaseKind = (typeof databaseKinds)[number]

/** How a migration spells what the two databases spell differently. */
export type ColumnTypes = {
  readonly bytes: 'blob' | 'bytea'
  readonly bigInteger: 'integer' | 'bigint'
  /** Turns an integer column into a primary key that counts up by itself. */
  readonly countUp: (column: ColumnDefinitionBuilder) => ColumnDefinitionBuilder
}

/** The spelling of one database. */
export const columnTypes = (kind: DatabaseKind): ColumnTypes =>
  kind === 'sqlite'
    ? { bytes: 'blob', bigInteger: 'integer', countUp: (column) => column.primaryKey().autoIncrement() }
    : { bytes: 'bytea', bigInteger: 'bigint', countUp: (column) => column.primaryKey().generatedAlwaysAsIdentity() }

/** SQLite does have transactional DDL. Kysely says it has not, and then leaves a failed migration half done. */
class TransactionalSqliteAdapter extends SqliteAdapter {
  override get supportsTransactionalDdl() {
    return true
  }
}

const lockWait = { tries: 250, everyMs: 20 } as const

/** Waits up to 5 s for another program's lock. SQLite's own waiting would hold up the event loop, and everybody with it. */
class PatientConnection implements DatabaseConnection {
  readonly #connection: DatabaseConnection
  readonly #sqlite: Sqlite.Database

  constructor(connection: DatabaseConnection, sqlite: Sqlite.Database) {
    this.#connection = connection
    this.#sqlite = sqlite
  }

  async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    for (let tries = 1; ; tries += 1) {
      try {
        return await this.#connection.executeQuery<R>(query)
      } catch (cause) {
        const isLocked = hasErrorCode(cause, (code) => code.startsWith('SQLITE_BUSY'))
        // A transaction that has begun holds every lock it needs.
        if (!isLocked || this.#sqlite.inTransaction || tries === lockWait.tries) throw cause
        await wait(lockWait.everyMs)
      }
    }
  }

  streamQuery(): never {
    throw new Error('streams are not used here')
  }
}

const keptStatements = 500

/** Compiling a query costs more than most queries: the latest stay compiled. */
function keepingStatements(sqlite: Sqlite.Database): { prepare(sql: string): Sqlite.Statement; close(): void } {
  const kept = new Map<string, Sqlite.Statement>()
  return {
    prepare(sql) {
      const statement = kept.get(sql) ?? sqlite.prepare(sql)
      // The last in a Map is the latest used.
      kept.delete(sql)
      kept.set(sql, statement)
      if (kept.size > keptStatements) kept.delete(kept.keys().next().value as string)
      return statement
    },
    close: () => void sqlite.close(),
  }
}

class ImmediateSqliteDriver extends SqliteDriver {
  readonly #sqlite: Sqlite.Database

  constructor(sqlite: Sqlite.Database) {
    super({ database: keepingStatements(sqlite) })
    this.#sqlite = sqlite
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    return new PatientConnection(await super.acquireConnection(), this.#sqlite)
  }

  /**
   * A plain `begin` takes the write lock at its first write. If another connection (the log writer, a command on the
   * command line) wrote since the first read, SQLite refuses at once instead of waiting. So writers lock at the start.
   */
  override async beginTransaction(connection: DatabaseConnection, settings?: TransactionSettings): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw(settings?.accessMode === 'read only' ? 'begin' : 'begin immediate'))
  }

  /** When the disk is full or fails, SQLite has rolled back already, and a second time would hide why. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#sqlite.inTransaction) await super.rollbackTransaction(connection)
  }
}

/** Kysely's SQLite dialect with transactional migrations, and transactions that wait for their turn. */
export class SamepageSqliteDialect extends SqliteDialect {
  readonly #sqlite: Sqlite.Database

  constructor(sqlite: Sqlite.Database) {
    super({ database: sqlite })
    this.#sqlite = sqlite
  }

  override createAdapter() {
    return new TransactionalSqliteAdapter()
  }

  override createDriver() {
    return new ImmediateSqliteDriver(this.#sqlite)
  }
}
