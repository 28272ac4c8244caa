import { useOpenDraft } from '../sync/device-store/open-draft.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { tellWhenSaved } from '../sync/tell-when-saved.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { addReply } from './add-entry.ts'
import css from './feed.module.css'
import { replyDrafts } from './reply-draft.ts'
import { WordsBox } from './words-box.tsx'

/** Words about somebody's entry, for whoever reads that entry. What is begun is kept. */
export default function ReplyBox({ entryId, journal, onDone }: { entryId: string; journal: PartHandle; onDone: () => void }) {
  const { planId, memberId, connections } = usePlanSession()
  const [{ draft: { words } }, draft] = useOpenDraft(`${planId}/${memberId}/${entryId}`, replyDrafts)
  const send = () => {
    addReply(journal, entryId, words, { by: memberId, at: new Date() })
    draft.clear()
    const connection = connections.find(({ partId }) => partId === journal.partId)
    if (connection !== undefined) tellWhenSaved(connection, announce)
    onDone()
  }
  return (
    <div className={css.replyBox}>
      <WordsBox label="Your reply" maxLength={5000} value={words} onChange={(next) => draft.change(() => ({ words: next }))} takesFocus />
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
