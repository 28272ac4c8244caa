/**
 * The keys to the copies on a person's own device. The browser keeps each as a CryptoKey that no script can read out, or
 * locked where the person set a PIN. A lease ends it; after that only the server can give it again, and gives it only to
 * who still has the right.
 */
import type { DeviceKeys } from '#shared/plan/api.ts'
import { chosenDevice } from './device-choice.ts'
import { allOf, openDevice, type KeyRow } from './device-database.ts'
import { lockingKey, lockUp, unlock } from './device-lock.ts'

export type VaultKey = { key: CryptoKey; keyId: string }

const dayMs = 86_400_000

/** The name of one member's copy of one part. A member is one person in one plan. */
export const slotOf = (memberId: string, partId: string): string => `${memberId}/${partId}`

/** Puts the keys that the server gave into the vault. Each lease begins anew. */
export async function keepKeys(planId: string, memberId: string, given: DeviceKeys, now = Date.now()): Promise<void> {
  const rows = await makeRows(planId, memberId, given, { vault: await lockingKey(), now })
  const transaction = (await openDevice()).transaction('keys', 'readwrite')
  await Promise.all([...rows.map((row) => transaction.store.put(row)), transaction.done])
}

type Making = { vault: CryptoKey | null; now: number }

/** The keys that the server gave, as they lie in the vault: locked with `vault` where there is one. */
export const makeRows = (planId: string, memberId: string, given: DeviceKeys, { vault, now }: Making): Promise<KeyRow[]> =>
  Promise.all(
    given.keys.map(async ({ partId, key }) => {
      const bytes = Uint8Array.from(atob(key), (letter) => letter.charCodeAt(0))
      const at = { slot: slotOf(memberId, partId), keyId: await fingerprint(bytes) }
      const imported = await crypto.subtle.importKey('raw', bytes, 'AES-GCM', vault !== null, ['encrypt', 'decrypt'])
      return { ...at, planId, key: await lockUp(vault, at, imported), givenAt: now, leaseEndsAt: now + given.leaseDays * dayMs }
    }),
  )

/** The key for a slot that was given last, or the one of this id; null where there is none, or its lease has ended. */
export async function keyFor(slot: string, keyId?: string, now = Date.now()): Promise<VaultKey | null> {
  await endLeases(now)
  const rows = await (await openDevice()).getAll('keys', allOf(slot))
  const fitting = rows.filter((row) => keyId === undefined || row.keyId === keyId)
  const newest = fitting.toSorted((a, b) => b.givenAt - a.givenAt)[0]
  return newest === undefined ? null : { keyId: newest.keyId, key: await unlock(newest) }
}

/** Drops every key whose lease has ended. The copies stay, shut. */
export async function endLeases(now = Date.now()): Promise<void> {
  const transaction = (await openDevice()).transaction('keys', 'readwrite')
  for (const row of await transaction.store.getAll()) {
    if (row.leaseEndsAt <= now) await transaction.store.delete([row.slot, row.keyId])
  }
  await transaction.done
}

/** Drops every key and every kept answer: what is left cannot be read until somebody has signed in again. */
export async function lockDevice(): Promise<void> {
  const transaction = (await openDevice()).transaction(['keys', 'answers'], 'readwrite')
  await Promise.all([transaction.objectStore('keys').clear(), transaction.objectStore('answers').clear(), transaction.done])
}

/** Locks, where anything is kept here at all. */
export const lockIfOwn = async (): Promise<void> => {
  if (chosenDevice() === 'own') await lockDevice().catch(() => undefined)
}

/** Says which key it is without saying anything about it. */
async function fingerprint(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest.slice(0, 16), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
