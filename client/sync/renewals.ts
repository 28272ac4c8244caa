/** How often the server said that something was erased for good: the pages that show a part then open it again. */
import { useSyncExternalStore } from 'react'

let renewals = 0
const listeners = new Set<() => void>()

/** What this page holds of a part from before is gone: it is to be opened again. */
export function tellRenewed(): void {
  renewals += 1
  for (const listener of listeners) listener()
}

/** Another number after each time. */
export const useRenewals = (): number => useSyncExternalStore(subscribe, () => renewals)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
