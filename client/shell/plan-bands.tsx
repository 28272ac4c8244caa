import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { errorTable, type ErrorCode } from '#shared/errors.ts'
import { useSaveStatus, type SaveStatus } from '../sync/save-status.ts'
import { Button, buttonClass } from '../ui/button.tsx'
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
  if (status.state === 'cannot-save') return <CannotSave status={status} />
  return status.state === 'device-only' ? <Offline waiting={status.waiting} /> : null
}

/** A connection that is back within this time needs no band. */
const graceMs = 1000

function Offline({ waiting }: { waiting: number }) {
  const [hasLasted, setHasLasted] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => {
      setHasLasted(true)
      announce('You are offline. Keep going: your words are kept on this device.')
    }, graceMs)
    return () => clearTimeout(timer)
  }, [])
  if (!hasLasted) return null
  return (
    <Notice tone="offline">
      You are offline. Keep going: your words are kept on this device and sent later.
      {waiting > 0 && <strong> {waiting} waiting.</strong>}
    </Notice>
  )
}

function CannotSave({ status }: { status: SaveStatus & { state: 'cannot-save' } }) {
  const { code, isFinal, waiting } = status
  const action =
    code === 'signed-out' ? (
      <Link href={signInPath()} className={buttonClass('plain')}>
        Sign in
      </Link>
    ) : (
      isFinal && <Button onPress={() => location.reload()}>Load the plan again</Button>
    )
  return (
    <Notice tone="danger" isAlert={isFinal} action={action}>
      {errorTable[code].title} {waiting > 0 && `${waiting} ${waiting === 1 ? 'change is' : 'changes are'} on this device only.`}{' '}
      <small>({code})</small>
    </Notice>
  )
}
