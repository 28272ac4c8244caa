import { usePlanSession } from '../sync/plan-session.tsx'
import { announce } from '../ui/status-region.tsx'
import { addNote } from './add-note.ts'
import { useDraft } from './draft.ts'

/** A note being written: its draft, and saving it into the journal. */
export function useNewNote() {
  const { planId, memberId, journal } = usePlanSession()
  const { draft, change, clear } = useDraft(planId, memberId)
  const isEmpty = draft.words.trim() === ''
  const save = () => {
    if (journal === null || isEmpty) return
    addNote(journal, memberId, draft, new Date())
    clear()
    announce(draft.topic === 'win' ? 'Note added. How good that you wrote it down' : 'Note added')
  }
  return { draft, change, isEmpty, save }
}
