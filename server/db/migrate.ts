import { Migrator, type Migration } from 'kysely/migration'
import type { Database } from './database.ts'
import type { DatabaseKind } from './dialects.ts'
import { createPeople } from './migrations/0001-people.ts'
import { createUpdateLog } from './migrations/0002-update-log.ts'
import { createVersions } from './migrations/0003-versions.ts'
import { createErasure } from './migrations/0004-erasure.ts'
import { createVisits } from './migrations/0005-visits.ts'
import { createConsents } from './migrations/0006-consents.ts'
import { createPracticeInvites } from './migrations/0007-practice-invites.ts'
import { addChoiceHash } from './migrations/0008-choice-hash.ts'

/** Every migration in order. Forward only; a released one is never changed. */
export const migrations = (kind: DatabaseKind): Record<string, Migration> => ({
  '0001-people': createPeople,
  '0002-update-log': createUpdateLog(kind),
  '0003-versions': createVersions(kind),
  '0004-erasure': createErasure(kind),
  '0005-visits': createVisits,
  '0006-consents': createConsents,
  '0007-practice-invites': createPracticeInvites,
  '0008-choice-hash': addChoiceHash,
})

/** Brings the database up to date. All or nothing: a migration that fails leaves no table behind. Returns the names that ran. */
export async function migrate(database: Database, steps = migrations(database.kind)): Promise<string[]> {
  const migrator = new Migrator({ db: database.db, provider: { getMigrations: () => Promise.resolve(steps) } })
  const { error, results = [] } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
  return results.map((result) => result.migrationName)
}
