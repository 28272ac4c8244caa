import { useEffect, type RefObject } from 'react'
import { Tooltip, TooltipTriggerStateContext } from 'react-aria-components'
import css from './icon-button.module.css'

type TipProps = { triggerRef: RefObject<HTMLElement | null>; label: string; onDismiss: () => void }

const stay = (): void => undefined

/** The label of a button that shows a picture only. Escape puts it away. */
export default function Tip({ triggerRef, label, onDismiss }: TipProps) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && onDismiss()
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [onDismiss])
  return (
    // A tooltip reads this state even where it stands alone, and fails without it.
    <TooltipTriggerStateContext value={{ isOpen: true, shouldSkipAnimation: true, open: stay, close: onDismiss }}>
      <Tooltip className={css.tip ?? ''} offset={6} triggerRef={triggerRef}>
        {label}
      </Tooltip>
    </TooltipTriggerStateContext>
  )
}
