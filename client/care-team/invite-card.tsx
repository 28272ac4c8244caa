import type { CreatedInvite } from '#shared/care-team/api.ts'
import { dateOfInstant } from '../i18n/date-words.ts'
import { roleWords } from '../i18n/role-words.ts'
import { InviteCode } from '../ui/invite-code.tsx'
import type { InvitableRole } from './invitable.ts'

/** A new invitation into a care team. */
export const InviteCard = ({ invite, role }: { invite: CreatedInvite; role: InvitableRole }) => (
  <InviteCode url={invite.url} code={invite.code}>
    For one person, as <strong>{roleWords[role].name}</strong>, until {dateOfInstant(invite.expiresAt)}. It is shown only now and does not name
    the child.
  </InviteCode>
)
