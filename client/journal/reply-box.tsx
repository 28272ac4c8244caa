import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { tellWhenSaved } from '../sync/tell-when-saved.ts'
import { useWordsDraft } from '../sync/words-draft.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { addReply } from './add-entry.ts'
import css from './feed.module.css'
import { WordsBox } from './words-box.tsx'

/** Words about somebody's entry, for whoever reads that entry. What is begun is kept. */
export default function ReplyBox({ entryId, journal, onDone }: { entryId: string; journal: PartHandle; onDone: () => void }) {
  const { memberId, connections } = usePlanSession()
  const { words, setWords, clear } = useWordsDraft(entryId)
  const send = () => {
    addReply(journal, entryId, words, { by: memberId, at: new Date() })
    clear()
    const connection = connections.find(({ partId }) => partId === journal.partId)
    if (connection !== undefined) tellWhenSaved(connection, announce)
    onDone()
  }
  return (
    <div className={css.replyBox}>
      <WordsBox label="Your reply" maxLength={5000} value={words} onChange={setWords} takesFocus />
      <div className={css.acts}>
        <Button size="small" look="primary" isDisabled={words.trim() === ''} onPress={send}>
          Save reply
        </Button>
        <Button size="small" look="quiet" onPress={onDone}>
          Not now
        </Button>
      </div>
    </div>
  )
}
