import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../errors.ts'
import { planExists } from './store.ts'

/** Throws `not-found` when there is no such plan. For programs that need no grant: the command line. */
export async function requirePlan(db: Kysely<Tables>, planId: string): Promise<void> {
  if (!(await planExists(db, planId))) throw new AppError('not-found')
}
