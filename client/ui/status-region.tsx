import { useSyncExternalStore } from 'react'

let message = ''
const listeners = new Set<() => void>()

/** Says something to screen readers, politely, in the one status region of the app. The latest message wins. */
export function announce(words: string): void {
  // The same words twice in a row are read twice only if the text differs: a zero-width space makes it differ.
  message = words === message ? `${words}\u200B` : words
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The one polite status region. Rendered once, by the shell. */
export function StatusRegion() {
  const words = useSyncExternalStore(subscribe, () => message)
  return <output className="visually-hidden">{words}</output>
}
