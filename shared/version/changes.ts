/** What changed in a plan between two points, as data. */
import { Type, type Static } from 'typebox'
import { literals, uuid } from '../accounts/api.ts'
import { entryKinds } from '../journal/journal-part.ts'
import { changedEntities } from './changed-entities.ts'

export const changeKinds = ['added', 'removed', 'changed', 'moved'] as const

export type ChangedEntity = (typeof changedEntities)[number]

/**
 * A run of letters. `by` and `at`: who put it in, or who took it out where `op` is `delete`; null where that is not known, or
 * was the server, or somebody whom this reader does not see.
 */
export const Span = Type.Object({
  op: literals(['same', 'insert', 'delete']),
  text: Type.String(),
  by: Type.Union([uuid, Type.Null()]),
  at: Type.Union([Type.String(), Type.Null()]),
})
export type Span = Static<typeof Span>

/**
 * One change. `id`: of the entity, or its own name for `about`, `expectations` and `safety`. `title`: what the entity is
 * called, shortened. `entryKind`: of an entry. `field`: a path such as `why` or `gas.-1`. `before` and `after`: values of the field, the whole entity
 * where it was added or removed, and the place in the list, from 0, where it was moved. `place`: where an added one stands.
 */
export const Change = Type.Object({
  kind: literals(changeKinds),
  entity: literals(changedEntities),
  id: Type.String(),
  within: Type.Optional(uuid),
  title: Type.String(),
  entryKind: Type.Optional(literals(entryKinds)),
  field: Type.Optional(Type.String()),
  before: Type.Optional(Type.Unknown()),
  after: Type.Optional(Type.Unknown()),
  place: Type.Optional(Type.Integer()),
  spans: Type.Optional(Type.Array(Span)),
  by: Type.Array(uuid),
  sentence: Type.String(),
})
export type Change = Static<typeof Change>

/** A point: a version's id, an ISO 8601 instant, or `now`. */
const point = Type.String({ minLength: 1, maxLength: 40 })

/** GET /api/plans/:id/changes. An instant stands for the last row of the log at or before it. */
export const ChangesQuery = Type.Object({ from: point, to: Type.Optional(point) }, { additionalProperties: false })

/** `unavailable`: parts that cannot be read at present because a stored record is damaged. */
export const ChangeList = Type.Object({ changes: Type.Array(Change), unavailable: Type.Array(Type.String()) })
export type ChangeList = Static<typeof ChangeList>
