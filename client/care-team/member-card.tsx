import { Eye, UserMinus, UserRoundCog } from 'lucide-react'
import { useState } from 'react'
import type { Ability, Role } from '#shared/access.ts'
import type { Consent, MemberRow } from '#shared/care-team/api.ts'
import { dateOfInstant } from '../i18n/date-words.ts'
import { roleWords } from '../i18n/role-words.ts'
import { Menu } from '../ui/menu.tsx'
import { PersonRow } from '../ui/person-row.tsx'
import { ConsentDialog } from './consent-dialog.tsx'
import { canRemove } from './invitable.ts'
import { RemoveDialog } from './remove-dialog.tsx'
import { RoleDialog } from './role-dialog.tsx'

type MemberCardProps = { planId: string; member: MemberRow; abilities: readonly Ability[] }

/** Roles that see of the plan only what a guardian consents to. */
const seesByConsent: readonly Role[] = ['teacher', 'viewer']

/** One person of the care team. */
export function MemberCard({ planId, member, abilities }: MemberCardProps) {
  const [open, setOpen] = useState<'role' | 'remove' | 'consent' | null>(null)
  const mayChange = abilities.includes('members.change') && !member.isYou
  const mayConsent = abilities.includes('members.consent') && seesByConsent.includes(member.role)
  const mayRemove = canRemove(abilities, member.role) && !member.isYou
  return (
    <PersonRow
      name={member.name}
      isYou={member.isYou}
      details={[
        `${roleWords[member.role].name} · since ${dateOfInstant(member.since)}`,
        seesByConsent.includes(member.role) ? consentWords(member.consent) : '',
      ]}
    >
      {(mayChange || mayRemove || mayConsent) && (
        <Menu
          label={`More for ${member.name}`}
          choices={[
            mayConsent && { id: 'consent', label: 'What they can see', icon: <Eye size={18} />, onChoose: () => setOpen('consent') },
            mayChange && { id: 'role', label: 'Change role', icon: <UserRoundCog size={18} />, onChoose: () => setOpen('role') },
            mayRemove && { id: 'remove', label: 'Remove from the care team', icon: <UserMinus size={18} />, isDanger: true, onChoose: () => setOpen('remove') },
          ]}
        />
      )}
      {open === 'consent' && <ConsentDialog planId={planId} member={member} onClose={() => setOpen(null)} />}
      {open === 'role' && <RoleDialog planId={planId} member={member} onClose={() => setOpen(null)} />}
      {open === 'remove' && <RemoveDialog planId={planId} member={member} onClose={() => setOpen(null)} />}
    </PersonRow>
  )
}

/** What a teacher may see, in a few words. */
function consentWords(consent: Consent | null): string {
  if (consent === null) return ''
  const { goalIds, strategyIds, versionId, endsAt } = consent
  const counted = versionId !== null ? ['one version'] : [count(goalIds.length, 'goal', 'goals'), count(strategyIds.length, 'strategy', 'strategies')].filter((words) => words !== '')
  return `Can see ${counted.join(' and ')}${endsAt === null ? '' : `, until ${dateOfInstant(endsAt)}`}`
}

const count = (number: number, one: string, more: string): string => (number === 0 ? '' : `${number} ${number === 1 ? one : more}`)
