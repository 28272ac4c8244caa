import type { MemberRow } from '#shared/care-team/api.ts'
import { useRemoveMember } from '../http/members.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { announce } from '../ui/status-region.tsx'

type RemoveDialogProps = { planId: string; member: MemberRow; onClose: () => void }

/** Asks before somebody is taken out of the care team. */
export function RemoveDialog({ planId, member, onClose }: RemoveDialogProps) {
  const remove = useRemoveMember(planId)
  const act = () =>
    remove.mutate(member.id, {
      onSuccess: () => {
        announce(`${member.name} was removed from the care team`)
        onClose()
      },
    })
  return (
    <Dialog
      title={`Remove ${member.name}?`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Keep</Button>
          <Button look="danger" onPress={act} isDisabled={remove.isPending}>
            Remove
          </Button>
        </>
      }
    >
      <RequestNotice error={remove.error} />
      <p>
        {member.name} can no longer open this plan, from this moment on and on every device. What {member.name} wrote stays in the
        plan under this name.
      </p>
    </Dialog>
  )
}
