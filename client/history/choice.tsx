import { useId } from 'react'
import css from './choice.module.css'

export type ChoiceOption = { readonly value: string; readonly label: string }
type ChoiceProps = {
  label: string
  value: string
  groups: readonly { readonly label?: string; readonly options: readonly ChoiceOption[] }[]
  onChoose: (value: string) => void
}

/** One of many, as the device shows it by itself: a thousand versions fit in, and phones have a wheel for it. */
export function Choice({ label, value, groups, onChoose }: ChoiceProps) {
  const id = useId()
  const draw = ({ value: option, label: words }: ChoiceOption) => (
    <option key={option} value={option}>
      {words}
    </option>
  )
  return (
    <span className={css.choice}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <select id={id} className={css.select} value={value} onChange={(event) => onChoose(event.target.value)}>
        {groups.map((group) =>
          group.label === undefined ? group.options.map(draw) : (
            <optgroup key={group.label} label={group.label}>
              {group.options.map(draw)}
            </optgroup>
          ),
        )}
      </select>
    </span>
  )
}
