/**
 * Agreeing to the words of one version [access 8]. What is signed is the hash of those words, so a yes never carries over to
 * others. Signatures are only ever added; of one person the last counts.
 */
import type { Agreement } from '#shared/version/api.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { listSeenMembers } from '../care-team/seen-members.ts'
import { AppError } from '../errors.ts'
import { listReadableParts } from '../plans/content.ts'
import { hashOf } from './canonical.ts'
import { listErasedVersions } from './erasure/store.ts'
import { partAt } from './part-view.ts'
import { readVersion } from './read-version.ts'
import { insertAgreement, listAgreementRows, type AgreementRow } from './store.ts'
import type { VersionDeps } from './take-version.ts'

/**
 * Records that this member agrees to a version, or what of it they do not agree with. Throws `words-changed` where `read`, the hash
 * of the words before them, is another one. Returns the hash that was signed.
 */
export async function agree(
  deps: VersionDeps,
  reader: PlanGrant,
  versionId: string,
  { dissent, read }: { dissent?: string | undefined; read?: string } = {},
): Promise<string> {
  const { hash } = await readVersion(deps, reader, versionId)
  if (read !== undefined && read !== hash) throw new AppError('words-changed')
  const { memberId, role } = reader
  await insertAgreement(deps.db, { id: deps.newId(), versionId, memberId, role, at: deps.now().toISOString(), hash, dissent: dissent ?? null })
  return hash
}

/** The signatures of a plan's versions, as far as this reader sees the people who gave them. */
export async function listAgreements(deps: VersionDeps, reader: PlanGrant): Promise<Map<string, Agreement[]>> {
  const seen = new Set((await listSeenMembers(deps.db, reader)).map(({ id }) => id))
  const rows = (await listAgreementRows(deps.db, reader.planId)).filter(({ memberId }) => seen.has(memberId))
  const last = new Map<string, AgreementRow>()
  for (const row of rows) last.set(`${row.versionId} ${row.memberId}`, row)
  const present = last.size === 0 ? null : await presentHash(deps, reader)
  const erasedAt = await listErasedVersions(deps.db, reader.planId)
  const byVersion = Map.groupBy(last.values(), ({ versionId }) => versionId)
  return new Map(
    [...byVersion].map(([versionId, signed]) => [
      versionId,
      signed.map(({ memberId, role, at, hash, dissent }) => ({
        memberId, role, at, hash, dissent, hasChanged: hash !== present, isBeforeErasure: (erasedAt.get(versionId) ?? '') > at,
      })),
    ]),
  )
}

/** The last signature of each person under one version, whoever reads it. */
export async function listSignatures(db: VersionDeps['db'], planId: string, versionId: string): Promise<AgreementRow[]> {
  const rows = (await listAgreementRows(db, planId)).filter((row) => row.versionId === versionId)
  return [...new Map(rows.map((row) => [row.memberId, row])).values()]
}

/** The hash of the plan's words as they are now: journals are no words of the plan. */
async function presentHash({ db, histories }: VersionDeps, reader: PlanGrant): Promise<string | null> {
  const plan = (await listReadableParts(db, reader)).find(({ part }) => part.kind === 'plan')
  if (plan === undefined) return null
  const { doc, shape, now } = await histories.open(plan.key, plan.part)
  return hashOf(partAt(doc, shape, now))
}
