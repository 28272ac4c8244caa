/**
 * The lock on the keys of this device, where the person set a PIN. The PIN opens one key, the vault key, and that opens
 * the others. It is in memory from the moment the person unlocks until the page is closed, loaded anew or long out of sight.
 */
import { openDevice, type KeyRow, type LockRow } from './device-database.ts'
import { makePinKey } from './pin-key.ts'
import { sealKey, unsealKey, type Sealed } from './sealing.ts'

/** There is a PIN, and this page has not been unlocked with it. */
export class DeviceShut extends Error {
  override name = 'DeviceShut'
}

type KeyPlace = Pick<KeyRow, 'slot' | 'keyId'>

export type VaultUse = { isExtractable: boolean }

let vaultKey: CryptoKey | null = null
const channel = new BroadcastChannel('samepage.pin')
const listeners = new Set<() => void>()
const usages: KeyUsage[] = ['wrapKey', 'unwrapKey']
const keyUsages: KeyUsage[] = ['encrypt', 'decrypt']
const pinPlace = 'samepage/vault/pin'
const screenPlace = 'samepage/vault/screen-lock'
const saltBytes = 16

channel.addEventListener('message', () => location.reload())

/** A PIN was set: other tabs load anew, and ask for it. */
export const askOtherTabs = (): void => channel.postMessage('set')

/** Calls back when this page gets the vault key, by unlocking or with a new PIN. */
export function onUnlock(act: () => void): void {
  listeners.add(act)
}

/** The lock of this device; undefined where the person set none. */
export const readLock = async (): Promise<LockRow | undefined> => (await openDevice()).get('lock', 'lock')

/** Changes the lock, if there is one, in one transaction. */
export async function editLock(edit: (lock: LockRow) => LockRow): Promise<LockRow | undefined> {
  const { store, done } = (await openDevice()).transaction('lock', 'readwrite', { durability: 'strict' })
  const before = await store.get('lock')
  const lock = before && edit(before)
  if (lock !== undefined) await store.put(lock)
  await done
  return lock
}

/** Whether a PIN has to be given before anything can be read here. */
export const isShut = async (): Promise<boolean> => vaultKey === null && (await readLock()) !== undefined

/** What a key has to be locked with; null where the person set no PIN. Throws DeviceShut before the PIN was given. */
export async function lockingKey(): Promise<CryptoKey | null> {
  if ((await readLock()) === undefined) return null
  if (vaultKey === null) throw new DeviceShut()
  return vaultKey
}

/** Begins to use a vault key. */
export function holdVaultKey(key: CryptoKey): void {
  vaultKey = key
  for (const act of listeners) act()
}

/** A new vault key. Extractable, so that it can be sealed; what is used is what comes out of that. */
export const makeVaultKey = (): Promise<CryptoKey> =>
  crypto.subtle.generateKey({ name: 'AES-GCM', length: 256 }, true, usages)

/** The part of the lock that a PIN opens. */
export type PinLock = Pick<LockRow, 'salt' | 'iterations' | 'byPin'>

/** Locks the vault key with a PIN. */
export async function lockWithPin(vault: CryptoKey, pin: string, iterations: number): Promise<PinLock> {
  const salt = crypto.getRandomValues(new Uint8Array(saltBytes))
  return { salt, iterations, byPin: await sealKey(await makePinKey(pin, salt, iterations), pinPlace, vault) }
}

/** The vault key, opened with a PIN; null where it is not the right one. */
export async function openWithPin(lock: LockRow, pin: string, { isExtractable }: VaultUse): Promise<CryptoKey | null> {
  const key = await makePinKey(pin, lock.salt, lock.iterations)
  return unsealKey(key, pinPlace, lock.byPin, { usages, isExtractable }).catch(() => null)
}

/** The vault key, locked with a secret that the device gives out after its screen lock. */
export const sealWithSecret = async (vault: CryptoKey, secret: Uint8Array<ArrayBuffer>): Promise<Sealed> =>
  sealKey(await keyOfSecret(secret), screenPlace, vault)

/** The vault key, opened with such a secret; null where it is another one. */
export const openWithSecret = async (sealed: Sealed, secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey | null> =>
  unsealKey(await keyOfSecret(secret), screenPlace, sealed, { usages }).catch(() => null)

/** The secret is random already: no slow rounds are needed. */
async function keyOfSecret(secret: Uint8Array<ArrayBuffer>): Promise<CryptoKey> {
  const material = await crypto.subtle.importKey('raw', secret, 'HKDF', false, ['deriveKey'])
  const derivation = { name: 'HKDF', hash: 'SHA-256', salt: new Uint8Array(), info: new TextEncoder().encode(screenPlace) }
  return crypto.subtle.deriveKey(derivation, material, { name: 'AES-GCM', length: 256 }, false, usages)
}

/** A key as it may lie on the disk: as it is where there is no PIN, else locked. It has to be extractable then. */
export const lockUp = async (vault: CryptoKey | null, at: KeyPlace, key: CryptoKey): Promise<CryptoKey | Sealed> =>
  vault === null ? key : sealKey(vault, placeOf(at), key)

/** The key of a row, for use; no script can read it out. Throws DeviceShut before the PIN was given. */
export async function unlock(row: KeyRow): Promise<CryptoKey> {
  if (row.key instanceof CryptoKey) return row.key
  if (vaultKey === null) throw new DeviceShut()
  return unsealKey(vaultKey, placeOf(row), row.key, { usages: keyUsages })
}

const placeOf = ({ slot, keyId }: KeyPlace): string => `samepage/key/${slot}/${keyId}`
