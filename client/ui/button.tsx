import type { ReactNode } from 'react'
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from 'react-aria-components'
import css from './button.module.css'
import { classNames } from './class-names.ts'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

type ButtonProps = Omit<AriaButtonProps, 'className' | 'style' | 'children'> & {
  children: ReactNode
  look?: ButtonLook
  /** `main` is the one 56 px button of a page, in reach of the thumb. */
  size?: 'small' | 'normal' | 'main'
  fills?: boolean
}

/** A button with words. */
export const Button = ({ look = 'plain', size = 'normal', fills = false, ...props }: ButtonProps) => (
  <AriaButton {...props} className={buttonClass(look, size, fills)} />
)

/** The classes of a button, for links that look like one. */
export const buttonClass = (look: ButtonLook, size: 'small' | 'normal' | 'main' = 'normal', fills = false): string =>
  classNames(css.button, css[look], css[size], fills && css.fills)
