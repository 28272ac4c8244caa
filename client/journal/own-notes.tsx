import { Lock } from 'lucide-react'
import { useState } from 'react'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { TextField } from '../text/text-field.tsx'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import css from './feed.module.css'

/** The way to a clinician's own notes, beside the notes that others read. Nothing for everybody else. */
export function OwnNotesButton() {
  const { notes } = usePlanSession()
  const [isOpen, setIsOpen] = useState(false)
  if (notes === null) return null
  return (
    <>
      <Button look="quiet" onPress={() => setIsOpen(true)}>
        <Lock size={18} aria-hidden /> My private notes
      </Button>
      {isOpen && <OwnNotes notes={notes} onClose={() => setIsOpen(false)} />}
    </>
  )
}

/** A clinician's private working notes. They are on this device and on the server, and nobody else gets them. */
export const OwnNotes = ({ notes, onClose }: { notes: PartHandle; onClose: () => void }) => (
  <Sheet title="My private notes" onClose={onClose} footer={<Button look="primary" fills onPress={onClose}>Done</Button>}>
    <p className={css.small}>Only you can read these: not the family, not your colleagues, not the big screen.</p>
    <div className={css.ownNotes}>
      <TextField part={notes} fragment={notes.doc.getXmlFragment('notes')} where="notes" label="My private notes" hideLabel variant="body" maxChars={200_000} placeholder="What I want to remember" />
    </div>
  </Sheet>
)
