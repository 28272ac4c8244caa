/** What is the matter with what this device keeps, for every page to tell. */
import { useSyncExternalStore } from 'react'

/**
 * Why there may be no copy on this device. `removed`: the browser has cleared it. `nothing-kept`: it keeps none.
 * `little-room`: as in a private window. `may-be-cleared`: it did not promise to keep it.
 */
export type StorageTrouble = 'removed' | 'nothing-kept' | 'little-room' | 'may-be-cleared'

let trouble: StorageTrouble | null = null
const listeners = new Set<() => void>()

/** Tells every page; null once it is over. */
export function tellTrouble(found: StorageTrouble | null): void {
  trouble = found
  for (const listener of listeners) listener()
}

/** What happened to the copies on this device while the app was open or before; null where nothing did. */
export const storageTrouble = (): StorageTrouble | null => trouble

/** The same, for a page. */
export const useStorageTrouble = (): StorageTrouble | null => useSyncExternalStore(subscribe, storageTrouble)

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
