/** Empty, migrated databases of both kinds for contract tests. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openDatabase, type Database } from '../../server/db/database.ts'
import type { DatabaseKind } from '../../server/db/dialects.ts'
import { migrate } from '../../server/db/migrate.ts'
import { openCable, type Cable } from './cable.ts'
import { openTestPostgres, type TestPostgres } from './postgres.ts'

export type TestDatabase = { readonly database: Database; readonly dataDir: string; remove: () => Promise<void> }

let postgres: Promise<TestPostgres | null> | null = null

/** The kinds that can be tested on this machine: use with `describe.each(await testableKinds())`. */
export async function testableKinds(): Promise<DatabaseKind[]> {
  postgres ??= openTestPostgres()
  return (await postgres) === null ? ['sqlite'] : ['sqlite', 'postgres']
}

/** Ends what `testableKinds` started. Call it in `afterAll`. */
export async function stopTestPostgres(): Promise<void> {
  await (await postgres)?.stop()
  postgres = null
}

/** A new database with every migration done, or with none. */
export async function openTestDatabase(kind: DatabaseKind = 'sqlite', options = { isMigrated: true }): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'samepage-test-'))
  const databaseUrl = kind === 'sqlite' ? null : await newPostgresDatabase()
  const database = await openDatabase({ dataDir, databaseUrl })
  if (options.isMigrated) await migrate(database)
  return {
    database,
    dataDir,
    remove: async () => {
      await database.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** A PostgreSQL database at the end of a cable that a test can cut or freeze; its statements may take `answerMs`. */
export async function openDistantDatabase(answerMs: number): Promise<TestDatabase & { cable: Cable }> {
  const url = new URL(await newPostgresDatabase())
  const cable = await openCable(Number(url.port))
  url.port = String(cable.port)
  const dataDir = mkdtempSync(join(tmpdir(), 'samepage-test-'))
  const database = await openDatabase({ dataDir, databaseUrl: url.href }, answerMs)
  await migrate(database)
  return {
    database,
    dataDir,
    cable,
    remove: async () => {
      // What hangs at the end of a frozen cable would never close.
      cable.cut()
      await database.close()
      await cable.close()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

export async function newPostgresDatabase(): Promise<string> {
  const server = await postgres
  if (server === null || server === undefined) throw new Error('call testableKinds() first')
  return server.newDatabase()
}
