import { useEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { errorTable, type ErrorCode } from '#shared/errors.ts'
import { clockWords, dayHeading, localInstant } from '../i18n/date-words.ts'
import { noRoomWords, storageTroubleWords } from '../i18n/device-words.ts'
import { takeNewVersion, useNewVersion } from '../sync/device-store/new-version.ts'
import { useStorageTrouble } from '../sync/device-store/storage-trouble.ts'
import { forgetRefused } from '../sync/device-store/wipe.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { useCopiedAsOf, useHasNoRoom, useIsKept, useLostChanges, useSaveStatus, type SaveStatus } from '../sync/save-status.ts'
import { Button, buttonClass } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { announce } from '../ui/status-region.tsx'
import { signInPath } from './sign-in-path.ts'
import { RefusedWordsNotice } from './unsent-words.tsx'

const rightsCodes: readonly ErrorCode[] = ['not-allowed', 'not-found', 'read-only']

/** How often a page that gets no connection asks what this person may do. */
const askRightsMs = 10_000

/** What stands between the words on this device and the server, if anything does. */
export function PlanBands({ onRightsChanged }: { onRightsChanged: () => void }) {
  const status = useSaveStatus()
  const { planId } = usePlanSession()
  const haveRightsChanged = status.state === 'cannot-save' && rightsCodes.includes(status.code)
  // A part that was taken away meanwhile looks like a server that does not answer.
  const mayHaveChanged = status.state === 'device-only'
  const latest = useRef(onRightsChanged)
  useEffect(() => {
    latest.current = onRightsChanged
  })
  useEffect(() => {
    if (haveRightsChanged) latest.current()
  }, [haveRightsChanged])
  useEffect(() => {
    if (!mayHaveChanged) return
    const asking = setInterval(() => latest.current(), askRightsMs)
    return () => clearInterval(asking)
  }, [mayHaveChanged])
  return (
    <>
      <RefusedWordsNotice planId={planId} />
      {status.state === 'cannot-save' && <CannotSave status={status} />}
      {status.state === 'device-only' && <Offline waiting={status.waiting} />}
      <CopyTrouble />
      <NewVersion />
    </>
  )
}

/** Never by itself: somebody may be writing. */
function NewVersion() {
  const isReady = useNewVersion()
  if (!isReady) return null
  return (
    <Notice tone="info" action={<Button onPress={takeNewVersion}>Load it now</Button>}>
      A new version of Samepage is ready. It comes by itself the next time you open the app.
    </Notice>
  )
}

/** What is the matter with the copy on this device, if anything. */
function CopyTrouble() {
  const lost = useLostChanges()
  const hasNoRoom = useHasNoRoom()
  const trouble = useStorageTrouble()
  return (
    <>
      {lost > 0 && (
        <Notice tone="warn">
          The copy on this device could not be opened. {lost === 1 ? '1 change that was' : `${lost} changes that were`} never sent
          {lost === 1 ? ' is' : ' are'} lost.
        </Notice>
      )}
      {hasNoRoom && <Notice tone="warn">{noRoomWords}</Notice>}
      {trouble !== null && !hasNoRoom && <Notice tone="warn">{storageTroubleWords[trouble]}</Notice>}
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

/** What cannot be saved for so long stops the person; before, it is said politely. */
const alertAfterMs = 30_000

function CannotSave({ status }: { status: SaveStatus & { state: 'cannot-save' } }) {
  const { code, isFinal, waiting } = status
  const { planId, connections } = usePlanSession()
  const [hasLasted, setHasLasted] = useState(false)
  useEffect(() => {
    const timer = setTimeout(() => setHasLasted(true), alertAfterMs)
    return () => clearTimeout(timer)
  }, [])
  const isAlert = isFinal || hasLasted
  useEffect(() => {
    if (!isFinal) announce(errorTable[code].title)
  }, [isFinal, code])
  // What was put aside for the person is told of in its own place.
  const isAside = connections.every(({ waiting: own, copy }) => own === 0 || copy.isSetAside)
  // What was refused once is refused always, so the copy of its part goes as well.
  const loadAgain = () => {
    const refused = connections.filter(({ obstacle }) => obstacle?.isFinal === true).map(({ partId }) => partId)
    return forgetRefused(planId, refused).finally(() => location.reload())
  }
  const action =
    code === 'signed-out' ? (
      <Link href={signInPath()} className={buttonClass('plain')}>
        Sign in
      </Link>
    ) : (
      isFinal && <Button onPress={() => void loadAgain()}>Load the plan again</Button>
    )
  return (
    // Put in anew when it becomes an alert: only then is it read.
    <Notice key={String(isAlert)} tone="danger" isAlert={isAlert} action={action}>
      {errorTable[code].title}{' '}
      {waiting > 0 && !isAside && `${waiting} ${waiting === 1 ? 'change is' : 'changes are'} on this device only.`}{' '}
      <small>({code})</small>
    </Notice>
  )
}
