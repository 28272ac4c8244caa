import { FieldError, Input, Label, Text, TextField, type TextFieldProps } from 'react-aria-components'
import css from './field.module.css'

type FieldProps = Omit<TextFieldProps, 'className' | 'style' | 'children'> & {
  label: string
  hint?: string
}

/** One line to fill in, with its label above and what is wrong below. */
export const Field = ({ label, hint, ...props }: FieldProps) => (
  <TextField {...props} className={css.field ?? ''}>
    <Label className={css.label ?? ''}>{label}</Label>
    {hint !== undefined && (
      <Text slot="description" className={css.hint ?? ''}>
        {hint}
      </Text>
    )}
    <Input className={css.input ?? ''} />
    <FieldError className={css.error ?? ''} />
  </TextField>
)
