/** Requests and answers about a practice and the people who work in it. */
import { Type, type Static } from 'typebox'
import { practiceRoles } from '../access.ts'
import { email, literals, password, personName, uuid } from '../accounts/api.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/**
 * Somebody who works in a practice. `email`, `plans` and `leads` are for its administrators, and null to others: how many
 * children of this practice they care for, and of how many they are a lead. Never which.
 */
export const StaffRow = Type.Object({
  accountId: uuid,
  name: Type.String(),
  roles: Type.Array(literals(practiceRoles)),
  isYou: Type.Boolean(),
  email: maybe(Type.String()),
  plans: maybe(Type.Integer()),
  leads: maybe(Type.Integer()),
})
export type StaffRow = Static<typeof StaffRow>

/** GET /api/practices/:id */
export const PracticeView = Type.Object({ id: uuid, name: Type.String(), people: Type.Array(StaffRow) })
export type PracticeView = Static<typeof PracticeView>

const rolesInPractice = Type.Array(literals(practiceRoles), { maxItems: practiceRoles.length, uniqueItems: true })

/** PATCH /api/practices/:id/people/:accountId: their roles from now on; none takes them out of the practice. */
export const StaffChange = Type.Object({ roles: rolesInPractice }, { additionalProperties: false })
export type StaffChange = Static<typeof StaffChange>

/** POST /api/practices/:id/invites. The answer is that of inviting into a care team. */
export const NewStaffInvite = Type.Object({ role: literals(practiceRoles) }, { additionalProperties: false })
export type NewStaffInvite = Static<typeof NewStaffInvite>

/** GET /api/practice-invites/:code */
export const StaffInvitePreview = Type.Object({
  practiceName: Type.String(),
  invitedBy: Type.String(),
  role: literals(practiceRoles),
  expiresAt: Type.String(),
})
export type StaffInvitePreview = Static<typeof StaffInvitePreview>

/** POST /api/practice-invites/:code/accept with a new account; `{}` when signed in. */
export const AcceptStaffInvite = Type.Union([
  Type.Object({ name: personName, email, password }, { additionalProperties: false }),
  Type.Object({}, { additionalProperties: false }),
])
export type AcceptStaffInvite = Static<typeof AcceptStaffInvite>
export const JoinedPractice = Type.Object({ practiceId: uuid })
