import { EyeOff } from 'lucide-react'
import { useEffect, useId, useRef, useState } from 'react'
import { useVisitAct } from '../http/visits.ts'
import { hasCode } from '../http/error-words.ts'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import css from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

const saveAfterMs = 400
const tryAgainMs = 3000

/** Everybody writes alone. The words stay with their author and the server until they are shown. */
export function WriteCard({ guest, visit, act }: CardProps) {
  const me = visit.people.find(({ memberId }) => memberId === guest.me)
  const [words, setWords] = useState(me?.lane ?? '')
  const { mutate: save, error } = useVisitAct(guest.planId)
  const isReady = me?.isReady ?? false
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  /** What was typed and is not on its way yet. */
  const pending = useRef<(() => void) | null>(null)
  const labelId = useId()
  const keep = (next: string, ready: boolean) => {
    clearTimeout(timer.current)
    pending.current = null
    save({ act: '/lane', body: { words: next, isReady: ready } })
  }
  const keepIn = (ms: number, next: string) => {
    clearTimeout(timer.current)
    pending.current = () => keep(next, isReady)
    timer.current = setTimeout(pending.current, ms)
  }
  const write = (next: string) => {
    setWords(next)
    keepIn(saveAfterMs, next)
  }
  // The visit moves on and takes this card away: the last letters go out before.
  useEffect(() => () => pending.current?.(), [])
  useEffect(() => {
    if (hasCode(error, 'unreachable')) keepIn(tryAgainMs, words)
    // Each failure asks once more; what is typed meanwhile takes its place.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [error])
  return (
    <section className={css.card}>
      <label id={labelId} htmlFor={`${labelId}-words`} className={css.big}>
        {guest.mayLead ? `What matters most for ${guest.childName} now, as you see it?` : 'What matters most to your family now?'}
      </label>
      <textarea
        id={`${labelId}-words`}
        className={css.lane}
        value={words}
        maxLength={1000}
        rows={5}
        placeholder="In your own words. A few are plenty."
        onChange={(event) => write(event.target.value)}
      />
      <p className={css.hint}>
        <EyeOff size={20} aria-hidden /> Only you see this, until you all show your words together.
      </p>
      <RequestNotice error={error} action={<Button onPress={() => keep(words, isReady)}>Try again</Button>} />
      <div className={css.row}>
        <Button look={isReady ? 'plain' : 'primary'} size="main" onPress={() => keep(words, !isReady)}>
          {isReady ? 'I want to write more' : 'I am ready'}
        </Button>
        {guest.mayLead && <Show visit={visit} act={act} />}
      </div>
      {isReady && !guest.mayLead && <p className={css.wait}>Thank you. We show our words together when everybody is ready.</p>}
    </section>
  )
}

/** Shows what everybody wrote. Who is not ready has to be asked first. */
function Show({ visit, act }: Pick<CardProps, 'visit' | 'act'>) {
  const [isAsking, setIsAsking] = useState(false)
  const waitedFor = visit.people.filter(({ isHere, isReady }) => isHere && !isReady).map(({ name }) => name)
  const show = (haveAsked: boolean) => act({ act: '/show', body: { haveAsked } })
  return (
    <>
      <Button size="main" look={waitedFor.length === 0 ? 'primary' : 'plain'} onPress={() => (waitedFor.length === 0 ? show(false) : setIsAsking(true))}>
        Show our words
      </Button>
      <Dialog
        title="Not everybody is ready"
        isOpen={isAsking}
        onClose={() => setIsAsking(false)}
        footer={
          <>
            <Button onPress={() => setIsAsking(false)}>Wait</Button>
            <Button look="primary" onPress={() => show(true)}>I asked: show now</Button>
          </>
        }
      >
        <p>Still writing: <strong>{waitedFor.join(', ')}</strong>. Ask them first. What they have written so far is shown too.</p>
      </Dialog>
    </>
  )
}
