/** What is new since a member last looked, and that they have looked now. */
import type { SinceList } from '#shared/version/api.ts'
import { isOpenQuestion } from '#shared/version/news.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { readEntries } from '../plans/content.ts'
import { compare } from './compare.ts'
import { findLastLook, putLastLook } from './store.ts'
import type { VersionDeps } from './take-version.ts'

/** What changed since this member last looked; everything, and null, for who never has. Their own changes do not count. */
export async function changesSince(deps: VersionDeps, reader: PlanGrant): Promise<SinceList> {
  const upTo = deps.now().toISOString()
  // What came before this moment and is still on its way to the disk belongs into the list: it will count as seen.
  await deps.log.settled()
  const since = await findLastLook(deps.db, reader.memberId)
  const { changes, unavailable } = await compare(deps, reader, since ?? '1970-01-01T00:00:00Z', 'now')
  const isOwn = (by: readonly string[]) => by.length > 0 && by.every((id) => id === reader.memberId)
  const entries = await readEntries(deps, reader)
  const questions = entries.filter((entry) => isOpenQuestion(entry) && entry.author !== reader.memberId)
  return { since, upTo, changes: changes.filter(({ by }) => !isOwn(by)), unavailable, questions }
}

/** This member has looked at what was there by `upTo`. Returns when they last looked: it never goes back, nor ahead of now. */
export async function noteLook({ db, now }: Pick<VersionDeps, 'db' | 'now'>, { memberId }: PlanGrant, upTo?: string): Promise<string> {
  const present = now().toISOString()
  return putLastLook(db, memberId, upTo !== undefined && upTo < present ? upTo : present)
}
