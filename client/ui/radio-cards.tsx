import { Label, Radio, RadioGroup } from 'react-aria-components'
import css from './radio-cards.module.css'

type RadioCardsProps = {
  label: string
  options: readonly { value: string; name: string; detail: string }[]
  value: string | null
  onChange: (value: string) => void
}

/** One of several, each with what it means. */
export const RadioCards = ({ label, options, value, onChange }: RadioCardsProps) => (
  <RadioGroup className={css.choice ?? ''} value={value} onChange={onChange}>
    <Label className={css.label ?? ''}>{label}</Label>
    {options.map((option) => (
      <Radio key={option.value} value={option.value} className={css.card ?? ''}>
        <span className={css.dot} aria-hidden />
        <span>
          <strong>{option.name}</strong>
          <span className={css.detail}>{option.detail}</span>
        </span>
      </Radio>
    ))}
  </RadioGroup>
)
