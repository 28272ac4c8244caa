import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog, Heading, Modal, ModalOverlay } from 'react-aria-components'
import css from './dialog.module.css'
import { IconButton } from './icon-button.tsx'

type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  children: ReactNode
  /** Buttons at the foot, always in view. */
  footer?: ReactNode
  /** A sheet over the whole screen on phones. */
  isSheet?: boolean
  /** What was asked for is on its way, and cannot be called back: nothing closes the window before the answer. */
  isBusy?: boolean
}

/** A window over the page. Escape and a press outside close it. */
export const Dialog = ({ title, isOpen, onClose, children, footer, isSheet = false, isBusy = false }: DialogProps) => (
  <ModalOverlay
    isOpen={isOpen}
    onOpenChange={(open) => !open && onClose()}
    isDismissable={!isBusy}
    isKeyboardDismissDisabled={isBusy}
    className={css.overlay ?? ''}
    data-sheet={isSheet || undefined}
  >
    <Modal className={css.modal ?? ''}>
      <AriaDialog className={css.dialog ?? ''}>
        <header className={css.head}>
          <Heading slot="title" className={css.title ?? ''}>
            {title}
          </Heading>
          <IconButton label="Close" onPress={onClose} isDisabled={isBusy}>
            <X size={22} aria-hidden />
          </IconButton>
        </header>
        <div className={css.body}>{children}</div>
        {footer !== undefined && <footer className={css.foot}>{footer}</footer>}
      </AriaDialog>
    </Modal>
  </ModalOverlay>
)
