import type { ComponentProps, ReactNode } from 'react'
import css from './icon-button.module.css'
import { pressed, type Pressable } from './pressable.ts'
import { useTip } from './use-tip.tsx'

type IconButtonProps = Omit<ComponentProps<'button'>, 'className' | 'style' | 'children' | 'aria-label' | 'onClick' | 'disabled'> &
  Omit<Pressable, 'leavesFocus'> & { label: string; children: ReactNode }

/** A 44 px button with a picture only; its label is read aloud and shown as a tip. */
export function IconButton({ label, children, onPress, isDisabled, ...props }: IconButtonProps) {
  const { ref, want, shown } = useTip(label)
  return (
    <>
      <button
        type="button"
        {...props}
        {...pressed({ onPress, isDisabled })}
        ref={ref}
        aria-label={label}
        className={css.button}
        onPointerEnter={({ pointerType }) => want(pointerType === 'mouse')}
        onPointerLeave={() => want(false)}
        onPointerDown={() => want(false)}
        onFocus={({ currentTarget }) => want(currentTarget.matches(':focus-visible'))}
        onBlur={() => want(false)}
      >
        {children}
      </button>
      {shown}
    </>
  )
}
