/** A newer version of the app's own files, waiting on this device. It takes over at the next start, or when it is asked to. */
import { useSyncExternalStore } from 'react'

/** A tab that stays open for days asks for a newer version when it comes back into sight, at most this often. */
const askAgainMs = 3_600_000
/** A newer version takes over once the one before has nothing under way. Nobody waits longer than this for it. */
const patienceMs = 3000

let waiting: ServiceWorker | null = null
let isWatching = false
let askedAt = Date.now()
const listeners = new Set<() => void>()

/** Whether a newer version is ready. */
export const useNewVersion = (): boolean => useSyncExternalStore(subscribe, () => waiting !== null)

/** Lets the newer version take over, and loads this page with it. Other tabs go on with the files that they began with. */
export function takeNewVersion(): void {
  const load = () => location.reload()
  const next = waiting
  // One that an even newer one has replaced takes over nothing.
  if (next === null || next.state === 'activated' || next.state === 'redundant') return load()
  next.addEventListener('statechange', () => next.state !== 'activating' && load())
  next.postMessage('take over')
  // Without it the page comes from the server, and that is the newer one too.
  setTimeout(load, patienceMs)
}

async function watch(): Promise<void> {
  if (isWatching || !('serviceWorker' in navigator)) return
  isWatching = true
  const registration = await navigator.serviceWorker.ready
  const look = () => tell(registration.waiting)
  const watchInstalling = () => registration.installing?.addEventListener('statechange', look)
  registration.addEventListener('updatefound', watchInstalling)
  watchInstalling()
  look()
  document.addEventListener('visibilitychange', () => {
    if (document.hidden || Date.now() - askedAt < askAgainMs) return
    askedAt = Date.now()
    void registration.update().catch(() => undefined)
  })
}

/** Once ready it stays ready, also when another tab has let it take over. */
function tell(found: ServiceWorker | null): void {
  waiting = found ?? waiting
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  void watch()
  return () => listeners.delete(listener)
}
