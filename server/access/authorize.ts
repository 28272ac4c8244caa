/** The only caller of the table. A plan that does not exist and one that is not shared with you answer alike. */
import type { Ability, PracticeRole } from '#shared/access.ts'
import { isUuid } from '#shared/ids.ts'
import { parsePart } from '#shared/plan/parts.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { PartGrant } from '../sync/grant.ts'
import { findMembership, findOwnerRole, listPracticeRoles, type Membership } from './facts.ts'
import { abilitiesOf, decide, decidePart, decidePractice, keepsOwnJournal } from './policy.ts'

/** What one account may do with one plan, decided for one request. */
export type PlanGrant = Membership & { readonly abilities: readonly Ability[] }

/** Lets a member who has any of these abilities go on. Throws `not-found` to strangers, `not-allowed` to other members. */
export async function authorizePlan(
  database: Database,
  accountId: string,
  planId: string,
  anyOf: readonly Ability[],
): Promise<PlanGrant> {
  const membership = await authorizeMember(database, accountId, planId)
  if (!anyOf.some((ability) => decide(ability, membership))) throw new AppError('not-allowed', { anyOf, role: membership.role })
  return { ...membership, abilities: abilitiesOf(membership.role) }
}

/**
 * Lets a member's device open a part. Throws `not-found` to strangers and for a part that cannot exist, `not-allowed` to
 * a member whose role has nothing to do with it.
 */
export async function authorizePart(database: Database, accountId: string, planId: string, partId: string): Promise<PartGrant> {
  const { memberId, role, name, epoch } = await authorizeMember(database, accountId, planId)
  const part = parsePart(partId)
  if (part === null) throw new AppError('not-found')
  const access = decidePart(part, { role, memberId })
  if (access === 'none') throw new AppError('not-allowed', { part: part.kind, role })
  const mayEditPlan = decidePart({ kind: 'plan' }, { role, memberId }) === 'write'
  const grant = { planId, partId, part, access, mayEditPlan, memberId, accountId, name, role, epoch }
  if (part.kind !== 'journal-member' || part.memberId === memberId) return grant

  const ownerRole = await findOwnerRole(database.db, planId, part.memberId)
  if (ownerRole === undefined) throw new AppError('not-found')
  // Someone who became a clinician keeps no journal any more; what they wrote before stays readable.
  return keepsOwnJournal(ownerRole) ? grant : { ...grant, access: 'read' }
}

/** The parts that a member's device may open, for the list in GET /api/plans/:id. */
export async function listParts(database: Database, grant: PlanGrant): Promise<{ id: string; access: 'write' | 'read' }[]> {
  const owners = await database.db
    .selectFrom('member')
    .select(['id', 'role'])
    .where('plan_id', '=', grant.planId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const written = await database.db.selectFrom('part').select('part_id').where('plan_id', '=', grant.planId).execute()
  const writtenIds = new Set(written.map((row) => row.part_id))
  const journals = owners.map((owner) => ({ id: `journal.${owner.id}`, isKept: keepsOwnJournal(owner.role) }))

  return [
    { id: 'plan', isKept: true },
    { id: 'journal.team', isKept: true },
    { id: 'journal.guardians', isKept: true },
    ...journals.filter((journal) => journal.isKept || writtenIds.has(journal.id)),
    { id: `notes.${grant.memberId}`, isKept: true },
  ].flatMap(({ id, isKept }) => {
    const part = parsePart(id)
    const access = part === null ? 'none' : decidePart(part, grant)
    if (part === null || access === 'none') return []
    return [{ id, access: isKept ? access : 'read' }]
  })
}

/** Lets an account act for its practice. Throws `not-found` to people who are not of it. */
export async function authorizePractice(
  database: Database,
  accountId: string,
  practiceId: string,
  needed: PracticeRole,
): Promise<void> {
  const held = isUuid(practiceId) ? await listPracticeRoles(database.db, accountId, practiceId) : []
  if (held.length === 0) throw new AppError('not-found')
  if (!decidePractice(needed, held)) throw new AppError('not-allowed', { needed })
}

/** What one account is in one practice, decided for one request. */
export type PracticeGrant = { readonly practiceId: string; readonly accountId: string; readonly roles: readonly PracticeRole[] }

/** Lets somebody who works in a practice go on, with any of these roles. Throws `not-found` to people who are not of it. */
export async function authorizeStaff(database: Database, accountId: string, practiceId: string, anyOf: readonly PracticeRole[]): Promise<PracticeGrant> {
  const roles = isUuid(practiceId) ? await listPracticeRoles(database.db, accountId, practiceId) : []
  if (roles.length === 0) throw new AppError('not-found')
  if (!anyOf.some((role) => decidePractice(role, roles))) throw new AppError('not-allowed', { anyOf })
  return { practiceId, accountId, roles }
}

/** Lets a member go on, whatever their role. Throws `not-found` to strangers. */
export async function authorizeMember(database: Database, accountId: string, planId: string): Promise<Membership> {
  const membership = isUuid(planId) ? await findMembership(database.db, accountId, planId) : undefined
  if (membership === undefined) throw new AppError('not-found')
  return membership
}
