import { lossWords } from '../i18n/device-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

type LossDialogProps = { title: string; count: number; act: string; onAct: () => void; onClose: () => void }

/** Asks before unsent changes are lost, and says how many. */
export const LossDialog = ({ title, count, act, onAct, onClose }: LossDialogProps) => (
  <Dialog
    title={title}
    isOpen
    onClose={onClose}
    footer={
      <>
        <Button onPress={onClose}>Wait</Button>
        <Button look="danger" onPress={onAct}>
          {act}
        </Button>
      </>
    }
  >
    <p>{lossWords(count)}</p>
    <p>With a network they are sent by themselves.</p>
  </Dialog>
)
