/** Bringing something back from anywhere on the history page: one window that asks, one band that offers to undo. */
import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import { RequestNotice } from '../http/request-notice.tsx'
import { useAskChanges, useRestore, type RestoreChoice } from '../http/versions.ts'
import { usePlanSession } from '../sync/plan-session.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { announce } from '../ui/status-region.tsx'
import { isInChoice } from './change-groups.ts'
import css from './history-page.module.css'
import { RestoreDialog } from './restore-dialog.tsx'

export type RestoreRequested = {
  readonly versionId: string
  readonly choice: RestoreChoice
  /** What would come back, in words: the goal with its title, or the whole plan. */
  readonly what: string
  /** Others have written in it since: it may only be undone by somebody who has seen that. */
  readonly hasOthers?: boolean
}

type Restoring = { ask(requested: RestoreRequested): void }

const RestoringContext = createContext<Restoring | null>(null)

/** The way to bring something back; null for those who may not. */
export const useRestoring = (): Restoring | null => useContext(RestoringContext)

/** What was brought back last, and the version that was kept right before. */
type Done = { readonly beforeId: string; readonly choice: RestoreChoice; readonly what: string; readonly isUndo: boolean }

/** Asks, brings back, tells and undoes for everything below. */
export function RestoringProvider({ planId, mayRestore, children }: { planId: string; mayRestore: boolean; children: ReactNode }) {
  const [asked, setAsked] = useState<RestoreRequested | null>(null)
  const [done, setDone] = useState<Done | null>(null)
  const noteDone = (requested: RestoreRequested, beforeId: string, isUndo: boolean) => {
    setAsked(null)
    setDone({ ...requested, beforeId, isUndo })
    announce(isUndo ? 'Undone' : `Brought back: ${requested.what}. You can undo this`)
  }
  return (
    <RestoringContext value={mayRestore ? { ask: setAsked } : null}>
      {done !== null && <DoneBand key={done.beforeId} planId={planId} done={done} onUndone={(beforeId) => noteDone({ ...done, versionId: done.beforeId }, beforeId, true)} onAsk={setAsked} />}
      {children}
      {asked !== null && (
        <RestoreDialog planId={planId} requested={asked} onClose={() => setAsked(null)} onDone={(beforeId) => noteDone(asked, beforeId, asked.hasOthers === true)} />
      )}
    </RestoringContext>
  )
}

type DoneBandProps = { planId: string; done: Done; onUndone: (beforeId: string) => void; onAsk: (requested: RestoreRequested) => void }

/** A window that closes gives the focus back to the button that opened it; only then does the band take it. */
const afterWindowMs = 150

function DoneBand({ planId, done, onUndone, onAsk }: DoneBandProps) {
  const { beforeId, choice, what, isUndo } = done
  const { memberId } = usePlanSession()
  const restore = useRestore(planId)
  const askChanges = useAskChanges(planId)
  const [isLooking, setIsLooking] = useState(false)
  const [trouble, setTrouble] = useState<unknown>(null)
  const band = useRef<HTMLDivElement>(null)
  useEffect(() => {
    const timer = setTimeout(() => band.current?.focus(), afterWindowMs)
    return () => clearTimeout(timer)
  }, [])
  const undo = async () => {
    setIsLooking(true)
    setTrouble(null)
    try {
      const { changes } = await askChanges(beforeId, 'now')
      const hasOthers = changes.some((change) => isInChoice(change, choice) && change.by.some((id) => id !== memberId))
      if (hasOthers) return onAsk({ versionId: beforeId, choice, what, hasOthers })
      const { versionId } = await restore.mutateAsync({ versionId: beforeId, ...choice })
      if (versionId !== null) onUndone(versionId)
    } catch (error) {
      setTrouble(error)
    } finally {
      setIsLooking(false)
    }
  }
  return (
    <div ref={band} className={css.done} tabIndex={-1}>
      <RequestNotice error={trouble} />
      <Notice
        tone="info"
        action={
          <Button onPress={() => void undo()} isDisabled={isLooking}>
            {isUndo ? 'Bring it back again' : 'Undo'}
          </Button>
        }
      >
        {isUndo ? 'Undone' : 'Brought back'}: {what}. {isUndo ? 'It is as it was before.' : 'Everybody has it now. Nothing was lost: the plan from before is in the list.'}
      </Notice>
    </div>
  )
}
