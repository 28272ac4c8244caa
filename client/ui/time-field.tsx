import { useId } from 'react'
import css from './number-field.module.css'

/** A time of day such as 20:30, in the device's own picker. */
export function TimeField({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  const id = useId()
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label}
      </label>
      <input id={id} type="time" className={css.input} data-wide value={value} onChange={(event) => onChange(event.target.value)} />
    </div>
  )
}
