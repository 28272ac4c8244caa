/** Keeps a plan as it is now, for ever. */
import { parsePart } from '#shared/plan/parts.ts'
import type { VersionKind } from '#shared/version/api.ts'
import { canonicalJson } from '#shared/version/canonical.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../errors.ts'
import type { LiveEditing } from '../sync/live-editing.ts'
import { unlessDamaged } from '../sync/damage.ts'
import { hashOf } from './canonical.ts'
import { toPointRow } from './kept-points.ts'
import type { Histories, PartHistory } from './part-history.ts'
import { partAt } from './part-view.ts'
import { findPoint, findVersionOfAnyPlan, insertVersion, listPartsOfPlan, type NewVersionRow, type PartPointKey, type PointRow } from './store.ts'

/** What the acts of this folder are handed. */
export type VersionDeps = {
  readonly db: Kysely<Tables>
  readonly now: () => Date
  readonly newId: () => string
  readonly histories: Histories
} & Pick<LiveEditing, 'log' | 'report'>

export type VersionToTake = {
  readonly planId: string
  readonly kind: VersionKind
  readonly label?: string
  /** Whose act it is; the server's own if left out. */
  readonly memberId?: string
  /** The version that is restored right after, and the hash of what is chosen of it. */
  readonly restoredId?: string
  readonly choiceHash?: string
  /** Becomes its id: under the same one the same version is taken once. */
  readonly requestId?: string
  /** Histories that the caller has just taken, by key of the part. */
  readonly opened?: ReadonlyMap<number, PartHistory>
}

/**
 * Takes a version of all parts but private notes, each as of the last row of its log: everything that was acknowledged
 * before the call. A part with a damaged record is left out and reported; the rest is kept. Returns the version's id. Throws
 * `already-sent` where another one was taken under the id of the request.
 */
export async function takeVersion(deps: VersionDeps, version: VersionToTake): Promise<string> {
  const { planId, opened } = version
  const earlier = await takenBefore(deps.db, version)
  if (earlier !== null) return earlier
  const points: (PointRow & { renewedBy: number | undefined })[] = []
  const parts: PartPointKey[] = []
  for (const { key, partId, seq } of await listPartsOfPlan(deps.db, planId)) {
    const part = parsePart(partId)
    if (part === null || part.kind === 'notes') continue
    if ((await findPoint(deps.db, key, seq)) !== undefined) {
      parts.push({ key, seq })
      continue
    }
    const point = await unlessDamaged(
      async () => {
        const history = opened?.get(key) ?? (await deps.histories.open(key, part))
        const hash = hashOf(partAt(history.doc, history.shape, history.now))
        return { ...(await toPointRow(deps.db, key, history.seq, history.now, hash)), renewedBy: history.renewedBy }
      },
      (cause) => deps.report(cause, { planId, partId }),
    )
    if (point === null) continue
    points.push(point)
    parts.push({ key, seq: point.seq })
  }
  const row = { ...toRow(version), id: version.requestId ?? deps.newId(), at: deps.now().toISOString() }
  if (await insertVersion(deps.db, row, points, parts)) return row.id
  // Something was erased meanwhile, or the same request was quicker.
  if (opened !== undefined && (await takenBefore(deps.db, version)) === null) throw new AppError('part-renewed')
  return takeVersion(deps, version)
}

const toRow = ({ planId, kind, label, memberId, restoredId, choiceHash }: VersionToTake): Omit<NewVersionRow, 'id' | 'at'> =>
  ({ planId, kind, label: label ?? null, memberId: memberId ?? null, restoredId: restoredId ?? null, choiceHash: choiceHash ?? null })

/** The id of this very version, if the same request has taken it before. Throws `already-sent` for another one under that id. */
export async function takenBefore(db: Kysely<Tables>, version: VersionToTake): Promise<string | null> {
  const found = version.requestId === undefined ? undefined : await findVersionOfAnyPlan(db, version.requestId)
  if (found === undefined) return null
  const { id, at: _at, ...taken } = found
  if (canonicalJson(taken) !== canonicalJson(toRow(version))) throw new AppError('already-sent')
  return id
}
