/** Keeps a second server off a PostgreSQL database: the two would not see each other's changes. */
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { StartError } from '../errors.ts'

/** A key of PostgreSQL's advisory locks, which each database has for itself: the letters "same". */
const lockKey = 0x73_61_6d_65

export type DatabaseLock = {
  /** Rejects with StartError when the connection was lost and another server has taken the lock since. Else never settles. */
  readonly lost: Promise<never>
  readonly release: () => Promise<void>
}

/**
 * Takes the lock. Throws StartError `database-in-use` if another server has it. It is held by a connection of its own, so
 * it ends with the process however the process ends; when PostgreSQL was away it is taken again.
 */
export async function lockDatabase(databaseUrl: string): Promise<DatabaseLock> {
  let isReleased = false
  let holder = await takeAtStart(databaseUrl)
  const hold = async (): Promise<never> => {
    await new Promise((resolve) => holder.once('end', resolve))
    if (!isReleased) holder = await takeAgain(databaseUrl)
    if (!isReleased) return hold()
    await holder.end()
    return new Promise(() => {})
  }
  const lost = hold()
  // A caller who does not listen must not be ended by it.
  lost.catch(() => undefined)
  return {
    lost,
    release: async () => {
      isReleased = true
      await holder.end()
    },
  }
}

/** Two seconds of tries: PostgreSQL may not have noticed yet that the server before this one has ended. */
async function takeAtStart(databaseUrl: string): Promise<Client> {
  for (let tries = 1; ; tries += 1) {
    const holder = await tryToTake(databaseUrl)
    if (holder !== null) return holder
    if (tries === 20) throw databaseInUse()
    await wait(100)
  }
}

/** A minute of refusals: until PostgreSQL sees that our own old connection is dead, it is that one which has the lock. */
async function takeAgain(databaseUrl: string): Promise<Client> {
  for (let refusals = 0; refusals < 60;) {
    await wait(1000, undefined, { ref: false })
    try {
      const holder = await tryToTake(databaseUrl)
      if (holder !== null) return holder
      refusals += 1
    } catch {
      // Away: then nobody has the lock.
      refusals = 0
    }
  }
  throw databaseInUse()
}

/** A connection that holds the lock, or null where another one does. */
async function tryToTake(databaseUrl: string): Promise<Client | null> {
  const answerMs = 10_000
  const client = new Client({ connectionString: databaseUrl, connectionTimeoutMillis: answerMs, query_timeout: answerMs, keepAlive: true })
  // 'end' follows, and is what counts; without a listener the error would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    // If this machine loses its power or its network, PostgreSQL lets go of the lock after 25 seconds.
    await client.query('set tcp_keepalives_idle = 10; set tcp_keepalives_interval = 5; set tcp_keepalives_count = 3')
    const { rows } = await client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lockKey])
    if (rows[0]?.held === true) return client
  } catch (cause) {
    void client.end()
    throw cause
  }
  await client.end()
  return null
}

const databaseInUse = (): StartError =>
  new StartError(
    'database-in-use',
    'Another Samepage server is using this PostgreSQL database. Stop it, or start this one with another DATABASE_URL.',
  )
