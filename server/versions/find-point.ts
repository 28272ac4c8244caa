/** Finds the point of a part that a reader means: that of a version, of a moment, or now. */
import type { PlanGrant } from '../access/authorize.ts'
import { AppError } from '../errors.ts'
import { Authorship } from '../sync/authorship.ts'
import { authorshipOf } from '../sync/compaction.ts'
import type { StoredPart } from '../sync/log-store.ts'
import { isUuid } from '#shared/ids.ts'
import { hashOf } from './canonical.ts'
import { readPoint } from './kept-points.ts'
import type { PartHistory } from './part-history.ts'
import { partAt } from './part-view.ts'
import { Point } from './point.ts'
import { requireVersion } from './read-version.ts'
import { findVersionPoint } from './store.ts'
import type { VersionDeps } from './take-version.ts'

/** A point in the life of a plan, as it was asked for. */
export type PlanPoint = { readonly is: 'now' } | { readonly is: 'version'; readonly id: string } | { readonly is: 'moment'; readonly at: Date }

const instant = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/

/** Reads what was asked for. Throws `not-found` for a version that this reader does not get, `bad-request` for nonsense. */
export async function readPlanPoint(deps: Pick<VersionDeps, 'db'>, reader: PlanGrant, words: string): Promise<PlanPoint> {
  if (words === 'now') return { is: 'now' }
  if (isUuid(words)) return { is: 'version', id: (await requireVersion(deps, reader, words)).id }
  if (!instant.test(words) || Number.isNaN(Date.parse(words))) throw new AppError('bad-request')
  return { is: 'moment', at: new Date(words) }
}

/** The same in one part. A version is held against its hash: throws `damaged-record` where the history does not give it. */
export async function pointIn({ db }: Pick<VersionDeps, 'db'>, key: number, history: PartHistory, authors: StoredPart, point: PlanPoint): Promise<Point> {
  if (point.is === 'now') return history.now
  if (point.is === 'moment') return pointAt(authors, point.at)
  const row = await findVersionPoint(db, point.id, key)
  if (row === undefined) return new Point(new Authorship().extent())
  const found = await readPoint(db, row)
  if (hashOf(partAt(history.doc, history.shape, found)) !== row.hash) throw new AppError('damaged-record', { partKey: key, seq: row.seq })
  return found
}

/** What had come by a moment. Rows that were compacted since are known to the minute, and what is not over does not count. */
export function pointAt(authors: StoredPart, at: Date): Point {
  const last = authors.updates.findLast((row) => Date.parse(row.at) <= at.getTime())
  if (last !== undefined) return new Point(authorshipOf(authors, last.seq).extent())
  return new Point(authorshipOf({ ...authors, updates: [] }).extent(at))
}
