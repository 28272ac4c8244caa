import { Check } from 'lucide-react'
import { Checkbox, CheckboxGroup, Label } from 'react-aria-components'
import css from './check-list.module.css'

type CheckListProps = {
  label: string
  rows: readonly { id: string; label: string }[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}

/** Any of several things by name, each a row to press. */
export const CheckList = ({ label, rows, chosen, onChange }: CheckListProps) =>
  rows.length > 0 && (
    <CheckboxGroup className={css.group ?? ''} value={[...chosen]} onChange={onChange}>
      <Label className={css.label ?? ''}>{label}</Label>
      {rows.map((row) => (
        <Checkbox key={row.id} value={row.id} className={css.row ?? ''}>
          {({ isSelected }) => (
            <>
              <span className={css.box}>{isSelected && <Check size={18} aria-hidden />}</span>
              {row.label}
            </>
          )}
        </Checkbox>
      ))}
    </CheckboxGroup>
  )
