import type { ComponentProps, ReactNode } from 'react'
import css from './button.module.css'
import { classNames } from './class-names.ts'
import { pressed, type Pressable } from './pressable.ts'

export type ButtonLook = 'primary' | 'plain' | 'quiet' | 'danger'

type ButtonProps = Omit<ComponentProps<'button'>, 'className' | 'style' | 'children' | 'onClick' | 'disabled'> &
  Pressable & {
    children: ReactNode
    look?: ButtonLook
    /** `main` is the one 56 px button of a page, in reach of the thumb. */
    size?: 'small' | 'normal' | 'main'
    fills?: boolean
  }

/** A button with words. */
export const Button = ({ look = 'plain', size = 'normal', fills = false, onPress, isDisabled, leavesFocus = false, ...props }: ButtonProps) => (
  <button type="button" {...props} {...pressed({ onPress, isDisabled, leavesFocus })} className={buttonClass(look, size, fills)} />
)

/** The classes of a button, for links that look like one. */
export const buttonClass = (look: ButtonLook, size: 'small' | 'normal' | 'main' = 'normal', fills = false): string =>
  classNames(css.button, css[look], css[size], fills && css.fills)
