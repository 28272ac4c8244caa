import { useEffect, type RefObject } from 'react'
import { Tooltip } from 'react-aria-components'
import css from './icon-button.module.css'

type TipProps = { triggerRef: RefObject<HTMLElement | null>; label: string; onDismiss: () => void }

/** The label of a button that shows a picture only. Escape puts it away. */
export default function Tip({ triggerRef, label, onDismiss }: TipProps) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => event.key === 'Escape' && onDismiss()
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [onDismiss])
  return (
    <Tooltip className={css.tip ?? ''} offset={6} triggerRef={triggerRef} isOpen>
      {label}
    </Tooltip>
  )
}
