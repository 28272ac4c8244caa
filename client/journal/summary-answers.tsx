import { CircleCheck, Hourglass, PencilLine } from 'lucide-react'
import { useState } from 'react'
import { isClinician } from '#shared/access.ts'
import { useNames } from '../http/members.ts'
import { usePlanAccess } from '../http/plans.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { tellWhenSaved } from '../sync/tell-when-saved.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { addReply } from './add-entry.ts'
import type { EntryRow } from './entry-list.ts'
import { useWords, type Entry } from './entry.ts'
import feed from './feed.module.css'
import { answersWith } from './suggested.ts'
import css from './talk.module.css'
import { WordsBox } from './words-box.tsx'

type SummaryAnswersProps = { id: string; journal: PartHandle; said: readonly EntryRow[]; author: string; isMine: boolean }

/** Whether those it is about say that a summary is right: each in an entry of their own, the latest of each counts. */
export default function SummaryAnswers({ id, journal, said, author, isMine }: SummaryAnswersProps) {
  const { planId, memberId, connections } = usePlanSession()
  const { data: access } = usePlanAccess(planId)
  const [isCorrecting, setIsCorrecting] = useState(false)
  const [words, setWords] = useState('')
  const answers = answersWith(said, 'stance').filter(({ entry }) => entry.get('author') !== author)
  const latest = answers.filter((row, i) => answers.findIndex(({ entry }) => entry.get('author') === row.entry.get('author')) === i)
  const mine = latest.find(({ entry }) => entry.get('author') === memberId)
  const mayAnswer = !isMine && journal.canWrite && access !== undefined && !isClinician(access.role)
  const answer = (stance: 'right' | 'corrected', text: string) => {
    addReply(journal, id, text, { by: memberId, at: new Date() }, { stance })
    setIsCorrecting(false)
    setWords('')
    const connection = connections.find(({ partId }) => partId === journal.partId)
    if (connection !== undefined) tellWhenSaved(connection, announce)
  }
  return (
    <div className={css.answers}>
      {latest.length === 0 && (
        <p className={css.outcome} data-outcome="waiting">
          <Hourglass size={18} aria-hidden /> {mayAnswer ? 'Is this right?' : 'Nobody has said yet if this is right'}
        </p>
      )}
      {latest.map((row) => (
        <Answer key={row.id} entry={row.entry} />
      ))}
      {mayAnswer && !isCorrecting && (
        <div className={feed.acts} data-filled="">
          {mine?.entry.get('stance') !== 'right' && (
            <Button size="small" look={mine === undefined ? 'primary' : 'plain'} onPress={() => answer('right', '')}>
              Yes, that is right
            </Button>
          )}
          <Button size="small" onPress={() => setIsCorrecting(true)}>
            Correct it
          </Button>
        </div>
      )}
      {isCorrecting && (
        <div className={feed.replyBox}>
          <WordsBox label="How is it really?" maxLength={5000} value={words} onChange={setWords} takesFocus />
          <div className={feed.acts} data-filled="">
            <Button size="small" look="primary" isDisabled={words.trim() === ''} onPress={() => answer('corrected', words)}>
              Save the correction
            </Button>
            <Button size="small" look="quiet" onPress={() => setIsCorrecting(false)}>
              Not now
            </Button>
          </div>
        </div>
      )}
    </div>
  )
}

/** "Maeve: yes, that is right", or what is right instead. */
function Answer({ entry }: { entry: Entry }) {
  const { planId, memberId } = usePlanSession()
  const { data: names } = useNames(planId)
  const words = useWords(entry, 'text')
  const author = String(entry.get('author'))
  const name = author === memberId ? 'You' : (names?.get(author) ?? 'Somebody')
  const isRight = entry.get('stance') === 'right'
  const Icon = isRight ? CircleCheck : PencilLine
  return (
    <p className={css.outcome} data-outcome={isRight ? 'taken' : 'corrected'}>
      <Icon size={18} aria-hidden />
      <span>
        <strong>{isRight ? 'That is right' : 'Corrected'}</strong> <span aria-hidden>·</span> {words !== '' && <span dir="auto">{words} <span aria-hidden>·</span> </span>}
        <span className={css.small}>{name}</span>
      </span>
    </p>
  )
}
