/** The words of permission that both sides know. What each role may do is decided in `server/access/policy.ts` only. */

/** A person's role in one care team. `admin` is the practice's administrator: people and settings, no plan content. */
export const roles = ['lead', 'therapist', 'guardian', 'limited', 'caregiver', 'teacher', 'child', 'viewer', 'admin'] as const
export type Role = (typeof roles)[number]

/** Roles of an account in its practice. One account may hold both. */
export const practiceRoles = ['admin', 'clinician'] as const
export type PracticeRole = (typeof practiceRoles)[number]

/** The roles that give care: they read every journal of the plan and write private notes of their own. */
export const clinicianRoles: readonly Role[] = ['lead', 'therapist']
export const isClinician = (role: Role): boolean => clinicianRoles.includes(role)

/** What a member may do with a plan. The server sends the list; the browser only hides buttons by it. */
export const abilities = [
  'plan.read', // see that the plan exists, its name and its own role
  'plan.content', // read the plan as far as the role allows
  'plan.edit', // write goals, strategies and the rest of the plan part
  'journal.write', // add entries of one's own
  'history.read', // versions and what changed between them, as far as the role allows
  'history.name', // keep the plan as it is now under a name
  'history.restore', // put goals, strategies or the plan back as they were
  'plan.agree', // say yes or no to the words of one version
  'erase.request', // ask for something to be erased for good
  'erase.confirm', // be the second person, who decides
  'visit.join', // be in a visit: write alone, show, put goals in order
  'visit.lead', // start, lead and end a visit, and open its big screen
  'members.list',
  'members.invite-any',
  'members.invite-carers', // caregivers and viewers
  'members.change',
  'members.remove-any',
  'members.remove-carers',
  'members.consent', // say what a teacher or a viewer may see
] as const
export type Ability = (typeof abilities)[number]

export const partAccesses = ['write', 'read', 'none'] as const
export type PartAccess = (typeof partAccesses)[number]

export const isRole = (value: unknown): value is Role => roles.includes(value as Role)
