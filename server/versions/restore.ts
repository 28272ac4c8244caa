/** Puts goals, strategies or the whole plan back as they were in a version, while others go on writing [V3, access 9]. */
import type { Change } from '#shared/version/changes.ts'
import type { Restored } from '#shared/version/api.ts'
import { authorizePart, type PlanGrant } from '../access/authorize.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { listReadableParts, type ReadablePart } from '../plans/content.ts'
import type { RoomRegistry } from '../sync/room-registry.ts'
import { hashOf } from './canonical.ts'
import { compare } from './compare.ts'
import { pointIn } from './find-point.ts'
import type { PartHistory } from './part-history.ts'
import { idsAt } from './part-view.ts'
import type { Point } from './point.ts'
import { requireVersion } from './read-version.ts'
import { chosenIds, restoringUpdate, type Choice } from './restore-part.ts'
import { findVersionPoint } from './store.ts'
import { takenBefore, takeVersion, type VersionDeps, type VersionToTake } from './take-version.ts'

export type RestoreDeps = VersionDeps & { readonly database: Database; readonly rooms: Pick<RoomRegistry, 'write'> }

type Request = { readonly reason?: string | undefined; readonly requestId?: string | undefined }

/** What is being restored, by the id of its request. One server at a time writes to a database. */
const underWay = new Map<string, Promise<unknown>>()

/**
 * Restores what is chosen. The plan as it was right before is kept as a version first, whose id is returned: restoring that
 * one undoes this. Resolves when the change is on disk. Throws `not-found` for a goal or strategy the version has not. The same
 * request again restores nothing more, and is answered as before; another one under its id throws `already-sent`.
 */
export async function restore(deps: RestoreDeps, reader: PlanGrant, versionId: string, choice: Choice, request: Request = {}): Promise<Restored> {
  const { requestId } = request
  const carryOut = () => carryOutRestore(deps, reader, versionId, choice, request)
  if (requestId === undefined) return carryOut()
  const restored = (underWay.get(requestId) ?? Promise.resolve()).then(carryOut)
  const ended = restored.catch(() => undefined)
  underWay.set(requestId, ended)
  try {
    return await restored
  } finally {
    if (underWay.get(requestId) === ended) underWay.delete(requestId)
  }
}

async function carryOutRestore(deps: RestoreDeps, reader: PlanGrant, versionId: string, choice: Choice, { reason, requestId }: Request): Promise<Restored> {
  const { planId, memberId, accountId } = reader
  await requireVersion(deps, reader, versionId)
  const part = await planPartOf(deps, reader)
  const grant = await authorizePart(deps.database, accountId, planId, 'plan')
  if (grant.access !== 'write') throw new AppError('not-allowed')
  const history = await deps.histories.take(part.key, part.part)
  const before: VersionToTake = {
    planId, kind: 'before-restore', memberId, restoredId: versionId, choiceHash: hashOf(choice), opened: new Map([[part.key, history]]),
    ...(reason !== undefined && { label: reason }), ...(requestId !== undefined && { requestId }),
  }
  const earlier = await takenBefore(deps.db, before)
  // Where nothing came after it, it was kept and the server stopped before it restored.
  if (earlier !== null && (await findVersionPoint(deps.db, earlier, part.key))?.seq !== history.seq) {
    deps.histories.keep(part.key, history)
    return { versionId: earlier, changes: [], stays: [] }
  }
  const point = await pointOf(deps, part, history, versionId)
  requireChosen(history, point, choice)
  const beforeId = await takeVersion(deps, before)
  const update = restoringUpdate(history, point, choice)
  if (update !== null) await deps.rooms.write(grant, update, history.renewedBy)
  deps.histories.keep(part.key, history)
  return { versionId: beforeId, changes: [], stays: [] }
}

/** What a restore would change, told as if it were done, and what was added since and stays. Nothing is changed. */
export async function previewRestore(deps: RestoreDeps, reader: PlanGrant, versionId: string, choice: Choice): Promise<Restored> {
  await requireVersion(deps, reader, versionId)
  const part = await planPartOf(deps, reader)
  const history = await deps.histories.open(part.key, part.part)
  requireChosen(history, await pointOf(deps, part, history, versionId), choice)
  const { changes } = await compare(deps, reader, 'now', versionId, reader.memberId)
  const chosen = changes.filter((change) => change.entity !== 'entry' && isChosen(change, choice))
  const isAddedSince = ({ kind, within }: Change) => kind === 'removed' && within === undefined
  return {
    versionId: null,
    changes: chosen.filter((change) => !isAddedSince(change)),
    stays: chosen.filter(isAddedSince).map(({ entity, id, title }) => ({ entity, id, title })),
  }
}

async function planPartOf(deps: RestoreDeps, reader: PlanGrant): Promise<ReadablePart> {
  const part = (await listReadableParts(deps.db, reader)).find((readable) => readable.part.kind === 'plan' && readable.share === 'all')
  if (part === undefined) throw new AppError('not-allowed')
  return part
}

function pointOf(deps: RestoreDeps, { key }: ReadablePart, history: PartHistory, versionId: string): Promise<Point> {
  const authors = { state: null, updates: [], lastSeq: 0, owners: new Map<number, string | null>() }
  return pointIn(deps, key, history, authors, { is: 'version', id: versionId })
}

function requireChosen({ doc }: PartHistory, point: Point, choice: Choice): void {
  for (const list of ['goals', 'strategies']) {
    const known = idsAt(doc.getMap(list), point)
    if (!(chosenIds(choice, list) ?? []).every((id) => known.includes(id))) throw new AppError('not-found')
  }
}

function isChosen({ entity, id, within, field, kind }: Change, choice: Choice): boolean {
  const list = entity === 'goal' ? 'goals' : ['strategy', 'step', 'link'].includes(entity) ? 'strategies' : entity
  const ids = chosenIds(choice, list)
  if (ids !== null && (!ids.includes(within ?? id) || (kind === 'moved' && within === undefined))) return false
  if (choice.field === undefined) return true
  const own = within === undefined ? (field ?? '') : entity === 'step' ? 'steps' : 'resources'
  const path = ids === null ? `${list}.${own}` : own
  return path === choice.field || path.startsWith(`${choice.field}.`) || kind === 'added' && within === undefined
}
