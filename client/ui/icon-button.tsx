import type { ReactNode } from 'react'
import { Button, Tooltip, TooltipTrigger, type ButtonProps } from 'react-aria-components'
import css from './icon-button.module.css'

type IconButtonProps = Omit<ButtonProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  label: string
  children: ReactNode
}

/** A 44 px button with a picture only; its label is read aloud and shown as a tip. */
export const IconButton = ({ label, children, ...props }: IconButtonProps) => (
  <TooltipTrigger delay={600}>
    <Button {...props} aria-label={label} className={css.button ?? ''}>
      {children}
    </Button>
    <Tooltip className={css.tip ?? ''} offset={6}>
      {label}
    </Tooltip>
  </TooltipTrigger>
)
