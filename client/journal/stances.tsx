import { CircleCheck, Hourglass, PencilLine } from 'lucide-react'
import { useState } from 'react'
import { isClinician } from '#shared/access.ts'
import type { Stance } from '#shared/journal/journal-part.ts'
import { useNames } from '../http/members.ts'
import { usePlanAccess } from '../http/plans.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { tellWhenSaved } from '../sync/tell-when-saved.ts'
import { useWordsDraft } from '../sync/words-draft.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { addReply } from './add-entry.ts'
import type { EntryRow } from './entry-list.ts'
import { useWords, type Entry } from './entry.ts'
import feed from './feed.module.css'
import { answersWith } from './suggested.ts'
import css from './talk.module.css'
import { WordsBox } from './words-box.tsx'

type StanceWords = { is: Stance; act: string; said: string }

/** What a summary and a decision ask those who read them, and the two answers. */
const asked = {
  summary: {
    question: 'Is this right?',
    nobody: 'Nobody has said yet if this is right',
    yes: { is: 'right', act: 'Yes, that is right', said: 'That is right' },
    no: { is: 'corrected', act: 'Correct it', said: 'Corrected' },
    words: 'How is it really?',
    save: 'Save the correction',
  },
  decision: {
    question: 'Do you see it this way too?',
    nobody: 'Nobody else has said yet how they see it',
    yes: { is: 'agree', act: 'I see it this way too', said: 'Sees it this way too' },
    no: { is: 'disagree', act: 'I see it differently', said: 'Sees it differently' },
    words: 'How do you see it?',
    save: 'Save my view',
  },
} as const satisfies Record<string, { question: string; nobody: string; yes: StanceWords; no: StanceWords; words: string; save: string }>

type StancesProps = { of: keyof typeof asked; id: string; journal: PartHandle; said: readonly EntryRow[]; author: string; isMine: boolean }

/**
 * What others say to a summary (is it right?) or a decision (do you see it this way?): each in an entry of their own, the latest
 * of each counts. A summary is of what the family said, so clinicians do not confirm it.
 */
export default function Stances({ of, id, journal, said, author, isMine }: StancesProps) {
  const { planId, memberId, connections } = usePlanSession()
  const { data: access } = usePlanAccess(planId)
  const [isDiffering, setIsDiffering] = useState(false)
  const answers = answersWith(said, 'stance').filter(({ entry }) => entry.get('author') !== author)
  const latest = answers.filter((row, i) => answers.findIndex(({ entry }) => entry.get('author') === row.entry.get('author')) === i)
  const mine = latest.find(({ entry }) => entry.get('author') === memberId)
  const { question, nobody, yes, no, ...other } = asked[of]
  const mayAnswer = !isMine && journal.canWrite && access !== undefined && (of === 'decision' || !isClinician(access.role))
  const answer = (stance: Stance, text: string) => {
    addReply(journal, id, text, { by: memberId, at: new Date() }, { stance })
    setIsDiffering(false)
    const connection = connections.find(({ partId }) => partId === journal.partId)
    if (connection !== undefined) tellWhenSaved(connection, announce)
  }
  return (
    <div className={css.answers}>
      {latest.length === 0 && (
        <p className={css.outcome} data-outcome="waiting">
          <Hourglass size={18} aria-hidden /> {mayAnswer ? question : nobody}
        </p>
      )}
      {latest.map((row) => (
        <Answer key={row.id} entry={row.entry} yes={yes} no={no} />
      ))}
      {mayAnswer && !isDiffering && (
        <div className={feed.acts} data-filled="">
          {mine?.entry.get('stance') !== yes.is && (
            <Button size="small" look={mine === undefined ? 'primary' : 'plain'} onPress={() => answer(yes.is, '')}>
              {yes.act}
            </Button>
          )}
          <Button size="small" onPress={() => setIsDiffering(true)}>
            {no.act}
          </Button>
        </div>
      )}
      {isDiffering && (
        <Differing id={id} label={other.words} save={other.save} onSave={(words) => answer(no.is, words)} onClose={() => setIsDiffering(false)} />
      )}
    </div>
  )
}

type DifferingProps = { id: string; label: string; save: string; onSave: (words: string) => void; onClose: () => void }

/** How somebody sees it. What is begun is kept. */
function Differing({ id, label, save, onSave, onClose }: DifferingProps) {
  const { words, setWords, clear } = useWordsDraft(`${id}/stance`)
  const press = () => {
    clear()
    onSave(words)
  }
  return (
    <div className={feed.replyBox}>
      <WordsBox label={label} maxLength={5000} value={words} onChange={setWords} takesFocus />
      <div className={feed.acts} data-filled="">
        <Button size="small" look="primary" isDisabled={words.trim() === ''} onPress={press}>
          {save}
        </Button>
        <Button size="small" look="quiet" onPress={onClose}>
          Not now
        </Button>
      </div>
    </div>
  )
}

/** "That is right · Maeve", or what is right instead. */
function Answer({ entry, yes, no }: { entry: Entry; yes: StanceWords; no: StanceWords }) {
  const { planId, memberId } = usePlanSession()
  const { data: names } = useNames(planId)
  const words = useWords(entry, 'text')
  const author = String(entry.get('author'))
  const name = author === memberId ? 'You' : (names?.get(author) ?? 'Somebody')
  const isYes = entry.get('stance') === yes.is
  const Icon = isYes ? CircleCheck : PencilLine
  return (
    <p className={css.outcome} data-outcome={isYes ? 'taken' : 'corrected'}>
      <Icon size={18} aria-hidden />
      <span>
        <strong>{(isYes ? yes : no).said}</strong> <span aria-hidden>·</span> {words !== '' && <span dir="auto">{words} <span aria-hidden>·</span> </span>}
        <span className={css.small}>{name}</span>
      </span>
    </p>
  )
}
