import { useId } from 'react'
import css from './date-field.module.css'

type DateFieldProps = {
  label: string
  /** 2026-11-21, or empty. */
  value: string
  onChange: (value: string) => void
  kind?: 'date' | 'datetime-local'
  min?: string
  max?: string
}

/** A day, or a day and time, in the device's own picker. */
export function DateField({ label, value, onChange, kind = 'date', min, max }: DateFieldProps) {
  const id = useId()
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <input
        id={id}
        type={kind}
        className={css.input}
        value={value}
        min={min}
        max={max}
        data-empty={value === '' || undefined}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
