/** Requests and answers about the people around a plan: members and invitations. */
import { Type, type Static } from 'typebox'
import { roles } from '../access.ts'
import { email, literals, password, personName, uuid } from '../accounts/api.ts'

const maybe = <T extends Parameters<typeof Type.Union>[0][number]>(schema: T) => Type.Union([schema, Type.Null()])

/**
 * What a teacher (goals and strategies) or a viewer (a version) may see of the plan. `endsAt`: ISO 8601, or null for until
 * it is taken back.
 */
export const Consent = Type.Object({
  goalIds: Type.Array(uuid),
  strategyIds: Type.Array(uuid),
  versionId: maybe(uuid),
  givenBy: uuid,
  at: Type.String(),
  endsAt: maybe(Type.String()),
})
export type Consent = Static<typeof Consent>

/** POST /api/plans/:id/members/:memberId/consent: goals and strategies for a teacher, one version made by hand for a viewer. */
export const NewConsent = Type.Object(
  {
    goalIds: Type.Optional(Type.Array(uuid, { maxItems: 100, uniqueItems: true })),
    strategyIds: Type.Optional(Type.Array(uuid, { maxItems: 300, uniqueItems: true })),
    versionId: Type.Optional(uuid),
    endsAt: Type.Optional(Type.String({ format: 'date-time' })),
  },
  { additionalProperties: false },
)
export type NewConsent = Static<typeof NewConsent>

/** A member as every other member may see them. `consent`: for those who write the plan, and for the member. */
export const MemberRow = Type.Object({
  id: uuid,
  name: Type.String(),
  role: literals(roles),
  /** ISO 8601 instant of joining. */
  since: Type.String(),
  isYou: Type.Boolean(),
  consent: maybe(Consent),
})
export type MemberRow = Static<typeof MemberRow>

/** GET /api/plans/:id/members. `former`: people who have left; what they wrote stays under their name. */
export const MemberList = Type.Object({
  members: Type.Array(MemberRow),
  former: Type.Array(Type.Object({ id: uuid, name: Type.String(), role: literals(roles) })),
})
export type MemberList = Static<typeof MemberList>

/** PATCH /api/plans/:id/members/:memberId */
export const MemberChange = Type.Object({ role: literals(roles) }, { additionalProperties: false })
export type MemberChange = Static<typeof MemberChange>

/** The roles that an invitation can carry. `limited` needs a recorded legal basis, so it is never given by invitation. */
export const invitableRoles = ['lead', 'therapist', 'guardian', 'caregiver', 'teacher', 'child', 'viewer'] as const

/** POST /api/plans/:id/invites */
export const NewInvite = Type.Object(
  { role: literals(invitableRoles), email: Type.Optional(email) },
  { additionalProperties: false },
)
export type NewInvite = Static<typeof NewInvite>
/** `code` is for typing and reading aloud; `url` holds it too. Shown once: the server keeps only a hash. */
export const CreatedInvite = Type.Object({ url: Type.String(), code: Type.String(), expiresAt: Type.String() })
export type CreatedInvite = Static<typeof CreatedInvite>

/** GET /api/invites/:code: what the invited person sees before joining. Never the child's name. */
export const InvitePreview = Type.Object({
  practiceName: Type.String(),
  invitedBy: Type.String(),
  role: literals(invitableRoles),
  expiresAt: Type.String(),
})
export type InvitePreview = Static<typeof InvitePreview>

/** POST /api/invites/:code/accept with a new account; `{}` when signed in. */
export const AcceptInvite = Type.Object(
  { name: Type.Optional(personName), email: Type.Optional(email), password: Type.Optional(password) },
  { additionalProperties: false },
)
export type AcceptInvite = Static<typeof AcceptInvite>
export const AcceptedInvite = Type.Object({ planId: uuid, memberId: uuid })
