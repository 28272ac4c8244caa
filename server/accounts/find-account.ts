import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../errors.ts'
import { normalizeEmail } from './create-account.ts'
import { findAccountByEmail, isWithoutAccounts } from './store.ts'

/** The id of the account with this address, disabled or not. */
export const findAccountId = async (db: Kysely<Tables>, email: string): Promise<string | undefined> =>
  (await findAccountByEmail(db, normalizeEmail(email)))?.id

/** The id of the account with this address. Throws `not-found` when there is none that can be used. */
export async function requireAccountId(db: Kysely<Tables>, email: string): Promise<string> {
  const account = await findAccountByEmail(db, normalizeEmail(email))
  if (account === undefined || account.disabled_at !== null) throw new AppError('not-found')
  return account.id
}

/** Whether anybody has an account on this server. */
export const hasAccounts = async (db: Kysely<Tables>): Promise<boolean> => !(await isWithoutAccounts(db))
