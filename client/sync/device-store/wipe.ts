/** Taking everything of a person off this device, in every tab. */
import { dropCopy, waitingIn } from './copies.ts'
import { chooseDevice, chosenDevice } from './device-choice.ts'
import { deleteDevice, openDevice } from './device-database.ts'
import { setDraftsAside } from './kept-draft.ts'
import { isRefusedPath } from './refused-words.ts'
import { setAsideCopy } from './unsent-words.ts'
import { tellWipe, type WipeReason } from './wipe-notice.ts'

export { onWipe } from './wipe-notice.ts'

const wipingKey = 'samepage.wiping'

/** Removes the database and, at sign-out, the choice. Works without a network. Tells other tabs. */
export async function wipeDevice(reason: WipeReason): Promise<void> {
  // First: a tab that loads anew meanwhile must neither open the database nor take it for a choice.
  localStorage.setItem(wipingKey, 'yes')
  chooseDevice(reason === 'signed-out' ? null : 'shared')
  tellWipe(reason)
  await finishWipe()
}

/** Whether a wipe has begun and a tab that sleeps still holds the database, which is empty. */
export const isWiping = (): boolean => localStorage.getItem(wipingKey) !== null

/** The person keeps copies here again: what a wipe left to do is not to reach them. */
export const forgetWipe = (): void => localStorage.removeItem(wipingKey)

/** Goes on with a wipe that was broken off, or that a sleeping tab has held up. */
export async function finishWipe(): Promise<void> {
  if (isWiping() && (await deleteDevice())) forgetWipe()
}

/** Removes the copies, keys and answers of one plan. */
export async function forgetPlan(planId: string): Promise<void> {
  if (chosenDevice() !== 'own') return
  const database = await openDevice()
  for (const copy of await database.getAll('copies')) if (copy.planId === planId) await dropCopy(copy.slot)
  await Promise.all([forgetKeys(planId), forgetAnswers(planId)])
}

/**
 * This person may no longer open the plan: all that is here of it is removed at once. Words of theirs that were never sent
 * are put aside for them to copy. Where this device does not take them, their copy stays, with its key.
 */
export async function revokePlan(planId: string): Promise<void> {
  await setDraftsAside(planId)
  if (chosenDevice() !== 'own') return
  const copiesOf = async () => (await (await openDevice()).getAll('copies')).filter((copy) => copy.planId === planId)
  for (const copy of await copiesOf()) await setAsideCopy(copy)
  await forgetAnswers(planId)
  if ((await copiesOf()).length === 0) await forgetKeys(planId)
}

/** Changes on this device, in all its copies, that the server has not confirmed. */
export async function waitingInCopies(): Promise<number> {
  if (chosenDevice() !== 'own') return 0
  const copies = await (await openDevice()).getAll('copies')
  return copies.reduce((sum, copy) => sum + waitingIn(copy), 0)
}

async function forgetKeys(planId: string): Promise<void> {
  const { store, done } = (await openDevice()).transaction('keys', 'readwrite')
  for (const row of await store.getAll()) if (row.planId === planId) await store.delete([row.slot, row.keyId])
  await done
}

async function forgetAnswers(planId: string): Promise<void> {
  const { store, done } = (await openDevice()).transaction('answers', 'readwrite')
  for (const path of await store.getAllKeys()) if (path.includes(planId) && !isRefusedPath(path)) await store.delete(path)
  await done
}
