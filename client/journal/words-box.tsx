import { useId, useRef } from 'react'
import { useFirstFocus } from '../ui/first-focus.ts'
import css from './composer.module.css'

type WordsBoxProps = {
  label: string
  value: string
  onChange: (words: string) => void
  hint?: string
  placeholder?: string
  rows?: number
  maxLength?: number
  takesFocus?: boolean
}

/** The device's own text area: it grows with the words. */
export function WordsBox({ label, value, onChange, hint, placeholder, rows = 2, maxLength = 2000, takesFocus = false }: WordsBoxProps) {
  const id = useId()
  const box = useRef<HTMLTextAreaElement>(null)
  useFirstFocus(box, takesFocus)
  return (
    <div className={css.field}>
      <label htmlFor={id} className={css.label}>
        {label} {hint !== undefined && <span className={css.hint}>{hint}</span>}
      </label>
      <textarea
        ref={box}
        id={id}
        // Browsers write what is typed into forms to their disk, to restore it; not these words.
        autoComplete="off"
        dir="auto"
        className={css.words}
        rows={rows}
        maxLength={maxLength}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  )
}
