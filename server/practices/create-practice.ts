import type { PracticeRole } from '#shared/access.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { findPractice, insertPractice, insertPracticeMember } from './store.ts'

/** Makes a practice inside a transaction and returns its id. */
export async function createPractice(trx: Kysely<Tables>, deps: Deps, { name, at }: { name: string; at?: string }): Promise<string> {
  const id = deps.newId()
  await insertPractice(trx, { id, name: name.trim(), at: at ?? deps.now().toISOString() })
  return id
}

/** Throws `not-found` when there is no such practice. */
export async function requirePractice(db: Kysely<Tables>, practiceId: string): Promise<void> {
  if ((await findPractice(db, practiceId)) === undefined) throw new AppError('not-found')
}

/** Gives an account a role in a practice. Throws `not-found` when there is no such practice. */
export async function joinPractice(
  trx: Kysely<Tables>,
  deps: Deps,
  { practiceId, accountId, role }: { practiceId: string; accountId: string; role: PracticeRole },
): Promise<void> {
  await requirePractice(trx, practiceId)
  await insertPracticeMember(trx, { practiceId, accountId, role, at: deps.now().toISOString() })
}
