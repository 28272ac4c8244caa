import { useState } from 'react'
import { Form } from 'react-aria-components'
import { errorWords } from '../http/error-words.ts'
import { screenLockImpossibleWords, waitWords, weakPinWords, wrongPinWords } from '../i18n/device-words.ts'
import { changePin, removePin, setPin } from '../sync/device-store/pin.ts'
import { weaknessOf } from '../sync/device-store/pin-key.ts'
import { addScreenLock } from '../sync/device-store/screen-lock.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { Notice } from '../ui/notice.tsx'
import css from './settings-page.module.css'

type Pins = { old: string; next: string; again: string }
type Outcome = Awaited<ReturnType<typeof addScreenLock>>

type Act = {
  title: string
  button: string
  /** Said once it is done. */
  done: string
  asks: { old: boolean; next: boolean }
  run: (pins: Pins) => Promise<Outcome | void>
}

/** What can be done with the PIN. */
export const pinActs = {
  'set': {
    title: 'Set a PIN', button: 'Set the PIN', done: 'The PIN is set', asks: { old: false, next: true },
    run: ({ next }) => setPin(next),
  },
  'change': {
    title: 'Change the PIN', button: 'Change the PIN', done: 'The PIN is changed', asks: { old: true, next: true },
    run: ({ old, next }) => changePin(old, next),
  },
  'remove': {
    title: 'Remove the PIN', button: 'Remove the PIN', done: 'The PIN is removed', asks: { old: true, next: false },
    run: ({ old }) => removePin(old),
  },
  'screen-lock': {
    title: 'Use the screen lock too', button: 'Go on', done: 'The screen lock opens it too', asks: { old: true, next: false },
    run: ({ old }) => addScreenLock(old),
  },
} as const satisfies Record<string, Act>

export type PinAct = keyof typeof pinActs

type PinDialogProps = { act: PinAct; isNumber: boolean; onDone: () => void; onClose: () => void }

/** Asks for the PINs that an act needs, and does it. */
export function PinDialog({ act, isNumber, onDone, onClose }: PinDialogProps) {
  const { title, button, asks, run }: Act = pinActs[act]
  const [pins, setPins] = useState<Pins>({ old: '', next: '', again: '' })
  const [problem, setProblem] = useState('')
  const [isBusy, setIsBusy] = useState(false)
  const submit = async () => {
    const weakness = asks.next ? weaknessOf(pins.next) : null
    if (weakness !== null) return setProblem(weakPinWords[weakness])
    if (asks.next && pins.next !== pins.again) return setProblem('The two are not the same. Type the new PIN twice.')
    setProblem('')
    setIsBusy(true)
    const wrong = await run(pins).then(problemOf, (error: unknown) => errorWords(error).words)
    setIsBusy(false)
    if (wrong === null) onDone()
    else setProblem(wrong)
  }
  const field = (key: keyof Pins, label: string, hint?: string) => (
    <Field
      label={label}
      type="password"
      name={`pin-${key}`}
      autoComplete="off"
      isRequired
      takesFocus={key === (asks.old ? 'old' : 'next')}
      value={pins[key]}
      onChange={(value) => setPins({ ...pins, [key]: value })}
      {...(hint !== undefined && { hint })}
      {...(key === 'old' && isNumber && { inputMode: 'numeric' as const })}
    />
  )
  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>Cancel</Button>
          <Button type="submit" form="pin-form" look="primary" isDisabled={isBusy}>
            {isBusy ? 'One moment' : button}
          </Button>
        </>
      }
    >
      <Form
        id="pin-form"
        className={css.form ?? ''}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        {asks.old && field('old', 'Your PIN now')}
        {asks.next && field('next', 'New PIN', '6 digits or more, or a few words. Longer is safer.')}
        {asks.next && field('again', 'New PIN once more')}
        <div role="alert">{problem !== '' && <Notice tone="danger">{problem}</Notice>}</div>
        {act === 'set' && <p>Keep it in mind. Nobody can tell it to you again: without it the copy has to be removed.</p>}
      </Form>
    </Dialog>
  )
}

/** What went wrong, in words; null where nothing did. */
function problemOf(outcome: Outcome | void): string | null {
  if (outcome === 'not-possible') return screenLockImpossibleWords
  if (outcome === undefined || outcome === 'missing' || 'vault' in outcome) return null
  return outcome.waitMs > 0 ? `${wrongPinWords} ${waitWords(Math.ceil(outcome.waitMs / 1000))}` : wrongPinWords
}
