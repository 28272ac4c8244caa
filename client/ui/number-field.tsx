import { useId } from 'react'
import css from './number-field.module.css'

type NumberFieldProps = {
  label: string
  unit: string
  value: number | undefined
  onChange: (value: number | undefined) => void
  max: number
}

/** A whole number from 0 to `max` with its unit beside it. */
export function NumberField({ label, unit, value, onChange, max }: NumberFieldProps) {
  const id = useId()
  const change = (typed: string) => {
    const digits = typed.replaceAll(/\D/g, '')
    onChange(digits === '' ? undefined : Math.min(Number(digits), max))
  }
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <span className={css.line}>
        <input
          id={id}
          className={css.input}
          inputMode="numeric"
          autoComplete="off"
          aria-describedby={`${id}-unit`}
          value={value ?? ''}
          onChange={(event) => change(event.target.value)}
        />
        <span id={`${id}-unit`} className={css.unit}>
          {unit}
        </span>
      </span>
    </div>
  )
}
