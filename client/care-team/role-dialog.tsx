import { useState } from 'react'
import type { Role } from '#shared/access.ts'
import { invitableRoles, type MemberRow } from '#shared/care-team/api.ts'
import { useChangeRole } from '../http/members.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { roleWords } from '../i18n/role-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { announce } from '../ui/status-region.tsx'
import { RoleChoice } from './role-choice.tsx'

type RoleDialogProps = { planId: string; member: MemberRow; onClose: () => void }

/** Gives a person another role. */
export function RoleDialog({ planId, member, onClose }: RoleDialogProps) {
  const [role, setRole] = useState<Role>(member.role)
  const change = useChangeRole(planId)
  const act = () =>
    change.mutate(
      { memberId: member.id, role },
      {
        onSuccess: () => {
          announce(`${member.name}: ${roleWords[role].name}`)
          onClose()
        },
      },
    )
  return (
    <Dialog
      title={`Role of ${member.name}`}
      isOpen
      onClose={onClose}
      footer={
        <Button look="primary" onPress={act} isDisabled={change.isPending || role === member.role}>
          Change role
        </Button>
      }
    >
      <RequestNotice error={change.error} />
      <RoleChoice<Role> label="Role" roles={invitableRoles} value={role} onChange={setRole} />
    </Dialog>
  )
}
