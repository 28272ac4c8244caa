import { UserMinus, UserRoundCog } from 'lucide-react'
import { useState } from 'react'
import type { Ability } from '#shared/access.ts'
import type { MemberRow } from '#shared/care-team/api.ts'
import { dateOfInstant } from '../i18n/date-words.ts'
import { roleWords } from '../i18n/role-words.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Menu } from '../ui/menu.tsx'
import { canRemove } from './invitable.ts'
import css from './people-page.module.css'
import { RemoveDialog } from './remove-dialog.tsx'
import { RoleDialog } from './role-dialog.tsx'

type MemberCardProps = { planId: string; member: MemberRow; abilities: readonly Ability[] }

/** One person of the care team. */
export function MemberCard({ planId, member, abilities }: MemberCardProps) {
  const [open, setOpen] = useState<'role' | 'remove' | null>(null)
  const mayChange = abilities.includes('members.change') && !member.isYou
  const mayRemove = canRemove(abilities, member.role) && !member.isYou
  return (
    <div className={css.member}>
      <Avatar name={member.name} size="large" />
      <div className={css.who}>
        <p>
          <span className={css.name}>{member.name}</span>
          {member.isYou && <span className={css.you}>You</span>}
        </p>
        <p className={css.detail}>
          {roleWords[member.role].name} · since {dateOfInstant(member.since)}
        </p>
      </div>
      {(mayChange || mayRemove) && (
        <Menu
          label={`More for ${member.name}`}
          choices={[
            mayChange && { id: 'role', label: 'Change role', icon: <UserRoundCog size={18} />, onChoose: () => setOpen('role') },
            mayRemove && { id: 'remove', label: 'Remove from the care team', icon: <UserMinus size={18} />, isDanger: true, onChoose: () => setOpen('remove') },
          ]}
        />
      )}
      {open === 'role' && <RoleDialog planId={planId} member={member} onClose={() => setOpen(null)} />}
      {open === 'remove' && <RemoveDialog planId={planId} member={member} onClose={() => setOpen(null)} />}
    </div>
  )
}
