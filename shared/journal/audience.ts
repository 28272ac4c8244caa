/** Who reads a journal. The server decides (`server/access/policy.ts`); the browser tells it in words. Tested against it. */
import { clinicianRoles, type Role } from '../access.ts'
import { parsePart } from '../plan/parts.ts'

/** `member`: one member and the clinicians. */
export const audiences = ['team', 'guardians', 'member'] as const
export type Audience = (typeof audiences)[number]

const readerRoles: Record<Audience, readonly Role[]> = {
  team: [...clinicianRoles, 'guardian', 'caregiver'],
  guardians: [...clinicianRoles, 'guardian'],
  member: clinicianRoles,
}

/** The audience of a journal by its part id; null for a part that is no journal. */
export function audienceOf(partId: string): Audience | null {
  const kind = parsePart(partId)?.kind
  return kind === 'journal-team' ? 'team' : kind === 'journal-guardians' ? 'guardians' : kind === 'journal-member' ? 'member' : null
}

/** Whether a member of the care team reads this journal. Unknown parts are read by nobody. */
export function readsJournal(partId: string, member: { readonly id: string; readonly role: Role }): boolean {
  const part = parsePart(partId)
  const audience = audienceOf(partId)
  if (part === null || audience === null) return false
  return readerRoles[audience].includes(member.role) || (part.kind === 'journal-member' && part.memberId === member.id)
}
