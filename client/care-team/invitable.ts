import type { Ability, Role } from '#shared/access.ts'
import { invitableRoles } from '#shared/care-team/api.ts'

export type InvitableRole = (typeof invitableRoles)[number]

const carers: readonly InvitableRole[] = ['caregiver', 'viewer']

/** The roles this member may invite people to. The server decides; this hides what it would refuse. */
export function rolesToInvite(abilities: readonly Ability[]): readonly InvitableRole[] {
  if (abilities.includes('members.invite-any')) return invitableRoles
  return abilities.includes('members.invite-carers') ? carers : []
}

/** Whether this member may take somebody with that role out of the care team. */
export const canRemove = (abilities: readonly Ability[], role: Role): boolean =>
  abilities.includes('members.remove-any') ||
  (abilities.includes('members.remove-carers') && carers.some((carer) => carer === role))
