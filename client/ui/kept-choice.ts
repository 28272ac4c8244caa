import { useSyncExternalStore } from 'react'

type Choices<T extends string> = readonly { value: T; name: string; detail: string }[]

/**
 * One of several, kept on this device and known to whatever depends on it. `key` is its name in the local storage; without
 * a choice, or with one of another version of the app, it is `usual`. `choose` takes one of the values.
 */
export function keptChoice<T extends string>(key: string, choices: Choices<T>, usual: T) {
  const listeners = new Set<() => void>()
  const chosen = (): T => choices.find(({ value }) => value === localStorage.getItem(key))?.value ?? usual
  const subscribe = (listener: () => void) => {
    listeners.add(listener)
    return () => listeners.delete(listener)
  }
  return {
    useChosen: (): T => useSyncExternalStore(subscribe, chosen),
    choose: (value: string): void => {
      localStorage.setItem(key, value)
      for (const listener of listeners) listener()
    },
  }
}
