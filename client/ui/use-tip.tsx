import { useEffect, useRef, useState, type RefObject } from 'react'
import { lazy } from './lazy.ts'
import { Optional } from './optional.tsx'

// Placing a tip takes a good part of the code of a page, and phones never show one.
const Tip = lazy(() => import('./tip.tsx'))

const delayMs = 600

/** Shows the label of a button that is only a picture, `button` or the one that takes `ref`, to a mouse that rests on it and to the keyboard. */
export function useTip(label: string, button?: RefObject<HTMLButtonElement | null>) {
  const own = useRef<HTMLButtonElement>(null)
  const ref = button ?? own
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
  const shown = isShown && (
    <Optional>
      <Tip triggerRef={ref} label={label} onDismiss={() => setIsWanted(false)} />
    </Optional>
  )
  return { ref, want: setIsWanted, shown }
}
