/** The PIN of this device: unlocking with it, setting, changing and removing it. */
import { openDevice } from './device-database.ts'
import {
  askOtherTabs, editLock, holdVaultKey, isShut, lockWithPin, makeVaultKey, openWithPin, readLock, unlock,
} from './device-lock.ts'
import { askForKeys } from './fresh-keys.ts'
import { resealAnswers } from './kept-answers.ts'
import { isNumberPin, pinIterations } from './pin-key.ts'
import './lock-when-away.ts'
import { tryPin, type Tried } from './pin-tries.ts'
import { makeRows } from './vault.ts'

/** Unlocks this page. */
export async function unlockWithPin(pin: string): Promise<Tried> {
  const tried = await tryPin(pin)
  if (tried !== 'missing' && 'vault' in tried) holdVaultKey(tried.vault)
  return tried
}

/**
 * Sets a PIN where there is none. Other tabs load anew, and ask for it. Takes the network where there are copies: keys that
 * no script can read cannot be locked either, so the server gives them once more. Throws RequestError where it cannot be
 * reached, and then nothing has changed.
 */
export async function setPin(pin: string, now = Date.now()): Promise<void> {
  if ((await readLock()) !== undefined) throw new Error('there is a PIN already')
  const fresh = await makeVaultKey()
  const byPin = await lockWithPin(fresh, pin, pinIterations)
  const lock = { id: 'lock' as const, ...byPin, byScreenLock: null, isNumber: isNumberPin(pin), wrongTries: 0, nextTryAt: 0 }
  const vault = await openWithPin(lock, pin, { isExtractable: false })
  if (vault === null) throw new Error('the new PIN does not open what it locked')
  const given = await askForKeys()
  const making = { vault: fresh, now }
  const keys = (await Promise.all(given.map((plan) => makeRows(plan.planId, plan.memberId, plan.keys, making)))).flat()
  const { row, answers } = await resealAnswers(fresh, now)
  const writing = (await openDevice()).transaction(['keys', 'answers', 'lock'], 'readwrite', { durability: 'strict' })
  const [keyStore, answerStore] = [writing.objectStore('keys'), writing.objectStore('answers')]
  await Promise.all([
    keyStore.clear(),
    answerStore.clear(),
    ...[...keys, row].map((key) => keyStore.put(key)),
    ...answers.map((answer) => answerStore.put(answer)),
    writing.objectStore('lock').put(lock),
    writing.done,
  ])
  holdVaultKey(vault)
  askOtherTabs()
}

/** Puts another PIN in the place of the old one. */
export async function changePin(oldPin: string, newPin: string): Promise<Tried> {
  const tried = await tryPin(oldPin, { isExtractable: true })
  if (tried === 'missing' || !('vault' in tried)) return tried
  const byPin = await lockWithPin(tried.vault, newPin, pinIterations)
  await editLock((row) => ({ ...row, ...byPin, isNumber: isNumberPin(newPin) }))
  return tried
}

/** Removes the PIN. The keys then lie as they did before there was one. */
export async function removePin(pin: string): Promise<Tried> {
  const tried = await tryPin(pin)
  if (tried === 'missing' || !('vault' in tried)) return tried
  if (await isShut()) holdVaultKey(tried.vault)
  const database = await openDevice()
  const rows = await Promise.all((await database.getAll('keys')).map(async (row) => ({ ...row, key: await unlock(row) })))
  const writing = database.transaction(['keys', 'lock'], 'readwrite', { durability: 'strict' })
  await Promise.all([
    ...rows.map((row) => writing.objectStore('keys').put(row)),
    writing.objectStore('lock').delete('lock'),
    writing.done,
  ])
  return tried
}
