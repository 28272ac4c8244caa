/** The one version that a viewer reads: what a guardian consented to, and never the plan as it is now. */
import type { PlanContent } from '#shared/plan/api.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { consentOf } from '../care-team/consent.ts'
import { readContent } from '../plans/content.ts'
import { readVersion, requireVersion } from './read-version.ts'
import type { VersionDeps } from './take-version.ts'

/** The plan as this reader gets it: as it is now, or as it was in the version that is shared with them. */
export async function readSharedContent(deps: VersionDeps, reader: PlanGrant): Promise<PlanContent> {
  const { versionId } = await consentOf(deps.db, reader, deps.now())
  return versionId === null ? readContent(deps, reader) : (await readVersion(deps, reader, versionId)).content
}

/** Throws `not-found` where a viewer could not read this version: the plan has none of it, or nobody made it by hand. */
export async function requireSharableVersion(deps: Pick<VersionDeps, 'db'>, giver: PlanGrant, versionId: string): Promise<void> {
  await requireVersion(deps, { ...giver, role: 'viewer' }, versionId)
}
