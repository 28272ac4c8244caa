import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { errorTable, type ErrorCode } from '#shared/errors.ts'
import { clockWords, dayHeading, localInstant } from '../i18n/date-words.ts'
import { forgetPlan } from '../sync/device-store/wipe.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useCopiedAsOf, useHasNoRoom, useIsKept, useLostChanges, useSaveStatus, type SaveStatus } from '../sync/save-status.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Notice } from '../ui/notice.tsx'
import { announce } from '../ui/status-region.tsx'
import { signInPath } from './sign-in-path.ts'

const rightsCodes: readonly ErrorCode[] = ['not-allowed', 'not-found', 'read-only']

/** What stands between the words on this device and the server, if anything does. */
export function PlanBands({ onRightsChanged }: { onRightsChanged: () => void }) {
  const status = useSaveStatus()
  // With unsent words the page stays as it is, so that they can be copied.
  const haveRightsChanged = status.state === 'cannot-save' && rightsCodes.includes(status.code) && status.waiting === 0
  const latest = useRef(onRightsChanged)
  useEffect(() => {
    latest.current = onRightsChanged
  })
  useEffect(() => {
    if (haveRightsChanged) latest.current()
  }, [haveRightsChanged])
  return (
    <>
      {status.state === 'cannot-save' && <CannotSave status={status} />}
      {status.state === 'device-only' && <Offline waiting={status.waiting} />}
      <CopyTrouble />
    </>
  )
}

/** What is the matter with the copy on this device, if anything. */
function CopyTrouble() {
  const lost = useLostChanges()
  const hasNoRoom = useHasNoRoom()
  return (
    <>
      {lost > 0 && (
        <Notice tone="warn">
          The copy on this device could not be opened. {lost === 1 ? '1 change that was' : `${lost} changes that were`} never sent
          {lost === 1 ? ' is' : ' are'} lost.
        </Notice>
      )}
      {hasNoRoom && <Notice tone="warn">This device takes no more. Stay on this page until it says “Saved”.</Notice>}
    </>
  )
}

/** A connection that is back within this time needs no band. */
const graceMs = 1000

function Offline({ waiting }: { waiting: number }) {
  const [hasLasted, setHasLasted] = useState(false)
  const copiedAsOf = useCopiedAsOf()
  const whatToDo = useIsKept()
    ? 'Keep going: your words are kept on this device and sent later.'
    : 'Keep going, and keep this page open: your words are sent later.'
  useEffect(() => {
    const timer = setTimeout(() => {
      setHasLasted(true)
      announce(`You are offline. ${whatToDo}`)
    }, graceMs)
    return () => clearTimeout(timer)
  }, [whatToDo])
  if (!hasLasted) return null
  return (
    <Notice tone="offline">
      You are offline. {whatToDo}
      {copiedAsOf !== null && ` This is the plan as of ${timeWords(copiedAsOf)}.`}
      {waiting > 0 && <strong> {waiting} waiting.</strong>}
    </Notice>
  )
}

/** 14:02, or with the day where that was not today. */
function timeWords(instant: number): string {
  const written = localInstant(new Date(instant))
  const day = dayHeading(written)
  return day === 'Today' ? clockWords(written) : `${day}, ${clockWords(written)}`
}

function CannotSave({ status }: { status: SaveStatus & { state: 'cannot-save' } }) {
  const { code, isFinal, waiting } = status
  const { planId, connections } = usePlanSession()
  const mayCopy = isFinal && code !== 'signed-out'
  const unsent = mayCopy ? connections.filter((connection) => connection.waiting > 0) : []
  const words = unsent.map(({ copy }) => copy.unsentWords).join('\n')
  // What was refused once is refused always, so the copy on this device goes as well.
  const loadAgain = () => forgetPlan(planId).finally(() => location.reload())
  const action =
    code === 'signed-out' ? (
      <Link href={signInPath()} className={buttonClass('plain')}>
        Sign in
      </Link>
    ) : (
      isFinal && <Button onPress={() => void loadAgain()}>Load the plan again</Button>
    )
  return (
    <Notice tone="danger" isAlert={isFinal} action={action}>
      {errorTable[code].title} {waiting > 0 && `${waiting} ${waiting === 1 ? 'change is' : 'changes are'} on this device only.`}{' '}
      <small>({code})</small>
      {words !== '' && <CopyButton words={words} label="Copy my words" />}
    </Notice>
  )
}
