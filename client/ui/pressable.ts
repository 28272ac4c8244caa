import type { MouseEvent } from 'react'

/** What every button of ours takes. */
export type Pressable = { onPress?: (() => void) | undefined; isDisabled?: boolean | undefined }

/** The attributes of a browser's own button for them. */
export const pressed = ({ onPress, isDisabled = false }: Pressable) => ({
  disabled: isDisabled,
  onClick: ({ currentTarget }: MouseEvent<HTMLElement>) => {
    // Safari gives a pressed button no focus, and a window that opens could not give it back.
    if (document.activeElement !== currentTarget) currentTarget.focus({ preventScroll: true })
    onPress?.()
  },
})
