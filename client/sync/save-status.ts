/** What the app may say about saving [S3]: never more than the server has said. */
import { useCallback, useRef, useSyncExternalStore } from 'react'
import type * as Y from 'yjs'
import type { ErrorCode } from '#shared/errors.ts'
import type { PartConnection } from './part-connection.ts'
import { usePlanSession } from './plan-session.tsx'

export type SaveStatus =
  | { state: 'loading' }
  | { state: 'saved' }
  | { state: 'saving' }
  | { state: 'device-only'; waiting: number }
  | { state: 'cannot-save'; code: ErrorCode; waiting: number; isFinal: boolean }

/** The status over all parts: the most worrying one wins. */
export function saveStatusOf(connections: readonly PartConnection[]): SaveStatus {
  const waiting = connections.reduce((sum, connection) => sum + connection.waiting, 0)
  const hindered = connections.find((connection) => connection.obstacle !== null)
  if (hindered?.obstacle) return { state: 'cannot-save', waiting, ...hindered.obstacle }
  if (connections.some((connection) => !connection.isConnected)) {
    const showsCopy = connections.every(({ hasContent, hasTried }) => hasContent && hasTried)
    const isFirstTry = waiting === 0 && !showsCopy && connections.every((connection) => !connection.hasSynced)
    return isFirstTry ? { state: 'loading' } : { state: 'device-only', waiting }
  }
  if (connections.some((connection) => !connection.hasSynced)) return { state: 'loading' }
  return connections.every((connection) => connection.isSaved) ? { state: 'saved' } : { state: 'saving' }
}

/** The save status of the open plan. */
export function useSaveStatus(): SaveStatus {
  const { connections } = usePlanSession()
  const last = useRef<SaveStatus>({ state: 'loading' })
  const subscribe = useSubscription(connections)
  return useSyncExternalStore(subscribe, () => {
    const next = saveStatusOf(connections)
    if (JSON.stringify(next) !== JSON.stringify(last.current)) last.current = next
    return last.current
  })
}

/**
 * Whether there is something to show of the plan, or of every journal: what the server sent first, or this device's copy.
 * A part that the server cannot give holds up no other.
 */
export function useSynced(of: 'plan' | 'journal'): boolean {
  const { connections } = usePlanSession()
  const isThere = ({ partId, hasContent, obstacle }: PartConnection) => !partId.startsWith(of) || hasContent || obstacle !== null
  return useSyncExternalStore(useSubscription(connections), () => connections.every(isThere))
}

/** Since when the page shows this device's copy and nothing newer, in milliseconds; null where the server has answered. */
export function useCopiedAsOf(): number | null {
  const { connections } = usePlanSession()
  return useSyncExternalStore(useSubscription(connections), () => {
    const times = connections.map(({ copiedAsOf }) => copiedAsOf).filter((time) => time !== null)
    return times.length === 0 ? null : Math.min(...times)
  })
}

/** Whether this device keeps a copy of every part, so that closing the page loses nothing. */
export function useIsKept(): boolean {
  const { connections } = usePlanSession()
  return useSyncExternalStore(useSubscription(connections), () => connections.every(({ copy }) => copy.isKept))
}

/** Whether this device should keep a copy and has no room for it. */
export function useHasNoRoom(): boolean {
  const { connections } = usePlanSession()
  return useSyncExternalStore(useSubscription(connections), () => connections.some(({ copy }) => copy.hasNoRoom))
}

/** Whether an entity of a part is on the server's disk, as far as the server has said. */
export function useIsOnServer(partId: string, type: { readonly _item: Y.Item | null }): boolean {
  const { connections } = usePlanSession()
  const connection = connections.find((candidate) => candidate.partId === partId)
  const subscribe = useCallback((listener: () => void) => connection?.subscribe(listener) ?? (() => undefined), [connection])
  return useSyncExternalStore(subscribe, () => connection?.isOnServer(type) ?? true)
}

/** Changes of an earlier visit that were lost with a copy that could not be opened. */
export function useLostChanges(): number {
  const { connections } = usePlanSession()
  return useSyncExternalStore(useSubscription(connections), () => connections.reduce((sum, { copy }) => sum + copy.lostChanges, 0))
}

function useSubscription(connections: readonly PartConnection[]): (listener: () => void) => () => void {
  return useCallback(
    (listener) => {
      const stops = connections.map((connection) => connection.subscribe(listener))
      return () => stops.forEach((stop) => stop())
    },
    [connections],
  )
}
