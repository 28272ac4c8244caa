/** A plan that is open on this device, for every page of it. */
import { createContext, useContext, useLayoutEffect, useState, useSyncExternalStore, type ReactNode } from 'react'
import type { PlanAccess } from '#shared/plan/api.ts'
import type { PlanSession } from './open-plan.ts'
import { hold, release } from './open-sessions.ts'
import { useRenewals } from './renewals.ts'

export type { PartHandle, PlanSession } from './open-plan.ts'

const SessionContext = createContext<PlanSession | null>(null)

/** Holds the plan open while it is mounted. */
export function PlanSessionProvider({ planId, access, children }: { planId: string; access: PlanAccess; children: ReactNode }) {
  const [session, setSession] = useState<PlanSession | null>(null)
  const renewals = useRenewals()
  const partList = access.parts.map((part) => `${part.id}:${part.access}`).join()
  useLayoutEffect(() => {
    const held = hold(planId, access)
    setSession(held)
    return () => release(held)
    // Only the rights, the plan and an erasure open it anew; another answer with the same content does not.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [planId, access.memberId, partList, renewals])
  return session === null ? null : <SessionContext value={session}>{children}</SessionContext>
}

/** The open plan. Only below a PlanSessionProvider. */
export function usePlanSession(): PlanSession {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('usePlanSession is used outside of a PlanSessionProvider')
  return session
}

/** Undo and redo of my own changes. */
export function useUndo(): { undo(): void; redo(): void; canUndo: boolean; canRedo: boolean } {
  const { undoing } = usePlanSession()
  const subscribe = (listener: () => void) => undoing.subscribe(listener)
  const canUndo = useSyncExternalStore(subscribe, () => undoing.canUndo)
  const canRedo = useSyncExternalStore(subscribe, () => undoing.canRedo)
  return { undo: () => undoing.undo(), redo: () => undoing.redo(), canUndo, canRedo }
}
