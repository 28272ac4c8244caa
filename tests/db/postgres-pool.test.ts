import { sql } from 'kysely'
import { afterAll, describe, expect, test } from 'vitest'
import { isStorageFault } from '../../server/db/storage-fault.ts'
import { openDistantDatabase, stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

const answerMs = 300

describe.runIf((await testableKinds()).includes('postgres'))('a PostgreSQL that cannot be reached', () => {
  const timed = async (act: () => Promise<unknown>) => {
    const startedAt = performance.now()
    const error = await act().then(() => null, (cause: unknown) => cause)
    return { error, ms: performance.now() - startedAt }
  }

  test('a connection that goes silent fails in time, outside and inside a transaction, and is not used again', async () => {
    const { database, cable, remove } = await openDistantDatabase(answerMs)
    const { db } = database
    const ask = () => sql`select 1`.execute(db)
    await ask()
    cable.freeze()
    const acts = [ask, () => db.transaction().execute((trx) => sql`select 1`.execute(trx)), ask]
    for (const act of acts) {
      const { error, ms } = await timed(act)
      expect(isStorageFault(error)).toBe(true)
      expect(ms).toBeLessThan(2500)
    }
    await remove()
  })

  test('a connection that has gone silent once is not asked again: the next query gets a new one', async () => {
    const { database, cable, remove } = await openDistantDatabase(answerMs)
    const ask = () => sql`select 1`.execute(database.db)
    await ask()
    cable.freeze()
    expect(isStorageFault((await timed(ask)).error)).toBe(true)
    cable.mend()
    expect((await timed(ask)).error).toBe(null)
    await remove()
  })

  test('many at once on a silent connection all fail in time', async () => {
    const { database, cable, remove } = await openDistantDatabase(answerMs)
    cable.freeze()
    const all = await Promise.all(Array.from({ length: 30 }, () => timed(() => sql`select 1`.execute(database.db))))
    expect(all.every(({ error }) => isStorageFault(error))).toBe(true)
    expect(Math.max(...all.map(({ ms }) => ms))).toBeLessThan(5000)
    await remove()
  })

  test('a cut connection is a storage fault, and the next query after the mend works', async () => {
    const { database, cable, remove } = await openDistantDatabase(answerMs)
    const waiting = timed(() => sql`select pg_sleep(5)`.execute(database.db))
    await sql`select 1`.execute(database.db)
    cable.cut()
    expect(isStorageFault((await waiting).error)).toBe(true)
    expect(isStorageFault((await timed(() => sql`select 1`.execute(database.db))).error)).toBe(true)
    cable.mend()
    expect((await sql<{ one: number }>`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
    await remove()
  })

  test('a statement that takes too long is ended by the server, and its connection lives on', async () => {
    const { database, remove } = await openDistantDatabase(answerMs)
    const { error } = await timed(() => sql`select pg_sleep(5)`.execute(database.db))
    expect(error).toMatchObject({ code: '57014' })
    expect(isStorageFault(error)).toBe(true)
    const { rows } = await sql<{ count: number }>`
      select count(*) as count from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`.execute(database.db)
    expect(rows).toEqual([{ count: 0 }])
    await remove()
  })

  test('SQL that is wrong is a fault of ours, not of the storage', async () => {
    const { database, remove } = await openDistantDatabase(answerMs)
    const { error } = await timed(() => sql`select * from no_such_table`.execute(database.db))
    expect(error).toMatchObject({ code: '42P01' })
    expect(isStorageFault(error)).toBe(false)
    await remove()
  })
})
