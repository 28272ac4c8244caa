import { Label, Radio, RadioGroup } from 'react-aria-components'
import type { Role } from '#shared/access.ts'
import { roleWords } from '../i18n/role-words.ts'
import css from './role-choice.module.css'

type RoleChoiceProps<Choice extends Role> = {
  label: string
  roles: readonly Choice[]
  value: Choice
  onChange: (role: Choice) => void
}

/** One role of several, each with what it means. */
export const RoleChoice = <Choice extends Role>({ label, roles, value, onChange }: RoleChoiceProps<Choice>) => (
  <RadioGroup className={css.choice ?? ''} value={value} onChange={(role) => onChange(role as Choice)}>
    <Label className={css.label ?? ''}>{label}</Label>
    {roles.map((role) => (
      <Radio key={role} value={role} className={css.role ?? ''}>
        <span className={css.dot} aria-hidden />
        <span>
          <strong>{roleWords[role].name}</strong>
          <span className={css.reads}>{roleWords[role].reads}</span>
        </span>
      </Radio>
    ))}
  </RadioGroup>
)
