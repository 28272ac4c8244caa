import { Check, ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, ListBox, ListBoxItem, Popover, Select, SelectValue } from 'react-aria-components'
import menu from './menu.module.css'
import css from './pick.module.css'

export type PickOption<Value extends string> = { value: Value; label: string; icon?: ReactNode }

type PickProps<Value extends string> = {
  label: string
  value: Value | null
  options: readonly PickOption<Value>[]
  onPick: (value: Value) => void
  placeholder?: string
  /** `pill` is small and tinted by `tone`; `field` looks like the other fields of a form. */
  look?: 'pill' | 'field'
  tone?: string
  isDisabled?: boolean
}

/** One of a few, in a list that opens. */
export const Pick = <Value extends string>(props: PickProps<Value>) => {
  const { label, value, options, onPick, placeholder = 'Choose', look = 'field', tone, isDisabled = false } = props
  return (
    <Select
      aria-label={label}
      value={value}
      onChange={(key) => key !== null && onPick(key as Value)}
      placeholder={placeholder}
      isDisabled={isDisabled}
    >
      <Button className={`${css.button} ${css[look]}`} data-tone={tone}>
        <SelectValue className={css.value ?? ''} />
        <ChevronDown size={16} aria-hidden className={css.chevron} />
      </Button>
      <Popover className={menu.popover ?? ''} offset={4}>
        <ListBox className={menu.menu ?? ''} items={options.map((option) => ({ ...option, id: option.value }))}>
          {(option) => (
            <ListBoxItem className={menu.item ?? ''} textValue={option.label}>
              {({ isSelected }) => (
                <>
                  {option.icon}
                  <span className={css.label}>{option.label}</span>
                  <span className={menu.check} aria-hidden>
                    {isSelected && <Check size={18} />}
                  </span>
                </>
              )}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  )
}
