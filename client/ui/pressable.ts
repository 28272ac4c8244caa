import type { MouseEvent } from 'react'

/** What every button of ours takes. */
export type Pressable = {
  onPress?: (() => void) | undefined
  isDisabled?: boolean | undefined
  /** Pressing it leaves the caret in the text where it is. */
  leavesFocus?: boolean
}

/** The attributes of a browser's own button for them. */
export const pressed = ({ onPress, isDisabled = false, leavesFocus = false }: Pressable) => ({
  disabled: isDisabled,
  onMouseDown: (event: MouseEvent<HTMLElement>) => leavesFocus && event.preventDefault(),
  onClick: ({ currentTarget }: MouseEvent<HTMLElement>) => {
    // Safari gives a pressed button no focus, and a window that opens could not give it back.
    if (!leavesFocus && document.activeElement !== currentTarget) currentTarget.focus({ preventScroll: true })
    onPress?.()
  },
})
