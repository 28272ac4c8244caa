import { UserMinus, UserRoundCog } from 'lucide-react'
import { useState } from 'react'
import type { StaffRow } from '#shared/practice/api.ts'
import { practiceRoleWords } from '../i18n/practice-words.ts'
import { Menu } from '../ui/menu.tsx'
import { PersonRow } from '../ui/person-row.tsx'
import { RemoveStaffDialog, StaffRolesDialog } from './staff-dialogs.tsx'

/** One person of the practice. Administrators see how many children they care for, never which. */
export function StaffCard({ practiceId, person, mayChange }: { practiceId: string; person: StaffRow; mayChange: boolean }) {
  const [open, setOpen] = useState<'roles' | 'remove' | null>(null)
  const { name, roles, isYou, email } = person
  const close = () => setOpen(null)
  return (
    <PersonRow name={name} isYou={isYou} details={[roles.map((role) => practiceRoleWords[role].name).join(' and '), email ?? '', caseloadWords(person)]}>
      {mayChange && (
        <Menu
          label={`More for ${name}`}
          choices={[
            { id: 'roles', label: 'Change roles', icon: <UserRoundCog size={18} />, onChoose: () => setOpen('roles') },
            { id: 'remove', label: 'Remove from the practice', icon: <UserMinus size={18} />, isDanger: true, onChoose: () => setOpen('remove') },
          ]}
        />
      )}
      {open === 'roles' && <StaffRolesDialog practiceId={practiceId} person={person} onClose={close} />}
      {open === 'remove' && <RemoveStaffDialog practiceId={practiceId} person={person} onClose={close} />}
    </PersonRow>
  )
}

/** How many children somebody cares for; nothing where that is not told. */
function caseloadWords({ plans, leads, roles }: StaffRow): string {
  if (plans === null || leads === null) return ''
  if (plans === 0) return roles.includes('clinician') ? 'No children yet' : ''
  const children = plans === 1 ? '1 child' : `${plans} children`
  return leads === 0 ? `Cares for ${children}` : `Cares for ${children}, leads for ${leads}`
}
