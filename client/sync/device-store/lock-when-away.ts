/** Locks a page of a device with a PIN again, once it was out of sight for a while. */
import { onUnlock, readLock } from './device-lock.ts'

/** How long an unlocked page may be out of sight. */
export const awayMs = 15 * 60_000

let hiddenSince: number | null = null

onUnlock(() => {
  document.removeEventListener('visibilitychange', watch)
  document.addEventListener('visibilitychange', watch)
})

function watch(): void {
  if (document.hidden) {
    hiddenSince = Date.now()
    setTimeout(lockIfAway, awayMs)
  } else {
    lockIfAway()
    hiddenSince = null
  }
}

function lockIfAway(): void {
  if (hiddenSince === null || Date.now() - hiddenSince < awayMs) return
  // A phone freezes pages that are out of sight: what is on this one must not be seen when it thaws.
  document.documentElement.hidden = true
  void readLock().catch(() => undefined).then((lock) => {
    // Without a PIN there is nothing to ask for any more.
    if (lock !== undefined) location.reload()
    // Also where the browser asked about words that are on no disk yet, and the person stays.
    document.documentElement.hidden = lock !== undefined && document.hidden
  })
}
