/** What the app may say about saving [S3]: never more than the server has said. */
import { useCallback, useRef, useSyncExternalStore } from 'react'
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
    const isFirstTry = waiting === 0 && connections.every((connection) => !connection.hasSynced)
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

/** Whether the first content of every part has arrived. */
export function useSynced(): boolean {
  const { connections } = usePlanSession()
  return useSyncExternalStore(useSubscription(connections), () => connections.every((connection) => connection.hasSynced))
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
