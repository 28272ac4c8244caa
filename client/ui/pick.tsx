import { ChevronDown } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'
import css from './pick.module.css'
import { useChoiceList } from './use-choice-list.tsx'

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
export function Pick<Value extends string>({ label, value, options, onPick, placeholder = 'Choose', look = 'field', tone, isDisabled = false }: PickProps<Value>) {
  const chosen = options.find((option) => option.value === value)
  const { button, list } = useChoiceList({
    label,
    choices: options.map((option) => ({ ...option, id: option.value })),
    kind: 'one',
    chosen: value === null ? [] : [value],
    onChoose: (id) => id !== value && onPick(id as Value),
  })
  return (
    <>
      <button {...button} disabled={isDisabled} aria-label={`${label}: ${chosen?.label ?? placeholder}`} className={classNames(css.button, css[look])} data-tone={tone}>
        <span className={css.value} data-placeholder={chosen === undefined || undefined}>
          {chosen?.icon}
          <span className={css.label}>{chosen?.label ?? placeholder}</span>
        </span>
        <ChevronDown size={16} aria-hidden className={css.chevron} />
      </button>
      {list}
    </>
  )
}
