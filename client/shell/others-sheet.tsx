import { Button } from '../ui/button.tsx'
import { OthersChoices } from '../ui/others-choices.tsx'
import { Sheet } from '../ui/sheet.tsx'

/** What this device does while others write, over the plan. */
export default function OthersSheet({ onClose }: { onClose: () => void }) {
  return (
    <Sheet title="While others write" onClose={onClose} footer={<Button look="primary" fills onPress={onClose}>Done</Button>}>
      <OthersChoices />
    </Sheet>
  )
}
