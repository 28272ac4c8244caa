import { useEffect, useRef, useState } from 'react'
import type { LockRow } from '../sync/device-store/device-database.ts'
import { readLock } from '../sync/device-store/device-lock.ts'
import { hasScreenLock, removeScreenLock } from '../sync/device-store/screen-lock.ts'
import { Button } from '../ui/button.tsx'
import { announce } from '../ui/status-region.tsx'
import { pinActs, PinDialog, type PinAct } from './pin-dialog.tsx'
import css from './settings-page.module.css'

const look = (): Promise<LockRow | null> => readLock().then((found) => found ?? null, () => null)

/** A PIN for the copy on this device: setting, changing and removing it, and the screen lock beside it. */
export function PinCard() {
  const [lock, setLock] = useState<LockRow | null>(null)
  const [canUseScreenLock, setCanUseScreenLock] = useState(false)
  const [act, setAct] = useState<PinAct | null>(null)
  useEffect(() => {
    void look().then(setLock)
    void hasScreenLock().then(setCanUseScreenLock)
  }, [])
  const heading = useRef<HTMLHeadingElement>(null)
  const done = async (words: string) => {
    setAct(null)
    announce(words)
    setLock(await look())
    // The button that was pressed may be gone.
    heading.current?.focus()
  }
  const unlocksByScreen = lock !== null && lock.byScreenLock !== null
  return (
    <section className={css.pin} aria-labelledby="pin-card">
      <h2 id="pin-card" ref={heading} tabIndex={-1} className={css.heading}>
        A PIN for the copy
      </h2>
      <p>
        {lock === null
          ? 'Does somebody else hold this device now and then? Samepage can ask for a PIN each time it is opened.'
          : `Samepage asks for your PIN${unlocksByScreen ? ' or the screen lock' : ''} each time it is opened.`}{' '}
        <span className={css.muted}>
          It also asks after 15 minutes in the background. Lock the screen of the device as well.
        </span>
      </p>
      <div className={css.acts}>
        {lock === null && <Button onPress={() => setAct('set')}>Set a PIN</Button>}
        {lock !== null && <Button onPress={() => setAct('change')}>Change the PIN</Button>}
        {lock !== null && canUseScreenLock && !unlocksByScreen && (
          <Button onPress={() => setAct('screen-lock')}>Use the screen lock too</Button>
        )}
        {unlocksByScreen && (
          <Button onPress={() => void removeScreenLock().then(() => done('From now on only the PIN opens it'))}>
            Stop using the screen lock
          </Button>
        )}
        {lock !== null && <Button onPress={() => setAct('remove')}>Remove the PIN</Button>}
      </div>
      {act !== null && (
        <PinDialog
          act={act}
          isNumber={lock?.isNumber ?? false}
          onDone={() => void done(pinActs[act].done)}
          onClose={() => setAct(null)}
        />
      )}
    </section>
  )
}
