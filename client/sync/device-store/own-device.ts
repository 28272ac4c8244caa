/** Saying whose device this is, with what follows from it. */
import { fetchCode } from '../../ui/lazy.ts'
import { chooseDevice, chosenDevice } from './device-choice.ts'
import { allowDevice, databaseName, expectDevice, openDevice } from './device-database.ts'
import { isShut } from './device-lock.ts'
import { tellTrouble, type StorageTrouble } from './storage-trouble.ts'
import { finishWipe, forgetWipe, isWiping } from './wipe.ts'

export type { StorageTrouble } from './storage-trouble.ts'

/** Less than this is what private windows give. */
const littleBytes = 50 * 1024 * 1024

/** Begins to keep copies on this device. Says what may go wrong with them, if anything. */
export async function makeOwnDevice(): Promise<StorageTrouble | null> {
  forgetWipe()
  chooseDevice('own')
  allowDevice()
  tellTrouble(null)
  await navigator.storage.persist().catch(() => false)
  return findStorageTrouble()
}

let hasAskedToKeep = false

/**
 * After words were saved on a person's own device: asks the browser once more not to clear them away, where it has not
 * promised that yet. Browsers promise it to who uses the app, and by then this person has.
 */
export async function askToKeepCopies(): Promise<void> {
  if (hasAskedToKeep || chosenDevice() !== 'own') return
  hasAskedToKeep = true
  if (await navigator.storage.persisted().catch(() => false)) return
  await navigator.storage.persist().catch(() => false)
}

/**
 * Before the app starts: finds out whether this device is the person's own, and where it has a PIN waits until the person
 * gave it. A browser that is ended by force may forget the choice of the last seconds; the database tells that it was made.
 */
export async function recallOwnDevice(): Promise<void> {
  await finishWipe().catch(() => undefined)
  if (chosenDevice() === null && !isWiping() && (await hasDatabase())) chooseDevice('own')
  if (chosenDevice() !== 'own') return
  expectDevice()
  if (!(await isShut().catch(() => false))) return
  const { askToUnlock } = await fetchCode(() => import('./unlock-page.tsx'))
  await askToUnlock()
}

/** What may go wrong with the copies on this device, if anything. */
export async function findStorageTrouble(): Promise<StorageTrouble | null> {
  try {
    await openDevice()
  } catch {
    return 'nothing-kept'
  }
  const { quota } = await navigator.storage.estimate().catch(() => ({ quota: undefined }))
  if (quota !== undefined && quota < littleBytes) return 'little-room'
  return (await navigator.storage.persisted().catch(() => false)) ? null : 'may-be-cleared'
}

async function hasDatabase(): Promise<boolean> {
  // Older browsers do not tell.
  if (!('indexedDB' in window) || !('databases' in indexedDB)) return false
  const databases = await indexedDB.databases().catch(() => [])
  return databases.some(({ name }) => name === databaseName)
}
