/** The copies on this device, from outside: how much is waiting in one, and removing one. */
import { allOf, openDevice, type CopyRow } from './device-database.ts'

/** Changes in a copy that the server has not confirmed. */
export const waitingIn = (copy: CopyRow): number =>
  Object.values(copy.tabs).reduce((sum, { made, stored }) => sum + made - stored, 0)

/** Removes a copy. Its key stays, for the copy that begins anew. */
export async function dropCopy(slot: string): Promise<void> {
  const transaction = (await openDevice()).transaction(['copies', 'rows'], 'readwrite')
  await Promise.all([
    transaction.objectStore('copies').delete(slot),
    transaction.objectStore('rows').delete(allOf(slot)),
    transaction.done,
  ])
}
