import { useRef, useState } from 'react'
import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components'
import css from './field.module.css'
import { useFirstFocus } from './first-focus.ts'

type FieldProps = Omit<TextFieldProps, 'className' | 'style' | 'children'> & {
  label: string
  hint?: string
  /** For the first field of a window that was opened to fill it in. */
  takesFocus?: boolean
}

/** One line to fill in, with its label above and what is wrong below. */
export function Field({ label, hint, takesFocus = false, onChange, ...props }: FieldProps) {
  // Gone with the next key and not when the field is left: the button below would move away while it is pressed.
  const [problem, setProblem] = useState('')
  const input = useRef<HTMLInputElement>(null)
  useFirstFocus(input, takesFocus)
  return (
    <TextField
      {...props}
      onChange={(value) => {
        setProblem('')
        onChange?.(value)
      }}
      className={css.field ?? ''}
    >
      <Label className={css.label ?? ''}>{label}</Label>
      {hint !== undefined && (
        <Text slot="description" className={css.hint ?? ''}>
          {hint}
        </Text>
      )}
      <Input ref={input} className={css.input ?? ''} onInvalid={(event) => setProblem(event.currentTarget.validationMessage)} />
      <FieldError className={css.error ?? ''}>{problem}</FieldError>
    </TextField>
  )
}
