import { Button } from '../ui/button.tsx'
import css from './composer.module.css'

type SaveNoteProps = { isEmpty: boolean; onSave: () => void }

/** The button that saves a note, and what must stand beside every such button. */
export const SaveNote = ({ isEmpty, onSave }: SaveNoteProps) => (
  <div className={css.save}>
    <Button look="primary" size="main" fills isDisabled={isEmpty} onPress={onSave}>
      Save note
    </Button>
    <p className={css.watch}>Nobody watches the notes day and night. In danger, call your emergency number.</p>
  </div>
)
