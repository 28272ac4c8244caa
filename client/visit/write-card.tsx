import { EyeOff } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { RequestNotice } from '../http/request-notice.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useOnTheWay } from './latest-words.ts'
import css from './visit.module.css'
import type { CardProps } from './visit-room.tsx'

const saveAfterMs = 400

/** Everybody writes alone. The words stay with their author and the server until they are shown. */
export function WriteCard({ guest, visit, act, isBusy, lane }: CardProps) {
  const me = visit.people.find(({ memberId }) => memberId === guest.me)
  const { pending, error } = useOnTheWay(lane)
  const [words, setWords] = useState(pending?.words ?? me?.lane ?? '')
  const isReady = me?.isReady ?? false
  const labelId = useId()
  /** As this person last said it, perhaps not known to the server yet. */
  const wantsReady = pending?.isReady ?? isReady
  const write = (next: string) => {
    setWords(next)
    lane.put({ words: next, isReady: wantsReady }, saveAfterMs)
  }
  // The visit moves on and takes this card away: the last letters go out before.
  useEffect(() => () => lane.flush(), [lane])
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
      <RequestNotice error={error} action={<Button onPress={() => lane.put({ words, isReady: wantsReady })}>Try again</Button>} />
      <div className={css.row}>
        <Button look={isReady ? 'plain' : 'primary'} size="main" isDisabled={wantsReady !== isReady} onPress={() => lane.put({ words, isReady: !isReady })}>
          {isReady ? 'I want to write more' : 'I am ready'}
        </Button>
        {guest.mayLead && <Show visit={visit} act={act} isBusy={isBusy} isDisabled={isBusy || pending !== null} />}
      </div>
      {isReady && !guest.mayLead && <p className={css.wait}>Thank you. We show our words together when everybody is ready.</p>}
    </section>
  )
}

/** Shows what everybody wrote. Who is not ready has to be asked first. */
function Show({ visit, act, isBusy, isDisabled }: Pick<CardProps, 'visit' | 'act' | 'isBusy'> & { isDisabled: boolean }) {
  const [isAsking, setIsAsking] = useState(false)
  const waitedFor = visit.people.filter(({ isHere, isReady }) => isHere && !isReady).map(({ name }) => name)
  const show = (haveAsked: boolean) => act({ act: '/show', body: { haveAsked } })
  return (
    <>
      <Button
        size="main"
        look={waitedFor.length === 0 ? 'primary' : 'plain'}
        isDisabled={isDisabled}
        onPress={() => (waitedFor.length === 0 ? show(false) : setIsAsking(true))}
      >
        Show our words
      </Button>
      <Dialog
        title="Not everybody is ready"
        isOpen={isAsking}
        isBusy={isBusy}
        onClose={() => setIsAsking(false)}
        footer={
          <>
            <Button isDisabled={isBusy} onPress={() => setIsAsking(false)}>Wait</Button>
            <Button look="primary" isDisabled={isDisabled} onPress={() => show(true)}>I asked: show now</Button>
          </>
        }
      >
        <p>Still writing: <strong>{waitedFor.join(', ')}</strong>. Ask them first. What they have written so far is shown too.</p>
      </Dialog>
    </>
  )
}
