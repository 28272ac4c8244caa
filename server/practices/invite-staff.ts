/** Inviting people to work in a practice. */
import type { PracticeRole } from '#shared/access.ts'
import type { CreatedInvite } from '#shared/care-team/api.ts'
import type { Kysely } from 'kysely'
import { listPracticeRoles } from '../access/facts.ts'
import { decidePractice } from '../access/policy.ts'
import { createAccount, hashPassword } from '../accounts/create-account.ts'
import type { Tables } from '../db/tables.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { hashCode, newCode } from '../invites/code.ts'
import { joinPractice } from './create-practice.ts'
import { findStaffInvite, insertStaffInvite, useStaffInvite, type StaffInviteRow } from './store.ts'

const sevenDaysMs = 7 * 24 * 60 * 60 * 1000

type Invitee = { accountId: string } | { name: string; email: string; password: string }

/** Makes an invitation for one person, good for a week. Its code is in the answer and nowhere else. */
export async function inviteStaff(deps: Deps, { practiceId, accountId }: { practiceId: string; accountId: string }, role: PracticeRole): Promise<CreatedInvite> {
  const code = newCode(deps.randomBytes)
  const now = deps.now()
  const expiresAt = new Date(now.getTime() + sevenDaysMs).toISOString()
  await insertStaffInvite(deps.database.db, {
    id: deps.newId(), practiceId, role, codeHash: hashCode(code), createdBy: accountId, at: now.toISOString(), expiresAt,
  })
  return { url: `${deps.config.publicUrl}/practice/join/${code}`, code, expiresAt }
}

/**
 * The invitation of a code. One whose sender does not look after the practice any more does not exist. Throws `invite-not-found`,
 * `invite-used`, `invite-expired`.
 */
export async function requireStaffInvite(db: Kysely<Tables>, { now }: Pick<Deps, 'now'>, code: string): Promise<StaffInviteRow> {
  const invite = await findStaffInvite(db, hashCode(code))
  if (invite === undefined) throw new AppError('invite-not-found')
  if (invite.acceptedAt !== null) throw new AppError('invite-used')
  if (invite.expiresAt <= now().toISOString()) throw new AppError('invite-expired')
  if (!decidePractice('admin', await listPracticeRoles(db, invite.createdBy, invite.practiceId))) throw new AppError('invite-not-found')
  return invite
}

/** Accepts it: account, role and the used mark are one transaction. Throws what `requireStaffInvite` throws, and `account-exists`. */
export async function acceptStaffInvite(deps: Deps, code: string, invitee: Invitee): Promise<{ practiceId: string; accountId: string }> {
  const { db } = deps.database
  // Looked at before as well, so that a wrong code does not cost the work of hashing a password.
  await requireStaffInvite(db, deps, code)
  const passwordHash = 'accountId' in invitee ? null : await hashPassword(deps, invitee.password)
  return db.transaction().execute(async (trx) => {
    const { id, practiceId, role } = await requireStaffInvite(trx, deps, code)
    const accountId = 'accountId' in invitee ? invitee.accountId : await createAccount(trx, deps, { ...invitee, passwordHash })
    if (!(await useStaffInvite(trx, id, accountId, deps.now().toISOString()))) throw new AppError('invite-used')
    await joinPractice(trx, deps, { practiceId, accountId, role })
    return { practiceId, accountId }
  })
}
