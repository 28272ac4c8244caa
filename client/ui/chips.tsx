import type { ReactNode } from 'react'
import css from './chips.module.css'
import { Toggles } from './toggles.tsx'

export type Chip = {
  id: string
  label: string
  icon?: ReactNode
  /** Read instead of a label that is only a number. */
  spoken?: string
  /** A second line, in a smaller type. */
  detail?: string
}

type ChipsProps = {
  label: string
  chips: readonly Chip[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  isMany?: boolean
  /** At least one chip stays chosen. */
  isRequired?: boolean
  hint?: ReactNode
  hideLabel?: boolean
  /** `segments`: ways to see one thing, joined in one bar. `stack`: one below the other, for answers that are sentences. */
  look?: 'row' | 'segments' | 'stack'
}

/** A question with answers as chips: press to choose, press again to take back. */
export const Chips = ({ label, chips, chosen, onChange, isMany = false, isRequired = false, hint, hideLabel = false, look = 'row' }: ChipsProps) => (
  <div className={css.chips}>
    {!hideLabel && (
      <span className={css.label} aria-hidden>
        {label} {hint}
      </span>
    )}
    <Toggles
      className={css[look]}
      toggleClass={css.chip}
      label={label}
      isMany={isMany}
      isRequired={isRequired}
      chosen={chosen}
      onChange={onChange}
      toggles={chips.map((chip) => ({
        id: chip.id,
        spoken: chip.spoken,
        content: (
          <>
            {chip.icon}
            <span className={css.words}>
              {chip.label}
              {chip.detail !== undefined && <span className={css.detail}>{chip.detail}</span>}
            </span>
          </>
        ),
      }))}
    />
  </div>
)
