import { useState } from 'react'
import { practiceRoles, type PracticeRole } from '#shared/access.ts'
import type { StaffRow } from '#shared/practice/api.ts'
import { useChangeStaff } from '../http/practices.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { practiceRoleWords } from '../i18n/practice-words.ts'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { announce } from '../ui/status-region.tsx'

type StaffDialogProps = { practiceId: string; person: StaffRow; onClose: () => void }

/** Says what somebody does in the practice. */
export function StaffRolesDialog({ practiceId, person, onClose }: StaffDialogProps) {
  const [roles, setRoles] = useState<readonly PracticeRole[]>(person.roles)
  const change = useChangeStaff(practiceId)
  const isSame = roles.length === person.roles.length && roles.every((role) => person.roles.includes(role))
  const act = () =>
    change.mutate({ accountId: person.accountId, roles }, {
      onSuccess: () => {
        announce(`${person.name}: ${roles.map((role) => practiceRoleWords[role].name).join(' and ')}`)
        onClose()
      },
    })
  return (
    <Dialog
      title={`Roles of ${person.name}`}
      isOpen
      onClose={onClose}
      footer={<Button look="primary" onPress={act} isDisabled={change.isPending || isSame || roles.length === 0}>Change roles</Button>}
    >
      <RequestNotice error={change.error} />
      <RoleChips label="One or both" isMany chosen={roles} onChange={setRoles} />
    </Dialog>
  )
}

/** Takes somebody out of the practice. Their care teams stay as they are, which is said. */
export function RemoveStaffDialog({ practiceId, person, onClose }: StaffDialogProps) {
  const change = useChangeStaff(practiceId)
  const act = () =>
    change.mutate({ accountId: person.accountId, roles: [] }, {
      onSuccess: () => {
        announce(`${person.name} is not in the practice any more`)
        onClose()
      },
    })
  return (
    <Dialog
      title={`Remove ${person.name}?`}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Keep</Button>
          <Button look="danger" onPress={act} isDisabled={change.isPending}>Remove from the practice</Button>
        </>
      }
    >
      <RequestNotice error={change.error} />
      <p>They begin no plans here any more. Their account stays, and what they wrote stays under their name.</p>
      {person.plans !== null && person.plans > 0 && (
        <p>
          <strong>They stay in {person.plans === 1 ? 'one care team' : `${person.plans} care teams`}</strong> until the lead of each takes them out under People.
        </p>
      )}
    </Dialog>
  )
}

type RoleChipsProps = { label: string; chosen: readonly PracticeRole[]; onChange: (roles: readonly PracticeRole[]) => void; isMany?: boolean }

/** The roles of a practice, with what each does. */
export const RoleChips = ({ label, chosen, onChange, isMany = false }: RoleChipsProps) => (
  <Chips
    label={label}
    look="stack"
    isMany={isMany}
    isRequired={!isMany}
    chips={practiceRoles.toReversed().map((role) => ({ id: role, label: practiceRoleWords[role].name, detail: practiceRoleWords[role].does }))}
    chosen={chosen}
    onChange={(next) => onChange(next as PracticeRole[])}
  />
)
