import type { Role } from '#shared/access.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { findMemberOfAccount, insertMember, lockCareTeam, updateMember } from './store.ts'

export type NewMember = {
  readonly planId: string
  readonly accountId: string
  readonly role: Role
  /** ISO 8601; now if left out. */
  readonly at?: string
}

/**
 * Puts an account into a care team inside a transaction and returns the member id. A person who comes back gets their
 * old id again, and with it what they wrote; a limit that was set on a guardian is not lifted by leaving and coming
 * back. Throws `already-member`, `not-allowed`.
 */
export async function addMember(trx: Kysely<Tables>, deps: Deps, { planId, accountId, role, at }: NewMember): Promise<string> {
  // One account may accept two invitations at the same moment: the second then finds what the first has made.
  await lockCareTeam(trx, planId)
  const known = await findMemberOfAccount(trx, planId, accountId)
  if (known === undefined) {
    const id = deps.newId()
    await insertMember(trx, { id, planId, accountId, role, at: at ?? deps.now().toISOString() })
    return id
  }
  if (known.removed_at === null) throw new AppError('already-member')
  if (known.role === 'limited' && role !== 'limited') throw new AppError('not-allowed', { from: known.role, to: role })
  await updateMember(trx, known.id, { role, removedAt: null })
  return known.id
}
