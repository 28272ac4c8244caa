import type { Kysely } from 'kysely'
import { findMembership } from '../access/facts.ts'
import { mayInvite } from '../access/policy.ts'
import { createAccount, hashPassword, normalizeEmail } from '../accounts/create-account.ts'
import { addMember } from '../care-team/add-member.ts'
import type { Tables } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashCode } from './code.ts'
import { findInvite, useInvite, type InviteRow } from './store.ts'

/** Who accepts: an account that is signed in, or a person who makes one. */
export type Invitee = { accountId: string; email: string } | { name: string; email: string; password: string }

export type AcceptedInvite = { planId: string; memberId: string; accountId: string }

/**
 * The invitation of a code, if it can still be accepted. One whose sender has lost the right to send it does not exist
 * any more. Throws `invite-not-found`, `invite-used`, `invite-expired`.
 */
export async function requireOpenInvite(db: Kysely<Tables>, deps: Deps, code: string): Promise<InviteRow> {
  const invite = await findInvite(db, hashCode(code))
  if (invite === undefined) throw new AppError('invite-not-found')
  if (invite.acceptedAt !== null) throw new AppError('invite-used')
  if (invite.expiresAt <= deps.now().toISOString()) throw new AppError('invite-expired')
  const sender = await findMembership(db, invite.createdBy, invite.planId)
  if (sender === undefined || !mayInvite(invite.role, sender)) throw new AppError('invite-not-found')
  return invite
}

/** Throws `invite-for-someone-else` where the invitation was made for an address that this person does not have. */
function requireInvitee({ email }: InviteRow, invitee: Invitee): void {
  if (email !== null && email !== normalizeEmail(invitee.email)) throw new AppError('invite-for-someone-else')
}

/**
 * Accepts an invitation: account, membership and the used mark are one transaction, so a code lets exactly one person
 * in, also when two try at once, and an attempt that fails leaves the code as it was. Throws what `requireOpenInvite`
 * throws, `invite-for-someone-else`, `account-exists`, `already-member`, `not-allowed`.
 */
export async function acceptInvite(deps: Deps, code: string, invitee: Invitee): Promise<AcceptedInvite> {
  const { db } = deps.database
  // Looked at before as well, so that a wrong code does not cost the work of hashing a password.
  requireInvitee(await requireOpenInvite(db, deps, code), invitee)
  const passwordHash = 'accountId' in invitee ? null : await hashPassword(deps, invitee.password)
  const accepted = await db.transaction().execute(async (trx) => {
    const invite = await requireOpenInvite(trx, deps, code)
    requireInvitee(invite, invitee)
    const accountId = 'accountId' in invitee ? invitee.accountId : await createAccount(trx, deps, { ...invitee, passwordHash })
    if (!(await useInvite(trx, invite.id, accountId, deps.now().toISOString()))) throw new AppError('invite-used')
    const memberId = await addMember(trx, deps, { planId: invite.planId, accountId, role: invite.role })
    return { planId: invite.planId, memberId, accountId }
  })
  deps.rights.changed(accepted)
  return accepted
}
