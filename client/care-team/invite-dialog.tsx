import { useState } from 'react'
import { useNewInvite } from '../http/invites.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { InvitableRole } from './invitable.ts'
import { InviteCard } from './invite-card.tsx'
import { RoleChoice } from './role-choice.tsx'

type InviteDialogProps = { planId: string; roles: readonly InvitableRole[]; onClose: () => void }

/** Makes an invitation: first the role, then the link, the code and the QR code to pass on. */
export function InviteDialog({ planId, roles, onClose }: InviteDialogProps) {
  const [role, setRole] = useState<InvitableRole>(roles.includes('guardian') ? 'guardian' : (roles[0] ?? 'viewer'))
  const newInvite = useNewInvite(planId)
  const footer =
    newInvite.data === undefined ? (
      <Button look="primary" onPress={() => newInvite.mutate({ role })} isDisabled={newInvite.isPending}>
        Make the invitation
      </Button>
    ) : (
      <Button look="primary" onPress={onClose}>
        Done
      </Button>
    )
  return (
    <Dialog title="Invite someone" isOpen onClose={onClose} footer={footer}>
      <RequestNotice error={newInvite.error} />
      {newInvite.data === undefined ? (
        <RoleChoice label="Who will they be in the care team?" roles={roles} value={role} onChange={setRole} />
      ) : (
        <InviteCard invite={newInvite.data} role={role} />
      )}
    </Dialog>
  )
}
