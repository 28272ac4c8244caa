import { CircleCheck } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import { hasCode } from '../http/error-words.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { useVersion } from '../http/versions.ts'
import { useAskVisit, useVisitAct } from '../http/visits.ts'
import { dateOfInstant } from '../i18n/date-words.ts'
import { hashOfPlan } from '../sync/plan-hash.ts'
import { usePresentHash } from '../sync/present-words.ts'
import { useSaveStatus } from '../sync/save-status.ts'
import { useWordsDraft } from '../sync/words-draft.ts'
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
export function AgreeCard({ guest, visit, part, act, isBusy }: CardProps) {
  const goalIds = useGoalIds(part)
  const strategyIds = useStrategyIds(part)
  const areOthers = useAreOthers(guest, visit)
  useWatchedWords(guest.planId, part)
  const keepAgain = () => act({ act: '/words', body: { label: `Agreed in the visit of ${dateOfInstant(visit.startedAt)}` } })
  return (
    <>
      {areOthers && (
        <Notice
          tone="warn"
          isAlert
          action={
            guest.mayLead ? (
              <Button isDisabled={isBusy} onPress={keepAgain}>Keep the new words</Button>
            ) : (
              <Button onPress={() => location.reload()}>Load the page again</Button>
            )
          }
        >
          {guest.mayLead
            ? 'Somebody changed the words after they were kept. Keep the new words, then everybody looks again.'
            : 'Somebody changed the words. Your therapist keeps the new ones, then you can agree. If this stays here, load the page again.'}
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
        <Signing guest={guest} visit={visit} part={part} versionId={visit.agreedVersionId} areOthers={areOthers} />
      )}
    </>
  )
}

/** Whether this screen has other words than those that were kept. For who reads no versions, the server's word on those that were signed. */
function useAreOthers({ planId, mayAgree }: CardProps['guest'], { agreedVersionId, signatures }: CardProps['visit']): boolean {
  const { data: kept } = useVersion(planId, agreedVersionId ?? '', mayAgree && agreedVersionId !== null)
  const present = usePresentHash()
  if (kept?.id !== agreedVersionId || present === null) return signatures.some(({ hasChanged }) => hasChanged)
  return kept.hash !== present
}

type SigningProps = Pick<CardProps, 'guest' | 'visit' | 'part'> & { versionId: string; areOthers: boolean }

/** Signs the words on this screen, or nothing. */
function Signing({ guest, visit, part, versionId, areOthers }: SigningProps) {
  const mine = visit.signatures.find(({ memberId }) => memberId === guest.me)
  const { state } = useSaveStatus()
  const { mutateAsync, error } = useVisitAct(guest.planId)
  const ask = useAskVisit(guest.planId)
  const [isSigning, setIsSigning] = useState(false)
  /** Returns whether it was signed. */
  const sign = async (dissent?: string): Promise<boolean> => {
    setIsSigning(true)
    try {
      // What stands here when the button is pressed. Without cryptography the server refuses it.
      const hash = await hashOfPlan(part.doc)
      await mutateAsync({ act: '/sign', body: { versionId, hash, dissent } })
      return true
    } catch (cause) {
      if (hasCode(cause, 'words-changed')) ask()
      return false
    } finally {
      setIsSigning(false)
    }
  }
  const isDisabled = isSigning || areOthers || state !== 'saved'
  const trouble = (
    <>
      {areOthers && <Notice tone="warn">Somebody changed the words. Look at the top of this page.</Notice>}
      {state !== 'saved' && state !== 'saving' && <Notice tone="offline">These may be old words. You can agree when it says “Saved”.</Notice>}
      <RequestNotice error={error} />
    </>
  )
  return (
    <div className={css.signing}>
      {trouble}
      {mine !== undefined && !areOthers ? (
        <p className={css.signed}>
          <CircleCheck size={24} aria-hidden /> {mine.dissent === null ? 'You agree to these words.' : `You said: “${mine.dissent}”`}
        </p>
      ) : (
        <Button look="primary" size="main" isDisabled={isDisabled} onPress={() => void sign()}>I agree</Button>
      )}
      <Dissent startedAt={visit.startedAt} isDisabled={isDisabled} isSigning={isSigning} onSay={sign}>
        {trouble}
      </Dissent>
    </div>
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

/** `startedAt`: of the visit, whose words they are. */
type DissentProps = { startedAt: string; isDisabled: boolean; isSigning: boolean; onSay: (words: string) => Promise<boolean>; children: ReactNode }

function Dissent({ startedAt, isDisabled, isSigning, onSay, children }: DissentProps) {
  const [isOpen, setIsOpen] = useState(false)
  const { words, setWords, clear } = useWordsDraft(`visit/${startedAt}`)
  return (
    <>
      <Button look="quiet" onPress={() => setIsOpen(true)}>I see something differently</Button>
      <Dialog
        title="What do you see differently?"
        isOpen={isOpen}
        isBusy={isSigning}
        onClose={() => setIsOpen(false)}
        footer={
          <Button
            look="primary"
            isDisabled={isDisabled || words.trim() === ''}
            onPress={() =>
              void onSay(words.trim()).then((isSaid) => {
                setIsOpen(!isSaid)
                if (isSaid) clear()
              })
            }
          >
            Put it on record
          </Button>
        }
      >
        <label className={visitCss.field}>
          Your words stay beside the plan, under your name.
          <textarea className={visitCss.lane} rows={4} maxLength={1000} value={words} onChange={(event) => setWords(event.target.value)} />
        </label>
        {children}
      </Dialog>
    </>
  )
}
