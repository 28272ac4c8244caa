import type { CreatedInvite } from '#shared/care-team/api.ts'
import { dateOfInstant } from '../i18n/date-words.ts'
import { roleWords } from '../i18n/role-words.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { QrCode } from '../ui/qr-code.tsx'
import css from './invite-card.module.css'
import type { InvitableRole } from './invitable.ts'

/** A new invitation in every form it can be passed on in. It is shown once. */
export const InviteCard = ({ invite, role }: { invite: CreatedInvite; role: InvitableRole }) => (
  <div className={css.card}>
    <p className={css.words}>
      For one person, as <strong>{roleWords[role].name}</strong>, until {dateOfInstant(invite.expiresAt)}. It is shown only now and
      does not name the child.
    </p>
    <QrCode words={invite.url} label="QR code of the invitation" />
    <p className={css.code}>
      <span>Code</span> <strong>{invite.code}</strong>
    </p>
    <p className={css.link}>{invite.url}</p>
    <div className={css.copies}>
      <CopyButton words={invite.url} label="Copy the link" />
      <CopyButton words={invite.code} label="Copy the code" />
    </div>
  </div>
)
