import { CircleCheck } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useAskVisit } from '../http/visits.ts'
import { dateOfInstant } from '../i18n/date-words.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notice.tsx'
import css from './agree-card.module.css'
import { GoalReading } from './goal-reading.tsx'
import { goalOf, strategyOf, useGoalIds, useFocus, useStrategyIds, useWords } from './plan-items.ts'
import visitCss from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

/** How long the plan stays still before the server is asked whether the signed words have changed. */
const quietMs = 1200

/** Each says yes on an own device, to exactly these words. */
export function AgreeCard({ guest, visit, part, act }: CardProps) {
  const goalIds = useGoalIds(part)
  const strategyIds = useStrategyIds(part)
  const mine = visit.signatures.find(({ memberId }) => memberId === guest.me)
  const haveChanged = visit.signatures.some(({ hasChanged }) => hasChanged)
  useWatchedWords(guest.planId, part)
  const keepAgain = () => act({ act: '/words', body: { label: `Agreed in the visit of ${dateOfInstant(visit.startedAt)}` } })
  return (
    <>
      {haveChanged && (
        <Notice tone="warn" action={guest.mayLead && <Button onPress={keepAgain}>Keep the new words</Button>}>
          The words were changed after somebody agreed. {guest.mayLead ? 'Keep the new words, then everybody looks again.' : 'You are asked again in a moment.'}
        </Notice>
      )}
      <section className={visitCss.card}>
        {goalIds.map((id) => {
          const goal = goalOf(part, id)
          return goal !== undefined && <div key={id} className={css.agreed}><GoalReading goal={goal} isFolded /></div>
        })}
        {strategyIds.map((id) => <FocusLine key={id} part={part} id={id} visit={visit} />)}
      </section>
      {guest.mayAgree && visit.agreedVersionId !== null && (
        <div className={css.signing}>
          {mine !== undefined && !mine.hasChanged ? (
            <p className={css.signed}>
              <CircleCheck size={24} aria-hidden /> {mine.dissent === null ? 'You agree to these words.' : `You said: “${mine.dissent}”`}
            </p>
          ) : (
            <Button look="primary" size="main" onPress={() => act({ act: '/sign' })}>I agree</Button>
          )}
          <Dissent onSay={(dissent) => act({ act: '/sign', body: { dissent } })} />
        </div>
      )}
    </>
  )
}

/** Asks whether what was signed has changed, when people have stopped typing. */
function useWatchedWords(planId: string, part: CardProps['part']): void {
  const ask = useAskVisit(planId)
  const latest = useRef(ask)
  useEffect(() => {
    latest.current = ask
  })
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const changed = () => {
      clearTimeout(timer)
      timer = setTimeout(() => latest.current(), quietMs)
    }
    part.doc.on('update', changed)
    return () => {
      clearTimeout(timer)
      part.doc.off('update', changed)
    }
  }, [part])
}

function FocusLine({ part, id, visit }: Pick<CardProps, 'part' | 'visit'> & { id: string }) {
  const strategy = strategyOf(part, id)
  const title = useWords(strategy, 'title')
  const focus = useFocus(strategy)
  const names = visit.people.filter(({ memberId }) => focus.includes(memberId)).map(({ name }) => name.split(' ')[0])
  if (names.length === 0) return null
  return <p className={css.focusLine}><strong>{names.join(' and ')}:</strong> {title}</p>
}

function Dissent({ onSay }: { onSay: (words: string) => void }) {
  const [isOpen, setIsOpen] = useState(false)
  const [words, setWords] = useState('')
  return (
    <>
      <Button look="quiet" onPress={() => setIsOpen(true)}>I see something differently</Button>
      <Dialog
        title="What do you see differently?"
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        footer={
          <Button
            look="primary"
            isDisabled={words.trim() === ''}
            onPress={() => {
              onSay(words.trim())
              setIsOpen(false)
            }}
          >
            Put it on record
          </Button>
        }
      >
        <label className={visitCss.field}>
          Your words stay beside the plan, under your name.
          <textarea className={visitCss.lane} rows={4} maxLength={1000} value={words} onChange={(event) => setWords(event.target.value)} />
        </label>
      </Dialog>
    </>
  )
}
