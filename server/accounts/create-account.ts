import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { insertAccount } from './store.ts'

/** Two spellings of one address are one account. */
export const normalizeEmail = (email: string): string => email.trim().toLowerCase()

/** Hashes a password (scrypt, about 100 ms off the event loop). Do it before a transaction, never inside. */
export async function hashPassword(deps: Deps, password: string): Promise<string> {
  const { password: hasher } = await deps.signIn.$context
  return hasher.hash(password)
}

export type NewAccount = { name: string; email: string; passwordHash: string | null; at?: string }

/** Makes an account inside a transaction. Throws `account-exists` when the address is taken. Returns its id. */
export async function createAccount(trx: Kysely<Tables>, deps: Deps, { name, email, passwordHash, at }: NewAccount): Promise<string> {
  const address = normalizeEmail(email)
  const id = deps.newId()
  const isAdded = await insertAccount(trx, {
    id,
    name: name.trim(),
    email: address,
    passwordHash,
    at: at ?? deps.now().toISOString(),
    credentialId: deps.newId(),
  })
  if (!isAdded) throw new AppError('account-exists')
  return id
}
