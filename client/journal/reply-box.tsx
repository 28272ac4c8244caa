import { useState } from 'react'
import { draftNow, keepDraft } from '../sync/device-store/kept-draft.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { tellWhenSaved } from '../sync/tell-when-saved.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { addReply } from './add-entry.ts'
import css from './feed.module.css'
import { WordsBox } from './words-box.tsx'

/** Words about somebody's entry, for whoever reads that entry. What is begun is kept. */
export default function ReplyBox({ entryId, journal, onDone }: { entryId: string; journal: PartHandle; onDone: () => void }) {
  const { planId, memberId, connections } = usePlanSession()
  const name = `${planId}/${memberId}/${entryId}`
  const [words, setWords] = useState(() => wordsIn(draftNow(name)))
  const change = (next: string) => {
    setWords(next)
    keepDraft(name, { words: next })
  }
  const send = () => {
    addReply(journal, entryId, words, { by: memberId, at: new Date() })
    keepDraft(name, null)
    const connection = connections.find(({ partId }) => partId === journal.partId)
    if (connection !== undefined) tellWhenSaved(connection, announce)
    onDone()
  }
  return (
    <div className={css.replyBox}>
      <WordsBox label="Your reply" maxLength={5000} value={words} onChange={change} takesFocus />
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

const wordsIn = (draft: unknown): string =>
  typeof draft === 'object' && draft !== null && 'words' in draft && typeof draft.words === 'string' ? draft.words : ''
