import { ChevronRight } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button, Disclosure as AriaDisclosure, DisclosurePanel, Heading } from 'react-aria-components'
import css from './disclosure.module.css'

type DisclosureProps = {
  title: ReactNode
  children: ReactNode
  level?: 2 | 3 | 4
  isExpanded?: boolean
  onExpandedChange?: (isExpanded: boolean) => void
}

/** A section that opens and closes under its title. */
export const Disclosure = ({ title, children, level = 3, ...state }: DisclosureProps) => (
  <AriaDisclosure {...state} className={css.disclosure ?? ''}>
    <Heading level={level} className={css.heading ?? ''}>
      <Button slot="trigger" className={css.trigger ?? ''}>
        <ChevronRight size={18} aria-hidden className={css.chevron} />
        {title}
      </Button>
    </Heading>
    <DisclosurePanel className={css.panel ?? ''}>{children}</DisclosurePanel>
  </AriaDisclosure>
)
