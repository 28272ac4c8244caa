/** Finds a place of a plan for a reader, as far as they may read it today. */
import { shapeOf } from '#shared/plan/parts.ts'
import type { Place } from '#shared/version/place-shape.ts'
import { placeInShape, type PlaceInShape } from '#shared/version/place.ts'
import type { Kysely } from 'kysely'
import * as Y from 'yjs'
import type { PlanGrant } from '../access/authorize.ts'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../errors.ts'
import { listReadableParts, planRootsOf, type ReadablePart } from '../plans/content.ts'
import type { PartHistory } from './part-history.ts'
import { heldAt, type Held } from './part-view.ts'

export type FoundPlace = PlaceInShape & { readonly readable: ReadablePart }

/** Throws `not-found` for a part or root that this reader does not get, `bad-request` where the shape has no such place. */
export async function findPlace(db: Kysely<Tables>, reader: PlanGrant, place: Place): Promise<FoundPlace> {
  const readable = (await listReadableParts(db, reader)).find(({ partId }) => partId === place.part)
  if (readable === undefined) throw new AppError('not-found')
  const shape = shapeOf(readable.part)
  const found = placeInShape(shape, place)
  if (found === null) throw new AppError('bad-request')
  const root = found.path[0] as string
  if (readable.part.kind === 'plan' && !planRootsOf(reader, Object.keys(shape.roots)).includes(root)) throw new AppError('not-found')
  return { ...found, readable }
}

/**
 * What stands at a place today. Throws `not-found` where nothing does, and for an entry of somebody else where this reader
 * gets only their own.
 */
export function heldToday({ doc, now }: PartHistory, { path, readable }: FoundPlace, reader: PlanGrant): Held {
  const [root = '', ...keys] = path
  let held: Held = { value: doc.getMap(root), client: 0, clock: 0 }
  for (const [i, key] of keys.entries()) {
    const next = held.value instanceof Y.Map ? heldAt(held.value, key, now) : null
    if (next === null) throw new AppError('not-found')
    const isEntry = i === 0 && readable.share === 'own-entries'
    if (isEntry && (!(next.value instanceof Y.Map) || heldAt(next.value, 'author', now)?.value !== reader.memberId)) throw new AppError('not-found')
    held = next
  }
  return held
}
