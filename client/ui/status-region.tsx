import { useSyncExternalStore } from 'react'

/** Within this time a message is not finished being read, so the next one is put behind it. */
const readingMs = 1000

let message = ''
let saidAt = -readingMs
const listeners = new Set<() => void>()

/** Says something to screen readers, politely, in the one status region of the app. */
export function announce(words: string): void {
  const now = performance.now()
  // The same words twice in a row are read twice only if the text differs: a zero-width space makes it differ.
  message = now - saidAt < readingMs ? `${message}. ${words}` : words === message ? `${words}\u200B` : words
  saidAt = now
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
