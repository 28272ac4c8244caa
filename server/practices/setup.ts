/** The first practice and its first account, made by whoever holds the one-time token printed at the first start. */
import { createHash, timingSafeEqual } from 'node:crypto'
import type { SetupRequest } from '#shared/accounts/api.ts'
import { createAccount, hashPassword } from '../accounts/create-account.ts'
import { hasAccounts } from '../accounts/find-account.ts'
import type { Database } from '../db/database.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { createPractice, joinPractice } from './create-practice.ts'

export type Setup = {
  /** Whether this server still waits for its first account. */
  isOpen(): Promise<boolean>
  /** The token to print, for as long as set-up is open. Made anew at every start and kept in memory only. */
  readonly token: string
  /** Set while one request is setting up, so that a second one cannot. */
  isRunning: boolean
}

/** Makes the token. */
export function openSetup(database: Database, randomBytes: (count: number) => Buffer): Setup {
  return {
    isOpen: async () => !(await hasAccounts(database.db)),
    token: randomBytes(20).toString('base64url'),
    isRunning: false,
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/**
 * Makes the practice and its first account, who is its administrator and a clinician. Throws `already-set-up` once any
 * account exists, `not-allowed` for a wrong token.
 */
export async function setUp(deps: Deps, request: SetupRequest): Promise<{ practiceId: string; accountId: string }> {
  const { setup } = deps
  if (!(await setup.isOpen())) throw new AppError('already-set-up')
  if (!timingSafeEqual(digest(request.token), digest(setup.token))) throw new AppError('not-allowed')
  if (setup.isRunning) throw new AppError('already-set-up')
  setup.isRunning = true
  try {
    const passwordHash = await hashPassword(deps, request.password)
    return await deps.database.db.transaction().execute(async (trx) => {
      if (await hasAccounts(trx)) throw new AppError('already-set-up')
      const accountId = await createAccount(trx, deps, { ...request, passwordHash })
      const practiceId = await createPractice(trx, deps, { name: request.practiceName })
      for (const role of ['admin', 'clinician'] as const) await joinPractice(trx, deps, { practiceId, accountId, role })
      return { practiceId, accountId }
    })
  } finally {
    setup.isRunning = false
  }
}
