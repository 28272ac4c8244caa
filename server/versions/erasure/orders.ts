/** Orders to erase: asked for by one person with a reason, decided by another. What stays of them holds no content. */
import type { ErasureList, ErasureMark, ErasureState, NewErasure } from '#shared/version/erasure.ts'
import type { Place } from '#shared/version/place-shape.ts'
import { placeInShape } from '#shared/version/place.ts'
import { isUuid } from '#shared/ids.ts'
import { shapeOf } from '#shared/plan/parts.ts'
import type { PlanGrant } from '../../access/authorize.ts'
import { decide, mayConfirmErasure } from '../../access/policy.ts'
import { listSeenMembers } from '../../care-team/seen-members.ts'
import { AppError } from '../../errors.ts'
import { listReadableParts, planRootsOf, type ReadablePart } from '../../plans/content.ts'
import { authorshipOf } from '../../sync/compaction.ts'
import { findPlace, heldToday } from '../find-place.ts'
import type { VersionDeps } from '../take-version.ts'
import { breathe, findInPart, scopeOf } from './scope.ts'
import { decideErasure, findErasureOfAnyPlan, findErasureRow, insertErasure, listErasureRows, listErasuresOfVersion, type ErasureRecord } from './store.ts'

type Asked = { readonly id: string; readonly letters: number }

/**
 * Asks for something to be erased. Throws `not-found` for what this reader does not get, `nothing-to-erase` where there is
 * nothing, `bad-request` for a place that is none and a note that holds the words. The same request again asks for nothing more;
 * another one under its id throws `already-sent`.
 */
export async function askToErase(deps: VersionDeps, reader: PlanGrant, order: NewErasure): Promise<Asked> {
  const { target, reason, note, requestId } = order
  const earlier = await askedBefore(deps, reader, order)
  if (earlier !== null) return earlier
  const { part: partId, entity, id: entityId, within, field, passage } = target
  const place = entity === undefined ? null : { part: partId, entity, id: entityId ?? entity, ...(within !== undefined && { within }), ...(field !== undefined && { field }) }
  if (place === null && [entityId, within, field].some((given) => given !== undefined)) throw new AppError('bad-request')
  const readable = await readableFor(deps, reader, place, partId)
  const scope = scopeOf(readable.part, place, passage ?? null)
  if (scope === null || passage?.isWellFormed() === false) throw new AppError('bad-request')
  // The note stays for ever.
  if (passage !== undefined && note?.includes(passage) === true) throw new AppError('bad-request')
  const history = await deps.histories.open(readable.key, readable.part)
  const authorId = readable.share === 'own-entries' ? reader.memberId : null
  const authorship = authorshipOf(await deps.log.load(readable.key, 'authors'))
  const { letters } = await findInPart(deps.db, readable.key, readable.part, { ...history, authorship }, scope, breathe)
  if (letters === 0) throw new AppError('nothing-to-erase')
  const id = requestId ?? deps.newId()
  const isNew = await insertErasure(deps.db, {
    id, plan_id: reader.planId, part_key: readable.key, entity: entity ?? null, entity_id: place?.id ?? null, within_id: within ?? null,
    field: field ?? null, author_id: authorId, is_passage: passage === undefined ? 0 : 1, passage: passage ?? null, reason,
    note: note?.trim() ?? null, letters, asked_by: reader.memberId, asked_at: deps.now().toISOString(),
  })
  // Where it is not, the same request was quicker.
  return isNew ? { id, letters } : askToErase(deps, reader, order)
}

/** What the same request asked for before. What was to go is compared while it is kept: not after it went, or was kept after all. */
async function askedBefore(deps: VersionDeps, reader: PlanGrant, { target, reason, note, requestId }: NewErasure): Promise<Asked | null> {
  const row = requestId === undefined ? undefined : await findErasureOfAnyPlan(deps.db, requestId)
  if (row === undefined) return null
  const { part, entity = null, id = entity, within = null, field = null, passage = null } = target
  const asked = [row.plan_id, row.asked_by, row.partId, row.entity, row.entity_id, row.within_id, row.field, row.reason, row.note, row.is_passage, row.passage]
  const again = [reader.planId, reader.memberId, part, entity, id, within, field, reason, note?.trim() ?? null, passage === null ? 0 : 1, row.passage && passage]
  if (asked.some((value, i) => value !== again[i])) throw new AppError('already-sent')
  return { id: row.id, letters: row.letters }
}

/** The part, where this reader reads all of it, or it is an entry of their own. */
async function readableFor(deps: VersionDeps, reader: PlanGrant, place: Place | null, partId: string): Promise<ReadablePart> {
  if (place === null) {
    const readable = (await listReadableParts(deps.db, reader)).find((one) => one.partId === partId)
    if (readable?.share !== 'all') throw new AppError('not-found')
    return readable
  }
  const found = await findPlace(deps.db, reader, place)
  const { readable } = found
  if (readable.share === 'projection') throw new AppError('not-found')
  if (readable.share === 'own-entries') heldToday(await deps.histories.open(readable.key, readable.part), found, reader)
  return readable
}

/** The orders of a plan, as far as they are about what this reader may read; all for those who only decide. */
export async function listErasures(deps: VersionDeps, reader: PlanGrant): Promise<ErasureList> {
  const rows = await listErasureRows(deps.db, reader.planId)
  const roles = new Map((await deps.db.selectFrom('member').select(['id', 'role']).where('plan_id', '=', reader.planId).execute()).map(({ id, role }) => [id, role]))
  const marks = await marksFor(deps, reader, rows)
  return {
    erasures: marks.map(({ row, mark }) => {
      const asked = { memberId: row.asked_by, role: roles.get(row.asked_by) ?? 'viewer' }
      const isOpen = mark.state === 'asked'
      return {
        ...mark,
        mayConfirm: isOpen && mayConfirmErasure(asked, reader),
        mayWithdraw: isOpen && (row.asked_by === reader.memberId || decide('erase.confirm', reader)),
      }
    }),
  }
}

/** The marks of what was erased from a version, as far as this reader gets them. */
export async function listMarksOfVersion(deps: Pick<VersionDeps, 'db'>, reader: PlanGrant, versionId: string): Promise<ErasureMark[]> {
  return (await marksFor(deps, reader, await listErasuresOfVersion(deps.db, versionId))).map(({ mark }) => mark)
}

async function marksFor({ db }: Pick<VersionDeps, 'db'>, reader: PlanGrant, rows: readonly ErasureRecord[]): Promise<{ row: ErasureRecord; mark: ErasureMark }[]> {
  if (rows.length === 0) return []
  const parts = await listReadableParts(db, reader)
  const seen = new Set((await listSeenMembers(db, reader)).map(({ id }) => id))
  const known = (id: string | null) => (id !== null && seen.has(id) ? id : null)
  return rows.filter((row) => maySee(row, reader, parts)).map((row) => ({
    row,
    mark: {
      id: row.id, part: row.partId, entity: row.entity, entityId: row.entity_id, within: row.within_id, field: row.field,
      isPassage: row.is_passage === 1, reason: row.reason, note: row.note, letters: row.letters, state: stateOf(row),
      askedBy: known(row.asked_by), askedAt: row.asked_at, decidedBy: known(row.decided_by), decidedAt: row.decided_at,
    },
  }))
}

function maySee(row: ErasureRecord, reader: PlanGrant, parts: readonly ReadablePart[]): boolean {
  if (!decide('plan.content', reader)) return decide('erase.confirm', reader)
  const readable = parts.find(({ key }) => key === row.part_key)
  if (readable === undefined) return false
  if (readable.share === 'all') return true
  if (readable.share === 'own-entries') return row.author_id === reader.memberId
  const shape = shapeOf(readable.part)
  const place = row.entity === null ? null : placeInShape(shape, { entity: row.entity, id: row.entity_id ?? '', ...(row.within_id !== null && { within: row.within_id }) })
  return place !== null && planRootsOf(reader, Object.keys(shape.roots)).includes(place.path[0] as string)
}

export const stateOf = ({ decision, done_at }: ErasureRecord): ErasureState => (done_at !== null ? 'done' : (decision ?? 'asked'))

/** Confirms an order as the second person. Throws `second-person` for the first one, `already-decided`, `not-found`. */
export async function confirmErasure(deps: VersionDeps, reader: PlanGrant, id: string): Promise<void> {
  const { row, order } = await requireErasure(deps, reader, id)
  if (row.asked_by === reader.memberId) throw new AppError('second-person')
  if (order.state === 'asked' && !order.mayConfirm) throw new AppError('not-allowed')
  await decideOnce(deps, reader, id, 'confirmed')
}

/** Takes an order back, or says no to it. */
export async function withdrawErasure(deps: VersionDeps, reader: PlanGrant, id: string): Promise<void> {
  const { order } = await requireErasure(deps, reader, id)
  if (order.state === 'asked' && !order.mayWithdraw) throw new AppError('not-allowed')
  await decideOnce(deps, reader, id, 'withdrawn')
}

async function decideOnce(deps: VersionDeps, { memberId }: PlanGrant, id: string, decision: 'confirmed' | 'withdrawn'): Promise<void> {
  if (!(await decideErasure(deps.db, { id, decision, by: memberId, at: deps.now().toISOString() }))) throw new AppError('already-decided')
}

async function requireErasure(deps: VersionDeps, reader: PlanGrant, id: string) {
  const row = isUuid(id) ? await findErasureRow(deps.db, reader.planId, id) : undefined
  const order = row && (await listErasures(deps, reader)).erasures.find((one) => one.id === id)
  if (row === undefined || order === undefined) throw new AppError('not-found')
  return { row, order }
}
