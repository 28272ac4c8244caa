/** One version, and the list of them, as far as a reader may read them today. */
import { isUuid } from '#shared/ids.ts'
import type { VersionContent } from '#shared/version/api.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { decidePart } from '../access/policy.ts'
import { listSeenMembers } from '../care-team/seen-members.ts'
import { AppError } from '../errors.ts'
import { gatherContent, type Json, type ReadablePart } from '../plans/content.ts'
import { unlessDamaged } from '../sync/damage.ts'
import { hashOf } from './canonical.ts'
import { listMarksOfVersion } from './erasure/orders.ts'
import { readPoint } from './kept-points.ts'
import { partAt } from './part-view.ts'
import { findVersionPoint, findVersionRow, listVersionRows, type NewVersionRow } from './store.ts'
import type { VersionDeps } from './take-version.ts'

/** Kinds that somebody made by hand, for others to read. */
const madeByHand: readonly string[] = ['visit', 'named', 'agreed']

/**
 * Whether a member gets this version. When the server cuts one of its own accord tells that something changed; who reads
 * only a part of the plan might learn from it of what they may not read [access 2].
 */
export const mayReadVersion = ({ kind }: NewVersionRow, reader: PlanGrant): boolean =>
  decidePart({ kind: 'plan' }, reader) !== 'none' || madeByHand.includes(kind)

/** The versions that this member may read, newest first. Who made one is null where they may not see that person. */
export async function listVersions({ db }: VersionDeps, reader: PlanGrant): Promise<NewVersionRow[]> {
  const seen = new Set((await listSeenMembers(db, reader)).map(({ id }) => id))
  const rows = (await listVersionRows(db, reader.planId)).filter((row) => mayReadVersion(row, reader))
  return rows.map((row) => ({ ...row, memberId: row.memberId !== null && seen.has(row.memberId) ? row.memberId : null }))
}

/** Finds a version of the reader's plan. Throws `not-found`. */
export async function requireVersion({ db }: Pick<VersionDeps, 'db'>, reader: PlanGrant, versionId: string): Promise<NewVersionRow> {
  const row = isUuid(versionId) ? await findVersionRow(db, reader.planId, versionId) : undefined
  if (row === undefined || !mayReadVersion(row, reader)) throw new AppError('not-found')
  return row
}

/**
 * A part as it was in a version, rebuilt from its history and held against the hash it was kept with [V1]. Throws
 * `damaged-record` where they differ.
 */
export async function readVersionPart({ db, histories }: VersionDeps, versionId: string, { key, part }: ReadablePart): Promise<Json> {
  const row = await findVersionPoint(db, versionId, key)
  if (row === undefined) return { entries: [] }
  const point = await readPoint(db, row)
  const { doc, shape } = await histories.open(key, part)
  const json = partAt(doc, shape, point)
  if (hashOf(json) !== row.hash) throw new AppError('damaged-record', { partKey: key, seq: row.seq })
  return json
}

/** A version for one reader. A journal with a damaged record is named as unavailable; without its plan there is no version. */
export async function readVersion(deps: VersionDeps, reader: PlanGrant, versionId: string): Promise<VersionContent> {
  const { id, kind, label, at, memberId } = await requireVersion(deps, reader, versionId)
  const seen = await listSeenMembers(deps.db, reader)
  const content = await gatherContent(deps, reader, (readable) => {
    const read = () => readVersionPart(deps, versionId, readable)
    return readable.part.kind === 'plan' ? read() : unlessDamaged(read, (cause) => deps.report(cause, { planId: reader.planId, partId: readable.partId }))
  })
  const { entries: _entries, unavailable: _unavailable, ...words } = content
  const by = seen.some((member) => member.id === memberId) ? memberId : null
  return { id, kind, label, at, by, hash: hashOf(words), content, erased: await listMarksOfVersion(deps, reader, id) }
}
