import { lossWords, refusedLossWords } from '../i18n/device-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

type LossDialogProps = {
  title: string
  /** Changes that were not sent yet. */
  count: number
  /** Changes that the server did not take, and that the person has not removed. */
  refused?: number
  act: string
  onAct: () => void
  onClose: () => void
}

/** Asks before unsent changes are lost, and says how many. */
export const LossDialog = ({ title, count, refused = 0, act, onAct, onClose }: LossDialogProps) => (
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
    {count > 0 && <p>{lossWords(count)} With a network they are sent by themselves.</p>}
    {refused > 0 && <p>{refusedLossWords}</p>}
  </Dialog>
)
