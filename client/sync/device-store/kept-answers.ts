/** The last answers of a few addresses of the server, sealed, so that the app opens without a network. */
import { deviceLeaseDays } from '#shared/plan/device-lease.ts'
import { chosenDevice } from './device-choice.ts'
import { openDevice, type KeyRow } from './device-database.ts'
import { lockingKey, lockUp, unlock } from './device-lock.ts'
import { seal, unseal, type Sealed } from './sealing.ts'
import { keyFor, type VaultKey } from './vault.ts'

/** Where the key of the answers lies. */
const ownSlot = { slot: 'answers', keyId: 'made here' } as const
const dayMs = 86_400_000
const placeOf = (path: string): string => `samepage/answer/${path}`

/** Keeps an answer, where the person said that this device is their own. */
export async function keepAnswer(path: string, answer: unknown): Promise<void> {
  if (chosenDevice() !== 'own') return
  const { key } = await ownKey()
  const sealed = await seal(key, placeOf(path), new TextEncoder().encode(JSON.stringify(answer)))
  await (await openDevice()).put('answers', { path, ...sealed })
}

/** The last answer that was kept; undefined where there is none that opens. */
export async function keptAnswer(path: string): Promise<unknown> {
  if (chosenDevice() !== 'own') return undefined
  const [key, kept] = await Promise.all([keyFor(ownSlot.slot), openDevice().then((database) => database.get('answers', path))])
  if (key === null || kept === undefined) return undefined
  const bytes = await unseal(key.key, placeOf(path), kept).catch(() => null)
  return bytes === null ? undefined : (JSON.parse(new TextDecoder().decode(bytes)) as unknown)
}

/** No plan's key fits these answers, so this device makes one. It is under the same lease, begun anew with each answer. */
async function ownKey(now = Date.now()): Promise<VaultKey> {
  const made = await makeOwnKey(await lockingKey(), now)
  const { store, done } = (await openDevice()).transaction('keys', 'readwrite')
  const found = await store.get([ownSlot.slot, ownSlot.keyId])
  const row = { ...made.row, key: found?.key ?? made.row.key }
  await Promise.all([store.put(row), done])
  return { keyId: row.keyId, key: await unlock(row) }
}

/** A new key for answers, and how it lies in the vault. */
async function makeOwnKey(vault: CryptoKey | null, now: number): Promise<{ row: KeyRow; key: CryptoKey }> {
  const key = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, vault !== null, ['encrypt', 'decrypt'])
  const lease = { planId: '', givenAt: now, leaseEndsAt: now + deviceLeaseDays * dayMs }
  return { row: { ...ownSlot, ...lease, key: await lockUp(vault, ownSlot, key) }, key }
}

export type SealedAnswer = Sealed & { path: string }

/** All answers, sealed anew with a key of their own that is locked with `vault`. Nothing is put on the disk. */
export async function resealAnswers(vault: CryptoKey, now = Date.now()): Promise<{ row: KeyRow; answers: SealedAnswer[] }> {
  const [before, kept] = await Promise.all([keyFor(ownSlot.slot), openDevice().then((database) => database.getAll('answers'))])
  const { row, key } = await makeOwnKey(vault, now)
  const answers = await Promise.all(
    kept.map(async ({ path, ...sealed }) => {
      const bytes = before && (await unseal(before.key, placeOf(path), sealed).catch(() => null))
      return bytes && { path, ...(await seal(key, placeOf(path), bytes)) }
    }),
  )
  return { row, answers: answers.filter((answer) => answer !== null) }
}

/** The addresses whose answers are kept and begin like this. */
export async function keptPaths(start: string): Promise<string[]> {
  if (chosenDevice() !== 'own') return []
  return (await (await openDevice()).getAllKeys('answers')).filter((path) => path.startsWith(start))
}
