/** Trying a PIN. After a few wrong ones in a row there is a pause, and a longer one after each wrong one more. */
import type { LockRow } from './device-database.ts'
import { editLock, openWithPin, type VaultUse } from './device-lock.ts'

const triesWithoutPause = 5
const firstPauseMs = 30_000
const longestPauseMs = 15 * 60_000

/** How long to wait after so many wrong PINs in a row, in milliseconds. */
export const pauseAfter = (wrongTries: number): number =>
  wrongTries < triesWithoutPause ? 0 : Math.min(firstPauseMs * 2 ** (wrongTries - triesWithoutPause), longestPauseMs)

/** How long nothing is tried yet, in milliseconds. */
export const waitUntil = (nextTryAt: number, now: number): number => Math.max(0, nextTryAt - now)

/** The lock of this device. A clock that was turned back since a wrong try makes nobody wait longer than the longest pause. */
export const readLockNow = (now = Date.now()): Promise<LockRow | undefined> =>
  editLock((row) => ({ ...row, nextTryAt: Math.min(row.nextTryAt, now + longestPauseMs) }))

/** The vault key, or how long to wait before the next try. `missing`: there is no PIN on this device any more. */
export type Tried = { vault: CryptoKey } | { waitMs: number } | 'missing'

/** Opens the vault key with a PIN. Each try counts before it is made, so that closing the page saves nobody the pause. */
export async function tryPin(pin: string, use: VaultUse = { isExtractable: false }, now = Date.now()): Promise<Tried> {
  const lock = await readLockNow(now)
  if (lock === undefined) return 'missing'
  const waitMs = waitUntil(lock.nextTryAt, now)
  if (waitMs > 0) return { waitMs }
  const counted = await editLock((row) => {
    const wrongTries = row.wrongTries + 1
    return { ...row, wrongTries, nextTryAt: now + pauseAfter(wrongTries) }
  })
  const vault = await openWithPin(lock, pin, use)
  if (vault === null) return { waitMs: pauseAfter(counted?.wrongTries ?? 0) }
  await forgetWrongTries()
  return { vault }
}

/** The right PIN was given, or the device's screen lock opened. */
export async function forgetWrongTries(): Promise<void> {
  await editLock((row) => ({ ...row, wrongTries: 0, nextTryAt: 0 }))
}
