import { useSyncExternalStore } from 'react'

/** What a screen reader is told of what others change: nothing, what is near, or that and a list of everything. */
export type SpokenChanges = 'off' | 'near' | 'all'

/** The choices, in words. */
export const spokenChangesChoices: readonly { value: SpokenChanges; label: string; hint: string }[] = [
  { value: 'off', label: 'Say nothing', hint: 'You see it, and nothing is read aloud' },
  { value: 'near', label: 'Say what is near', hint: '“Dana changed goal 2”, when you are in goal 2 and Dana has stopped typing' },
  { value: 'all', label: 'Also keep a list', hint: 'At the foot of the plan, for you to read when you like. F6 goes there' },
]

const storageKey = 'samepage.spoken-changes'
const listeners = new Set<() => void>()

const chosen = (): SpokenChanges =>
  spokenChangesChoices.find(({ value }) => value === localStorage.getItem(storageKey))?.value ?? 'near'

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The choice kept on this device. */
export const useSpokenChanges = (): SpokenChanges => useSyncExternalStore(subscribe, chosen)

export function chooseSpokenChanges(value: string): void {
  localStorage.setItem(storageKey, value)
  for (const listener of listeners) listener()
}
