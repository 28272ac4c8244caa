/**
 * What a guardian lets a teacher or a viewer see: some goals and strategies of the plan, or one version. Both see nothing of
 * the plan without it [access]. A consent ends on its day, with the role, and when it is taken back.
 */
import type { Role } from '#shared/access.ts'
import type { NewConsent } from '#shared/care-team/api.ts'
import type { Kysely } from 'kysely'
import type { PlanGrant } from '../access/authorize.ts'
import { seesByConsent } from '../access/policy.ts'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../errors.ts'
import { findConsentRow, findMember, putConsent, removeConsent } from './store.ts'

/** What a member may see by consent. */
export type Consent = { readonly goalIds: readonly string[]; readonly strategyIds: readonly string[]; readonly versionId: string | null }

export const noConsent: Consent = { goalIds: [], strategyIds: [], versionId: null }

/** What this reader may see by consent today. A row that was meant for another role counts for nothing. */
export async function consentOf(db: Kysely<Tables>, reader: { memberId: string; role: Role }, now: Date): Promise<Consent> {
  const sees = seesByConsent[reader.role]
  const row = sees === undefined ? undefined : await findConsentRow(db, reader.memberId)
  if (row === undefined || (row.endsAt !== null && row.endsAt <= now.toISOString())) return noConsent
  const { goalIds, strategyIds, versionId } = row
  return sees === 'version' ? { ...noConsent, versionId } : { ...noConsent, goalIds, strategyIds }
}

/** Whether a consent lets its member see anything. */
export const isEmpty = ({ goalIds, strategyIds, versionId }: Consent): boolean =>
  goalIds.length + strategyIds.length === 0 && versionId === null

/**
 * A guardian says at some time (ISO 8601) what this member may see, in place of what was said before. Throws `not-found`, and
 * `bad-request` where the consent names what the member's role does not see by consent, or a day that is over.
 */
export async function giveConsent(
  db: Kysely<Tables>,
  giver: Pick<PlanGrant, 'planId' | 'memberId'>,
  memberId: string,
  { goalIds = [], strategyIds = [], versionId, endsAt: lastDay }: NewConsent,
  at: string,
): Promise<void> {
  const member = await findMember(db, giver.planId, memberId)
  if (member === undefined) throw new AppError('not-found')
  const sees = seesByConsent[member.role]
  const namesItems = goalIds.length + strategyIds.length > 0
  const isFitting = sees === 'version' ? versionId !== undefined && !namesItems : sees !== undefined && versionId === undefined
  const endsAt = lastDay === undefined ? null : new Date(lastDay).toISOString()
  if (!isFitting || (endsAt !== null && endsAt <= at)) throw new AppError('bad-request', { role: member.role })
  await putConsent(db, { memberId, goalIds, strategyIds, versionId: versionId ?? null, givenBy: giver.memberId, at, endsAt })
}

/** Takes back what this member may see by consent. Throws `not-found`. */
export async function withdrawConsent(db: Kysely<Tables>, giver: Pick<PlanGrant, 'planId'>, memberId: string): Promise<void> {
  if ((await findMember(db, giver.planId, memberId)) === undefined) throw new AppError('not-found')
  await removeConsent(db, memberId)
}
