/** Saying whose device this is, with what follows from it. */
import { chooseDevice, chosenDevice } from './device-choice.ts'
import { allowDevice, databaseName, openDevice } from './device-database.ts'

/** Why a copy on this device may not last: the browser may clear it, has little room, or keeps nothing at all. */
export type StorageTrouble = 'may-be-cleared' | 'little-room' | 'nothing-kept'

/** Less than this is what private windows give. */
const littleBytes = 50 * 1024 * 1024

/** Begins to keep copies on this device. Says what may go wrong with them, if anything. */
export async function makeOwnDevice(): Promise<StorageTrouble | null> {
  chooseDevice('own')
  allowDevice()
  await navigator.storage.persist().catch(() => false)
  return findStorageTrouble()
}

/** A browser that is ended by force may forget the choice of the last seconds; the database tells that it was made. */
export async function recallOwnDevice(): Promise<void> {
  if (chosenDevice() !== null || !('indexedDB' in window)) return
  const databases = await indexedDB.databases().catch(() => [])
  if (databases.some(({ name }) => name === databaseName)) chooseDevice('own')
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
