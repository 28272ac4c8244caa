/** What an order means, in terms of the part it is about. */
import { shapeOf, type Part } from '#shared/plan/parts.ts'
import { rootOf } from '#shared/plan/containers.ts'
import type { Field } from '#shared/plan/shape.ts'
import type { Place } from '#shared/version/place-shape.ts'
import { placeInShape, type PlaceInShape } from '#shared/version/place.ts'
import type * as Y from 'yjs'
import type { Kysely } from 'kysely'
import type { Tables } from '../../db/tables.ts'
import type { Authorship } from '../../sync/authorship.ts'
import { readPoint } from '../kept-points.ts'
import type { Point } from '../point.ts'
import { listPointRows } from './store.ts'
import { findContent, type FoundContent, type Scope } from './find-content.ts'

/** Words can be erased from texts, from lines of words, and from records of them; a whole thing with all it has. */
const mayErase = (field: Field | null): boolean =>
  field === null || field.is === 'text' || field.is === 'record' || (field.is === 'string' && ['words', 'link'].includes(field.format))

/** Reads the scope of a target; null where nothing there can be erased. */
export function scopeOf(part: Part, place: Omit<Place, 'part'> | null, passage: string | null): Scope | null {
  if (place === null) return passage === null ? null : { path: [], isThing: false, passage }
  const found: PlaceInShape | null = placeInShape(shapeOf(part), place)
  if (found === null || !mayErase(found.field)) return null
  return { path: found.path, isThing: found.field === null, passage }
}

/** Finds in a part's history what a scope means. `now`: the part as it stands. */
export async function findInPart(
  db: Kysely<Tables>,
  partKey: number,
  part: Part,
  { doc, now, authorship }: { readonly doc: Y.Doc; readonly now: Point; readonly authorship: Authorship },
  scope: Scope,
  breathe: () => Promise<void>,
): Promise<FoundContent> {
  const shape = shapeOf(part)
  const roots = Object.keys(shape.roots).map((name) => rootOf(doc, shape, name))
  const points: Point[] = []
  if (scope.passage !== null) for (const row of await listPointRows(db, partKey)) points.push(await readPoint(db, row))
  return findContent(doc, roots, scope, { points: [...points, now], authorship }, breathe)
}

/** Lets the event loop turn. */
export const breathe = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))
