/** Whose device this is, in the person's own words. Kept on the device, without any name. */
import { useSyncExternalStore } from 'react'

/** `own`: a locked copy is kept, so that the plan opens without a network. `shared`: nothing is kept. */
export type DeviceChoice = 'own' | 'shared'

const choiceKey = 'samepage.device'
const laterKey = 'samepage.device.later'
const listeners = new Set<() => void>()

/** What the person chose on this device; null while they have not been asked, or put it off. */
export function chosenDevice(): DeviceChoice | null {
  const kept = localStorage.getItem(choiceKey)
  return kept === 'own' || kept === 'shared' ? kept : null
}

/** Keeps the choice; null forgets it, so that the next person is asked. */
export function chooseDevice(choice: DeviceChoice | null): void {
  if (choice === null) localStorage.removeItem(choiceKey)
  else localStorage.setItem(choiceKey, choice)
  sessionStorage.removeItem(laterKey)
  tell()
}

/** Does not ask again in this tab. Until there is an answer nothing is kept. */
export function askLater(): void {
  sessionStorage.setItem(laterKey, 'yes')
  tell()
}

/** Whether this browser can keep a locked copy at all: that takes a safe (https) address. */
export const canKeepCopies = (): boolean => isSecureContext && 'indexedDB' in window && 'subtle' in crypto

/** Whether the question is still open in this tab. */
export const useMayAsk = (): boolean =>
  useSyncExternalStore(subscribe, () => canKeepCopies() && chosenDevice() === null && sessionStorage.getItem(laterKey) === null)

/** The choice, also when another tab changes it. */
export const useDeviceChoice = (): DeviceChoice | null => useSyncExternalStore(subscribe, chosenDevice)

function tell(): void {
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}
