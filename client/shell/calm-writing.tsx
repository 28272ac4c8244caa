import { useCallback, useEffect, useState, useSyncExternalStore } from 'react'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { lazy } from '../ui/lazy.ts'
import { Optional } from '../ui/optional.tsx'
import { useShownChanges } from '../ui/shown-changes.ts'
import { announce } from '../ui/status-region.tsx'
import css from './calm-writing.module.css'

const OthersSheet = lazy(() => import('./others-sheet.tsx'))

/** What others change, for who wants it to wait while they write; and the window of these choices, one key away. */
export function CalmWriting() {
  const isCalm = useShownChanges() === 'calm'
  const [isChoosing, setIsChoosing] = useState(false)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.code !== 'KeyO') return
      event.preventDefault()
      setIsChoosing(true)
    }
    document.addEventListener('keydown', onKey)
    return () => document.removeEventListener('keydown', onKey)
  }, [])
  return (
    <>
      {isCalm && <WaitingNews />}
      {isChoosing && (
        <Optional>
          <OthersSheet onClose={() => setIsChoosing(false)} />
        </Optional>
      )}
    </>
  )
}

/** How often it is looked whether somebody is still in a text while something waits. */
const lookMs = 1000

const isInText = (): boolean => document.hasFocus() && document.activeElement?.matches('.ProseMirror, textarea, input[type=text]') === true

/** Holds back what others write while the focus is in a text, and says so. */
function WaitingNews() {
  const { connections } = usePlanSession()
  useEffect(() => {
    const follow = () => connections.forEach((connection) => connection.setCalm(isInText()))
    // The next text has the focus a moment after this one has lost it.
    const followSoon = () => void setTimeout(follow)
    follow()
    document.addEventListener('focusin', follow)
    document.addEventListener('focusout', followSoon)
    return () => {
      document.removeEventListener('focusin', follow)
      document.removeEventListener('focusout', followSoon)
      connections.forEach((connection) => connection.setCalm(false))
    }
  }, [connections])
  const hasNews = useSyncExternalStore(
    useCallback(
      (listener: () => void) => {
        const stops = connections.map((connection) => connection.subscribe(listener))
        return () => stops.forEach((stop) => stop())
      },
      [connections],
    ),
    () => connections.some((connection) => connection.hasNews),
  )
  useEffect(() => {
    if (!hasNews) return undefined
    announce('Others changed something. It comes when you leave this text')
    // A text that is taken off the page while somebody is in it says nothing.
    const looking = setInterval(() => isInText() || connections.forEach((connection) => connection.setCalm(false)), lookMs)
    return () => clearInterval(looking)
  }, [hasNews, connections])
  if (!hasNews) return null
  return (
    <div className={css.news}>
      <p>Others changed something. It waits while you write.</p>
      <Button size="small" leavesFocus onPress={() => connections.forEach((connection) => connection.showNews())}>
        Show it now
      </Button>
    </div>
  )
}
