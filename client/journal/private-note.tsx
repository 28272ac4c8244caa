import { Lock } from 'lucide-react'
import { useState } from 'react'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useWordsDraft } from '../sync/words-draft.ts'
import { Button } from '../ui/button.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { namesInWords, useAudienceChoices, useReaders, type AudienceChoice } from './audience.ts'
import { emptyDraft } from './draft.ts'
import css from './feed.module.css'
import { OwnNotes } from './own-notes.tsx'
import { useSendEntry } from './use-new-entry.ts'
import { WordsBox } from './words-box.tsx'

/** A note in a visit that neither the room nor its big screen sees: a clinician's own notes, or a note for the therapists only. */
export default function PrivateNote() {
  const { notes } = usePlanSession()
  const own = useAudienceChoices().find(({ audience }) => audience === 'member')
  const [isOpen, setIsOpen] = useState(false)
  if (notes === null && own === undefined) return null
  const close = () => setIsOpen(false)
  return (
    <>
      <Button look="quiet" onPress={() => setIsOpen(true)}>
        <Lock size={18} aria-hidden /> Private note
      </Button>
      {isOpen && (notes === null ? own && <ForTherapists audience={own} onClose={close} /> : <OwnNotes notes={notes} onClose={close} />)}
    </>
  )
}

function ForTherapists({ audience, onClose }: { audience: AudienceChoice; onClose: () => void }) {
  const { words, setWords, clear } = useWordsDraft(`private/${audience.partId}`)
  const send = useSendEntry()
  const readers = useReaders(audience.partId)
  const save = () => {
    send(audience, { ...emptyDraft, words })
    clear()
    onClose()
  }
  return (
    <Sheet title="Private note" onClose={onClose} footer={<Button look="primary" fills isDisabled={words.trim() === '' || readers === undefined} onPress={save}>Save private note</Button>}>
      <p className={css.small}>
        Not shown in the visit and not on the big screen.
        {readers !== undefined && ` ${readers.length === 0 ? 'Nobody else is in the care team yet.' : `${namesInWords(readers)} can read it.`}`}
      </p>
      <WordsBox label="What do you want to say?" value={words} onChange={setWords} rows={4} maxLength={5000} takesFocus />
      <p className={css.small}>Nobody watches the notes day and night. In danger, call your emergency number.</p>
    </Sheet>
  )
}
