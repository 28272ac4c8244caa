/** Asking for the window of a new entry from anywhere on a page. */
import { useSyncExternalStore } from 'react'
import type { DraftKind, DraftValues } from './draft.ts'

/** What the window opens with. */
export type Beginning = { kind: DraftKind; values?: DraftValues }

let beginning: Beginning | null = null
const listeners = new Set<() => void>()

/** Opens the window for a new entry; null closes it. */
export function beginEntry(next: Beginning | null): void {
  beginning = next
  for (const listener of listeners) listener()
}

/** What the window is open for; null while it is shut. */
export const useBeginning = (): Beginning | null => useSyncExternalStore(subscribe, () => beginning)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
