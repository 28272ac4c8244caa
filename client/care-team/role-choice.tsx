import type { Role } from '#shared/access.ts'
import { roleWords } from '../i18n/role-words.ts'
import { RadioCards } from '../ui/radio-cards.tsx'

type RoleChoiceProps<Choice extends Role> = {
  label: string
  roles: readonly Choice[]
  value: Choice
  onChange: (role: Choice) => void
}

/** One role of several, each with what it means. */
export const RoleChoice = <Choice extends Role>({ label, roles, value, onChange }: RoleChoiceProps<Choice>) => (
  <RadioCards
    label={label}
    options={roles.map((role) => ({ value: role, name: roleWords[role].name, detail: roleWords[role].reads }))}
    value={value}
    onChange={(role) => onChange(role as Choice)}
  />
)
