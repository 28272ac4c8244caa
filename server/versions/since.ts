/** What is new since a member last looked, and that they have looked now. */
import type { ChangeList } from '#shared/version/changes.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { compare } from './compare.ts'
import { findLastLook, putLastLook } from './store.ts'
import type { VersionDeps } from './take-version.ts'

/** What changed since this member last looked; everything, and null, for who never has. Their own changes do not count. */
export async function changesSince(deps: VersionDeps, reader: PlanGrant): Promise<ChangeList & { since: string | null }> {
  const since = await findLastLook(deps.db, reader.memberId)
  const { changes, unavailable } = await compare(deps, reader, since ?? '1970-01-01T00:00:00Z', 'now')
  const isOwn = (by: readonly string[]) => by.length > 0 && by.every((id) => id === reader.memberId)
  return { since, changes: changes.filter(({ by }) => !isOwn(by)), unavailable }
}

/** This member has looked. Returns when. */
export async function noteLook({ db, now }: VersionDeps, { memberId }: PlanGrant): Promise<string> {
  const at = now().toISOString()
  await putLastLook(db, memberId, at)
  return at
}
