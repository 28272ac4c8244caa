/**
 * What stands before the app where the person set a PIN: nothing of it starts, no request and no copy, until they are in.
 */
import { QueryClientProvider } from '@tanstack/react-query'
import { Fingerprint } from 'lucide-react'
import { StrictMode, useState } from 'react'
import { Form } from 'react-aria-components'
import { createRoot } from 'react-dom/client'
import { makeQueryClient } from '../../http/query-client.ts'
import { screenLockFailedWords, waitWords, wrongPinWords } from '../../i18n/device-words.ts'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { Notice } from '../../ui/notice.tsx'
import { PageHeading } from '../../ui/page-heading.tsx'
import type { LockRow } from './device-database.ts'
import { ForgottenPin } from './forgotten-pin.tsx'
import { unlockWithPin } from './pin.ts'
import { readLockNow } from './pin-tries.ts'
import { unlockWithScreenLock } from './screen-lock.ts'
import css from './unlock-page.module.css'
import { useCountdown } from './use-countdown.ts'
import { onWipe } from './wipe-notice.ts'

/** Shows the page, and resolves once the person has unlocked. */
export async function askToUnlock(): Promise<void> {
  const lock = await readLockNow()
  if (lock === undefined) return
  // Another tab has removed the copy: there is nothing to unlock any more.
  onWipe((_reason, isElsewhere) => isElsewhere && location.reload())
  const place = document.body.appendChild(document.createElement('div'))
  const page = createRoot(place)
  await new Promise<void>((resolve) => {
    page.render(
      <StrictMode>
        <QueryClientProvider client={makeQueryClient()}>
          <UnlockPage lock={lock} onOpen={resolve} />
        </QueryClientProvider>
      </StrictMode>,
    )
  })
  page.unmount()
  place.remove()
}

type UnlockPageProps = { lock: LockRow; onOpen: () => void }

function UnlockPage({ lock, onOpen }: UnlockPageProps) {
  const [pin, setPin] = useState('')
  const [isTrying, setIsTrying] = useState(false)
  const [problem, setProblem] = useState('')
  const [wrongTries, setWrongTries] = useState(0)
  const [seconds, startWaiting] = useCountdown(lock.nextTryAt)
  const [isForgotten, setIsForgotten] = useState(false)
  const tryPin = async () => {
    setProblem('')
    setIsTrying(true)
    const tried = await unlockWithPin(pin)
    setIsTrying(false)
    if (tried === 'missing' || 'vault' in tried) return onOpen()
    setPin('')
    setProblem(wrongPinWords)
    // Made anew, the field takes the focus again.
    setWrongTries(wrongTries + 1)
    startWaiting(tried.waitMs)
  }
  const tryScreenLock = async () => {
    if (await unlockWithScreenLock()) return onOpen()
    setProblem(screenLockFailedWords)
  }
  return (
    <main id="main" className={css.page} tabIndex={-1}>
      <img src="/icon.svg" alt="" width={48} height={48} />
      <PageHeading title="Samepage is locked" className={css.title ?? ''} />
      <Form
        className={css.card ?? ''}
        onSubmit={(event) => {
          event.preventDefault()
          if (pin !== '' && seconds === 0 && !isTrying) void tryPin()
        }}
      >
        <Field
          key={wrongTries}
          label="Your PIN for this device"
          type="password"
          name="pin"
          autoComplete="off"
          takesFocus
          value={pin}
          onChange={setPin}
          {...(lock.isNumber && { inputMode: 'numeric' as const })}
        />
        <div role="alert" className={css.problem}>
          {problem !== '' && <Notice tone="danger">{problem}</Notice>}
        </div>
        {seconds > 0 && <p>{waitWords(seconds)}</p>}
        <Button type="submit" look="primary" size="main" fills isDisabled={isTrying || seconds > 0}>
          {isTrying ? 'Opening' : 'Open'}
        </Button>
        {lock.byScreenLock !== null && (
          <Button fills onPress={() => void tryScreenLock()}>
            <Fingerprint size={20} aria-hidden /> Use the screen lock
          </Button>
        )}
      </Form>
      <Button look="quiet" onPress={() => setIsForgotten(true)}>
        I forgot my PIN
      </Button>
      {isForgotten && <ForgottenPin onClose={() => setIsForgotten(false)} />}
    </main>
  )
}
