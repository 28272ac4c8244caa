import { lazy, useEffect, useRef, useState, type ReactNode } from 'react'
import { Button, type ButtonProps } from 'react-aria-components'
import css from './icon-button.module.css'
import { Optional } from './optional.tsx'

// Placing a tip takes a good part of the code of a page, and phones never show one.
const Tip = lazy(() => import('./tip.tsx'))

const delayMs = 600

type IconButtonProps = Omit<ButtonProps, 'className' | 'style' | 'children' | 'aria-label'> & {
  label: string
  children: ReactNode
}

/** A 44 px button with a picture only; its label is read aloud and shown as a tip. */
export function IconButton({ label, children, ...props }: IconButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const [isWanted, setIsWanted] = useState(false)
  const [isShown, setIsShown] = useState(false)
  useEffect(() => {
    if (!isWanted) return undefined
    const timer = setTimeout(() => setIsShown(true), delayMs)
    return () => {
      clearTimeout(timer)
      setIsShown(false)
    }
  }, [isWanted])
  return (
    <>
      <Button
        {...props}
        ref={button}
        aria-label={label}
        className={css.button ?? ''}
        onHoverChange={setIsWanted}
        onFocusChange={(isFocused) => setIsWanted(isFocused && button.current?.matches(':focus-visible') === true)}
        onPressStart={() => setIsWanted(false)}
      >
        {children}
      </Button>
      {isShown && (
        <Optional>
          <Tip triggerRef={button} label={label} onDismiss={() => setIsWanted(false)} />
        </Optional>
      )}
    </>
  )
}
