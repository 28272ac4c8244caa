/** Erasing for good: one person asks, another decides, and a mark without content stays. */
import { Type, type Static } from 'typebox'
import { literals, requestId, uuid } from '../accounts/api.ts'
import { changedEntities } from './changed-entities.ts'
import { placeProperties } from './place-shape.ts'

/** Why something is erased. The words for people are the pages'. */
export const erasureReasons = ['asked-by-family', 'asked-by-child', 'about-someone-else', 'wrong-plan', 'legal-order', 'other'] as const
export type ErasureReason = (typeof erasureReasons)[number]

/**
 * What is to go: a thing, a field of one, or where `passage` is given only those words, in one line, wherever they ever stood in
 * the thing or the field. Without `entity`: anywhere in the part.
 */
export const ErasureTarget = Type.Object(
  {
    part: placeProperties.part,
    entity: Type.Optional(literals(changedEntities)),
    id: Type.Optional(Type.String({ minLength: 1, maxLength: 40 })),
    within: placeProperties.within,
    field: placeProperties.field,
    passage: Type.Optional(Type.String({ minLength: 2, maxLength: 1000, pattern: '^[^\\n]*\\S[^\\n]*\\S[^\\n]*$' })),
  },
  { additionalProperties: false },
)
export type ErasureTarget = Static<typeof ErasureTarget>

/** POST /api/plans/:id/erasures. `note` stays for ever, so it must not hold what is to be erased. */
export const NewErasure = Type.Object(
  {
    target: ErasureTarget,
    reason: literals(erasureReasons),
    note: Type.Optional(Type.String({ minLength: 1, maxLength: 200, pattern: '\\S' })),
    requestId,
  },
  { additionalProperties: false },
)
export type NewErasure = Static<typeof NewErasure>

/** `letters`: how many letters and values would go, those included that nobody sees any more. */
export const CreatedErasure = Type.Object({ id: uuid, letters: Type.Integer() })

/** `asked`: waits for a second person. `confirmed`: under way. `done`: nothing of it is left. */
export const erasureStates = ['asked', 'confirmed', 'done', 'withdrawn'] as const
export type ErasureState = (typeof erasureStates)[number]

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/** What stays of an erasure: where, who, when and why, and nothing of what it was. People whom this reader does not see are null. */
export const ErasureMark = Type.Object({
  id: uuid,
  part: Type.String(),
  entity: maybe(literals(changedEntities)),
  entityId: maybe(Type.String()),
  within: maybe(Type.String()),
  field: maybe(Type.String()),
  isPassage: Type.Boolean(),
  reason: literals(erasureReasons),
  note: maybe(Type.String()),
  letters: Type.Integer(),
  state: literals(erasureStates),
  askedBy: maybe(uuid),
  askedAt: Type.String(),
  decidedBy: maybe(uuid),
  decidedAt: maybe(Type.String()),
})
export type ErasureMark = Static<typeof ErasureMark>

/** `mayConfirm`, `mayWithdraw`: whether this reader may do so now. */
export const ErasureRow = Type.Object({ ...ErasureMark.properties, mayConfirm: Type.Boolean(), mayWithdraw: Type.Boolean() })
export type ErasureRow = Static<typeof ErasureRow>

/** GET /api/plans/:id/erasures, newest first. */
export const ErasureList = Type.Object({ erasures: Type.Array(ErasureRow) })
export type ErasureList = Static<typeof ErasureList>

/** POST /api/plans/:id/erasures/:eid/confirm */
export const ConfirmedErasure = Type.Object({ state: literals(erasureStates) })
