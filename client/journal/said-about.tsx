import { Check } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { encouragements, type Encouragement } from '#shared/journal/journal-part.ts'
import { lazy } from '../ui/lazy.ts'
import { useNames } from '../http/members.ts'
import { usePlanSession, type PartHandle } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { addEncouragement } from './add-entry.ts'
import { namesInWords } from './audience.ts'
import type { EntryRow } from './entry-list.ts'
import { EntryTimes } from './entry-times.tsx'
import { isFolded, useEntryValues, useWords, type Entry } from './entry.ts'
import { encouragementWords } from './entry-words.tsx'
import css from './feed.module.css'
import { Optional } from '../ui/optional.tsx'

/** What one tap says about an entry; the others are for goals and strategies. */
const aboutEntries = encouragements.filter((one) => one !== 'well-done')

const ReplyBox = lazy(() => import('./reply-box.tsx'))

type SaidAboutProps = { id: string; journal: PartHandle; entry: Entry; said: readonly EntryRow[]; isMine: boolean; /** Stands beside the buttons. */ marks: ReactNode }

/** What others said about an entry, and saying something: in one tap, or in words. */
export function SaidAbout({ id, journal, entry, said, isMine, marks }: SaidAboutProps) {
  const { memberId } = usePlanSession()
  const [isReplying, setIsReplying] = useState(false)
  const encouraged = said.filter(({ entry: one }) => one.get('kind') === 'encouragement' && !isFolded(one.get('status')))
  const replies = said.filter(({ entry: one }) => one.get('kind') === 'comment' && !one.has('outcome') && !one.has('stance'))
  const mine = encouraged.filter(({ entry: one }) => one.get('author') === memberId).map(({ entry: one }) => one.get('encouragement'))
  const say = (encouragement: Encouragement) => {
    addEncouragement(journal, { subject: 'entry', subjectId: id }, encouragement, memberId)
    announce(`You said: ${encouragementWords[encouragement].label}`)
  }
  const isOpenQuestion = entry.get('kind') === 'question' && entry.get('answerState') !== 'answered'
  return (
    <>
      <Encouraged encouraged={encouraged} />
      {replies.length > 0 && (
        <ul className={css.replies} aria-label="Replies">
          {replies.map((reply) => (
            <Reply key={reply.id} entry={reply.entry} />
          ))}
        </ul>
      )}
      <div className={css.foot}>
        {marks}
        {journal.canWrite && (
        <div className={css.acts}>
          {!isMine &&
            aboutEntries.filter((one) => !mine.includes(one)).map((one) => (
              <Button key={one} size="small" look="quiet" onPress={() => say(one)}>
                {encouragementWords[one].label}
              </Button>
            ))}
          {!isReplying && (
            <Button size="small" look="quiet" onPress={() => setIsReplying(true)}>
              {isOpenQuestion && !isMine ? 'Answer' : 'Reply'}
            </Button>
          )}
          {isMine && isOpenQuestion && replies.length > 0 && (
            <Button size="small" onPress={() => journal.change(() => entry.set('answerState', 'answered'))}>
              <Check size={16} aria-hidden /> This is answered
            </Button>
          )}
        </div>
        )}
      </div>
      {isReplying && (
        <Optional>
          <ReplyBox entryId={id} journal={journal} onDone={() => setIsReplying(false)} />
        </Optional>
      )}
    </>
  )
}

/** "Ana and Sam read this. Hana says thank you." */
function Encouraged({ encouraged }: { encouraged: readonly EntryRow[] }) {
  const { planId, memberId } = usePlanSession()
  const { data: names } = useNames(planId)
  const nameOf = (id: unknown) => (id === memberId ? 'You' : (names?.get(String(id)) ?? 'Someone'))
  const sentences = encouragements.flatMap((one) => {
    const people = new Set(encouraged.filter(({ entry }) => entry.get('encouragement') === one).map(({ entry }) => nameOf(entry.get('author'))))
    if (people.size === 0) return []
    const said = people.size > 1 || people.has('You') ? encouragementWords[one].said.replace('says', 'say') : encouragementWords[one].said
    return [`${namesInWords([...people])} ${said}.`]
  })
  return sentences.length === 0 ? null : <p className={css.encouraged}>{sentences.join(' ')}</p>
}

function Reply({ entry }: { entry: Entry }) {
  const { planId } = usePlanSession()
  const { data: names } = useNames(planId)
  const values = useEntryValues(entry)
  const words = useWords(entry, 'text')
  if (isFolded(values.status)) return null
  return (
    <li className={css.reply}>
      <p className={css.replyHead}>
        <strong>{names?.get(String(values.author)) ?? ''}</strong> <EntryTimes values={values} withDay />
      </p>
      <p className={css.words} dir="auto">
        {words}
      </p>
    </li>
  )
}
