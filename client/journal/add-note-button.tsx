import { NotebookPen } from 'lucide-react'
import { useState } from 'react'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Composer } from './composer.tsx'
import { SaveNote } from './save-note.tsx'
import { useNewNote } from './use-new-note.ts'

/** The main button of phones: a sheet for a new note over whatever page is open. */
export default function AddNoteButton() {
  const { journal } = usePlanSession()
  const [isOpen, setIsOpen] = useState(false)
  if (journal === null || !journal.canWrite) return null
  return (
    <>
      <Button look="primary" size="main" fills onPress={() => setIsOpen(true)}>
        <NotebookPen size={22} aria-hidden /> Add a note
      </Button>
      {isOpen && <NoteSheet onClose={() => setIsOpen(false)} />}
    </>
  )
}

function NoteSheet({ onClose }: { onClose: () => void }) {
  const { draft, change, isEmpty, save } = useNewNote()
  const saveAndClose = () => {
    save()
    onClose()
  }
  return (
    <Dialog title="New note" isOpen onClose={onClose} isSheet footer={<SaveNote isEmpty={isEmpty} onSave={saveAndClose} />}>
      <Composer draft={draft} change={change} takesFocus />
    </Dialog>
  )
}
