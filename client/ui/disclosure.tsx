import { ChevronRight } from 'lucide-react'
import { useId, useState, type ReactNode } from 'react'
import css from './disclosure.module.css'

type DisclosureProps = {
  title: ReactNode
  children: ReactNode
  level?: 2 | 3 | 4
  isExpanded?: boolean
  onExpandedChange?: (isExpanded: boolean) => void
}

/** A section that opens and closes under its title. What is in it is not drawn before it is opened: a plan has a hundred of them. */
export function Disclosure({ title, children, level = 3, isExpanded, onExpandedChange }: DisclosureProps) {
  const [isOpenHere, setIsOpenHere] = useState(false)
  const isOpen = isExpanded ?? isOpenHere
  const [titleId, panelId] = [useId(), useId()]
  const Heading = `h${level}` as const
  const toggle = () => {
    setIsOpenHere(!isOpen)
    onExpandedChange?.(!isOpen)
  }
  return (
    <div data-expanded={isOpen || undefined} className={css.disclosure}>
      <Heading className={css.heading}>
        <button type="button" id={titleId} aria-expanded={isOpen} aria-controls={isOpen ? panelId : undefined} className={css.trigger} onClick={toggle}>
          <ChevronRight size={18} aria-hidden className={css.chevron} />
          {title}
        </button>
      </Heading>
      {isOpen && (
        // A `fieldset` is for forms.
        // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
        <div id={panelId} role="group" aria-labelledby={titleId} className={css.panel}>
          {children}
        </div>
      )}
    </div>
  )
}
