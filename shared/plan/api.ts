/** Requests and answers about plans. */
import { Type, type Static } from 'typebox'
import { abilities, roles } from '../access.ts'
import { literals, personName, requestId, uuid } from '../accounts/api.ts'

/** GET /api/plans: one row a plan this account may open. */
export const PlanSummary = Type.Object({
  id: uuid,
  childName: Type.String(),
  role: literals(roles),
  memberId: uuid,
  practiceName: Type.String(),
})
export const PlanList = Type.Object({ plans: Type.Array(PlanSummary) })
export type PlanSummary = Static<typeof PlanSummary>

/** POST /api/plans */
export const NewPlan = Type.Object({ practiceId: uuid, childName: personName, requestId }, { additionalProperties: false })
export type NewPlan = Static<typeof NewPlan>
export const CreatedPlan = Type.Object({ id: uuid })

/** GET /api/plans/:id: what this account may do with one plan, and the parts its device may open. */
export const PlanAccess = Type.Object({
  id: uuid,
  childName: Type.String(),
  role: literals(roles),
  memberId: uuid,
  parts: Type.Array(Type.Object({ id: Type.String(), access: literals(['write', 'read']) })),
  abilities: Type.Array(literals(abilities)),
})
export type PlanAccess = Static<typeof PlanAccess>

const Value = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

/** One entity as JSON: texts as plain words, sets as arrays, records as objects, lists as arrays in order. */
export const EntityContent = Type.Record(Type.String(), Type.Unknown())
export type EntityContent = { id: string } & Record<string, unknown>

/**
 * GET /api/plans/:id/content: the plan as this reader may see it. Times are ISO 8601. `unavailable`: the ids of parts
 * that cannot be read at present because a stored record is damaged, so that what is missing does not look empty.
 */
export const PlanContent = Type.Object({
  about: Type.Record(Type.String(), Value),
  expectations: Type.Record(Type.String(), Value),
  safety: Type.Record(Type.String(), Value),
  goals: Type.Array(EntityContent),
  strategies: Type.Array(EntityContent),
  entries: Type.Array(EntityContent),
  unavailable: Type.Array(Type.String()),
})
export type PlanContent = Static<typeof PlanContent>

/** GET /api/plans/:id/device-keys: for each part of GET /api/plans/:id the key of this member's copies, in base64. */
export const DeviceKeys = Type.Object({
  keys: Type.Array(Type.Object({ partId: Type.String(), key: Type.String() })),
  leaseDays: Type.Integer(),
})
export type DeviceKeys = Static<typeof DeviceKeys>
