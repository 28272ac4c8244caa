import { sql } from 'kysely'
import type { Migration } from 'kysely/migration'
import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import { migrate, migrations } from '../../server/db/migrate.ts'
import { openTestDatabase, stopTestPostgres, testableKinds, type TestDatabase } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('migrations on %s', (kind) => {
  let opened: TestDatabase
  beforeEach(async () => {
    opened = await openTestDatabase(kind, { isMigrated: false })
  })
  afterEach(() => opened.remove())

  test('an empty database gets every table, and a second start changes nothing', async () => {
    expect(await migrate(opened.database)).toEqual(Object.keys(migrations(kind)))
    expect(await migrate(opened.database)).toEqual([])
    const tables = await opened.database.db.introspection.getTables()
    expect(tables.map((table) => table.name).toSorted()).toEqual([
      'account', 'agreement', 'client_id', 'consent', 'credential', 'erased_plan', 'erasure', 'erasure_point', 'invite', 'last_look', 'member', 'part',
      'part_point', 'plan',
      'practice', 'practice_invite', 'practice_member', 'quarantine', 'session', 'snapshot', 'update_log', 'verification', 'version',
      'version_part', 'visit', 'visit_member', 'visit_screen',
    ])
  })

  test('a migration that fails leaves nothing half done', async () => {
    const { db } = opened.database
    const broken: Record<string, Migration> = {
      '0001-broken': {
        up: async (trx) => {
          await trx.schema.createTable('half_done').addColumn('id', 'integer').execute()
          await sql`select * from no_such_table`.execute(trx)
        },
      },
    }
    await expect(migrate(opened.database, broken)).rejects.toThrow('no_such_table')
    const tables = await db.introspection.getTables()
    expect(tables.map((table) => table.name)).not.toContain('half_done')
    expect(await migrate(opened.database)).toContain('0001-people')
  })

  test('bytes, large numbers and counted keys come back as they went in', async () => {
    await migrate(opened.database)
    const { db } = opened.database
    const at = '2026-11-21T10:00:00.000Z'
    await db.insertInto('practice').values({ id: 'practice', name: 'Harbour', created_at: at }).execute()
    await db
      .insertInto('account')
      .values({ id: 'account', name: 'Hana', email: 'h@example.org', emailVerified: 0, image: null, disabled_at: null, createdAt: at, updatedAt: at })
      .execute()
    await db.insertInto('plan').values({ id: 'plan', practice_id: 'practice', child_name: 'Mika', created_by: 'account', created_at: at }).execute()
    const { key } = await db.insertInto('part').values({ plan_id: 'plan', part_id: 'plan', last_seq: 1 }).returning('key').executeTakeFirstOrThrow()
    expect(key).toBeTypeOf('number')
    const bytes = Buffer.from([0, 255, 1, 254])
    await db.insertInto('update_log').values({ part_key: key, seq: 1, member_id: null, at, bytes, checksum: bytes }).execute()
    await db.insertInto('client_id').values({ part_key: key, client_id: 4_294_967_295, member_id: null }).execute()
    const row = await db.selectFrom('update_log').select('bytes').executeTakeFirstOrThrow()
    expect(Buffer.compare(row.bytes, bytes)).toBe(0)
    const owner = await db.selectFrom('client_id').select('client_id').executeTakeFirstOrThrow()
    expect(owner.client_id).toBe(4_294_967_295)
    await expect(
      db.insertInto('part').values({ plan_id: 'no such plan', part_id: 'plan', last_seq: 0 }).execute(),
    ).rejects.toThrow(/foreign key/i)
  })
})

describe('one SQLite file and two programs', () => {
  test('a transaction of the second waits for the first instead of failing', async () => {
    const first = await openTestDatabase()
    const { openDatabase } = await import('../../server/db/database.ts')
    const second = await openDatabase({ dataDir: first.dataDir, databaseUrl: null })
    const add = (db: typeof second, id: string) =>
      db.db.transaction().execute(async (trx) => {
        await trx.selectFrom('practice').selectAll().execute()
        await trx.insertInto('practice').values({ id, name: id, created_at: '' }).execute()
      })
    for (let i = 0; i < 20; i += 1) {
      await add(i % 2 === 0 ? first.database : second, `practice-${i}`)
    }
    expect(await second.db.selectFrom('practice').selectAll().execute()).toHaveLength(20)
    await second.close()
    await first.remove()
  })
})
