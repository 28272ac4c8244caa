import { useState } from 'react'
import type { PracticeRole } from '#shared/access.ts'
import { useInviteStaff } from '../http/practices.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { dateOfInstant } from '../i18n/date-words.ts'
import { practiceRoleWords } from '../i18n/practice-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { InviteCode } from '../ui/invite-code.tsx'
import { RoleChips } from './staff-dialogs.tsx'

type InviteStaffDialogProps = { practiceId: string; practiceName: string; onClose: () => void }

/** Makes an invitation: first the role, then the link, the code and the QR code to pass on. */
export function InviteStaffDialog({ practiceId, practiceName, onClose }: InviteStaffDialogProps) {
  const [role, setRole] = useState<PracticeRole>('clinician')
  const invite = useInviteStaff(practiceId)
  return (
    <Dialog
      title="Invite staff"
      isOpen
      onClose={onClose}
      footer={
        invite.data === undefined ? (
          <Button look="primary" onPress={() => invite.mutate(role)} isDisabled={invite.isPending}>Make the invitation</Button>
        ) : (
          <Button look="primary" onPress={onClose}>Done</Button>
        )
      }
    >
      <RequestNotice error={invite.error} />
      {invite.data === undefined ? (
        <RoleChips label={`What will they do in ${practiceName}?`} chosen={[role]} onChange={([next]) => next !== undefined && setRole(next)} />
      ) : (
        <InviteCode url={invite.data.url} code={invite.data.code}>
          For one person, as <strong>{practiceRoleWords[role].name}</strong> of {practiceName}, until {dateOfInstant(invite.data.expiresAt)}. It is shown only now.
        </InviteCode>
      )}
    </Dialog>
  )
}
