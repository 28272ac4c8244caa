import { useEffect, useState } from 'react'
import { Link } from 'wouter'
import { errorTable } from '#shared/errors.ts'
import { useSaveStatus, type SaveStatus } from '../sync/save-status.ts'
import { buttonClass, Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { announce } from '../ui/status-region.tsx'
import { signInPath } from './signed-in.tsx'

/** What stands between the words on this device and the server, if anything does. */
export function PlanBands() {
  const status = useSaveStatus()
  const isOffline = useLasting(status.state === 'device-only', 1000)
  useEffect(() => {
    if (isOffline) announce('You are offline. Keep going: your words are kept on this device.')
  }, [isOffline])
  if (status.state === 'cannot-save') return <CannotSave status={status} />
  if (!isOffline || status.state !== 'device-only') return null
  return (
    <Notice tone="offline">
      You are offline. Keep going: your words are kept on this device and sent later.
      {status.waiting > 0 && <strong> {status.waiting} waiting.</strong>}
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

/** True once something has lasted: a connection that comes back at once needs no band. */
function useLasting(isSo: boolean, ms: number): boolean {
  const [hasLasted, setHasLasted] = useState(false)
  useEffect(() => {
    if (!isSo) {
      setHasLasted(false)
      return undefined
    }
    const timer = setTimeout(() => setHasLasted(true), ms)
    return () => clearTimeout(timer)
  }, [isSo, ms])
  return hasLasted && isSo
}
