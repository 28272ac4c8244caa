import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react'

export type Toggle = { id: string; content: ReactNode; /** Read instead of the content. */ spoken?: string | undefined }

type TogglesProps = {
  label: string
  toggles: readonly Toggle[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
  /** Any number of them; else one, which a second press takes back. */
  isMany?: boolean
  /** The last one that is chosen stays so. */
  isRequired?: boolean
  className?: string | undefined
  toggleClass?: string | undefined
}

const steps: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }

/** A row of buttons that stay pressed. One stop of the Tab key; arrows go from one to the next, Space and Enter choose. */
export function Toggles({ label, toggles, chosen, onChange, isMany = false, isRequired = false, className, toggleClass }: TogglesProps) {
  const row = useRef<HTMLDivElement>(null)
  const [last, setLast] = useState<string | null>(null)
  const isThere = (id: string | null | undefined) => toggles.some((toggle) => toggle.id === id)
  const stop = isThere(last) ? last : (toggles.find(({ id }) => chosen.includes(id)) ?? toggles[0])?.id
  const press = (id: string) => {
    if (!chosen.includes(id)) onChange(isMany ? [...chosen, id] : [id])
    else if (!isRequired || chosen.length > 1) onChange(chosen.filter((other) => other !== id))
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(row.current?.querySelectorAll('button') ?? [])]
    const at = buttons.indexOf(event.target as HTMLButtonElement)
    const isMirrored = event.key.length > 9 && row.current !== null && getComputedStyle(row.current).direction === 'rtl' && /Left|Right/.test(event.key)
    const ends: Record<string, number> = { Home: 0, End: buttons.length - 1 }
    const step = (steps[event.key] ?? 0) * (isMirrored ? -1 : 1)
    const next = ends[event.key] ?? (step === 0 ? -1 : (at + step + buttons.length) % buttons.length)
    if (at === -1 || next === -1) return
    event.preventDefault()
    buttons[next]?.focus()
  }
  return (
    // The role is one of two, which the linter does not see.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div ref={row} role={isMany ? 'toolbar' : 'radiogroup'} aria-label={label} className={className} onKeyDown={onKeyDown} tabIndex={-1}>
      {toggles.map(({ id, content, spoken }) => (
        <button
          key={id}
          type="button"
          className={toggleClass}
          tabIndex={id === stop ? 0 : -1}
          aria-label={spoken}
          {...(isMany ? { 'aria-pressed': chosen.includes(id) } : { 'role': 'radio', 'aria-checked': chosen.includes(id) })}
          onFocus={() => setLast(id)}
          onClick={() => press(id)}
        >
          {content}
        </button>
      ))}
    </div>
  )
}
