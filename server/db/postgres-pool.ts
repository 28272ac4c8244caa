/** Connections to PostgreSQL that fail within a known time: one that goes silent must not hold up everybody for ever. */
import type { PostgresCursor, PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { Pool, types as pgTypes, type PoolClient } from 'pg'
import { ConnectionFault } from './storage-fault.ts'

const int8 = 20

/** Opens a pool. A statement ends within `answerMs`, and so does waiting for a connection. */
export function openPool(connectionString: string, answerMs: number): Pool {
  const pool = new Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: answerMs,
    // The server gives up on a slow statement and keeps the connection; a second later the connection counts as dead.
    statement_timeout: answerMs,
    query_timeout: answerMs + 1000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    types: {
      // Our 64-bit columns hold keys, counts and 32-bit client ids, all far below 2^53.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === int8 ? Number : pgTypes.getTypeParser(oid, format),
    },
  })
  // A connection that breaks is replaced at its next use, and its queries fail. Without listeners, one for when it is
  // idle and one for when it is in use, it would end the process.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))
  return pool
}

/** The pool as Kysely takes it. What fails at the connection, not in the SQL, is thrown as `ConnectionFault`. */
export const watchPool = (pool: Pool): PostgresPool => ({
  options: pool.options,
  connect: async () => {
    try {
      return new WatchedClient(await pool.connect())
    } catch (cause) {
      throw new ConnectionFault(cause)
    }
  },
  end: () => pool.end(),
})

/** The words that `pg` has for it; these errors of its own carry no code. */
const lostConnection = /^(Query read timeout|Connection terminated|Client (has encountered|was closed))/
const isLost = (cause: unknown): boolean =>
  cause instanceof Error && (lostConnection.test(cause.message) || ('syscall' in cause && typeof cause.syscall === 'string'))

/** A connection that is used no more once it was lost: `pg` itself would put a silent one back and ask it again. */
class WatchedClient implements PostgresPoolClient {
  readonly #client: PoolClient
  #fault: ConnectionFault | null = null

  constructor(client: PoolClient) {
    this.#client = client
  }

  query<R>(sql: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<R>>
  query<R>(cursor: PostgresCursor<R>): PostgresCursor<R>
  query<R>(sql: string | PostgresCursor<R>, parameters: readonly unknown[] = []): Promise<PostgresQueryResult<R>> | PostgresCursor<R> {
    if (typeof sql !== 'string') throw new Error('cursors are not used here')
    return this.#ask(sql, parameters) as Promise<PostgresQueryResult<R>>
  }

  async #ask(sql: string, parameters: readonly unknown[]): Promise<unknown> {
    if (this.#fault !== null) throw this.#fault
    try {
      return await this.#client.query(sql, [...parameters])
    } catch (cause) {
      if (!isLost(cause)) throw cause
      this.#fault = new ConnectionFault(cause)
      throw this.#fault
    }
  }

  release(destroy = false): void {
    this.#client.release(destroy || this.#fault !== null)
  }
}
