import { sql } from 'kysely'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { probeWrite } from '../../server/db/probe-write.ts'
import { isStorageFault } from '../../server/db/storage-fault.ts'
import { openTestDatabase, stopTestPostgres, testableKinds, type TestDatabase } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('a %s that cannot be written', (kind) => {
  let opened: TestDatabase
  beforeEach(async () => {
    opened = await openTestDatabase(kind)
  })
  afterEach(() => opened.remove())

  const forbidWrites = async ({ database }: TestDatabase) => {
    if (database.kind === 'sqlite') database.sqlite.pragma('query_only = on')
    else await sql`set default_transaction_read_only = on`.execute(database.db)
  }

  test('is found out by trying, and trying leaves nothing behind', async () => {
    const { database } = opened
    await probeWrite(database)
    expect(await database.db.selectFrom('verification').selectAll().execute()).toEqual([])
    await forbidWrites(opened)
    const error = await probeWrite(database).then(() => null, (cause: unknown) => cause)
    expect(isStorageFault(error)).toBe(true)
  })
})

test('SQLite: a transaction that a full disk has ended says so, and the next one works', async () => {
  const { database, remove } = await openTestDatabase('sqlite')
  if (database.kind !== 'sqlite') throw new Error('this is about SQLite')
  const { db, sqlite } = database
  const pages = Number(sqlite.pragma('page_count', { simple: true }))
  sqlite.pragma(`max_page_count = ${pages}`)
  const write = () =>
    db.transaction().execute(async (trx) => {
      const at = '2026-11-21T10:00:00.000Z'
      await trx.insertInto('practice').values({ id: 'p', name: 'x'.repeat(1_000_000), created_at: at }).execute()
    })
  await expect(write()).rejects.toMatchObject({ code: 'SQLITE_FULL' })
  sqlite.pragma(`max_page_count = ${pages + 1000}`)
  await write()
  await remove()
})
