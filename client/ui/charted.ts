/** Which goals have a chart on this page. The charts say so once they are here; what is written about a goal leads to them. */
import { useSyncExternalStore } from 'react'

let charted = ''
const listeners = new Set<() => void>()

/** Puts in the ids of the goals that have a chart, with spaces between; none once the charts are gone. */
export function setCharted(goalIds: string): void {
  charted = goalIds
  for (const listener of listeners) listener()
}

/** Where the chart of a goal stands. */
export const chartId = (goalId: string): string => `progress-${goalId}`

/** Whether a goal has a chart on this page, live. */
export const useHasChart = (goalId: string): boolean => useSyncExternalStore(subscribe, () => charted.includes(goalId))

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
