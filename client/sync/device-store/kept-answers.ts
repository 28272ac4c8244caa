/** The last answers of a few addresses of the server, sealed, so that the app opens without a network. */
import { deviceLeaseDays } from '#shared/plan/api.ts'
import { chosenDevice } from './device-choice.ts'
import { openDevice } from './device-database.ts'
import { seal, unseal } from './sealing.ts'
import { keyFor, type VaultKey } from './vault.ts'

const slot = 'answers'
const keyId = 'made here'
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
  const [key, kept] = await Promise.all([keyFor(slot), openDevice().then((database) => database.get('answers', path))])
  if (key === null || kept === undefined) return undefined
  const bytes = await unseal(key.key, placeOf(path), kept).catch(() => null)
  return bytes === null ? undefined : (JSON.parse(new TextDecoder().decode(bytes)) as unknown)
}

/** No plan's key fits these answers, so this device makes one. It is under the same lease, begun anew with each answer. */
async function ownKey(now = Date.now()): Promise<VaultKey> {
  const made = await crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, false, ['encrypt', 'decrypt'])
  const { store, done } = (await openDevice()).transaction('keys', 'readwrite')
  const found = await store.get([slot, keyId])
  const row = { slot, keyId, planId: '', key: found?.key ?? made, givenAt: now, leaseEndsAt: now + deviceLeaseDays * dayMs }
  await Promise.all([store.put(row), done])
  return row
}
