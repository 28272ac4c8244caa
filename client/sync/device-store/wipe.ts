/** Taking everything of a person off this device, in every tab. */
import { waitingIn } from './copies.ts'
import { chooseDevice, chosenDevice } from './device-choice.ts'
import { deleteDevice, openDevice, type CopyRow } from './device-database.ts'
import { isDraftPath, setDraftsAside } from './kept-draft.ts'
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

/**
 * Before a plan is loaded again from the server: removes the copies of the parts that it has refused, and all others that
 * hold nothing for it. Words that wait in other parts stay, and so does what is begun.
 */
export async function forgetRefused(planId: string, refused: readonly string[]): Promise<void> {
  if (chosenDevice() !== 'own') return
  for (const copy of await copiesOf(planId)) if (refused.includes(copy.partId) || waitingIn(copy) === 0) await setAsideCopy(copy)
  await forgetAnswers(planId, (path) => isDraftPath(path) || isRefusedPath(path))
}

/**
 * This person may no longer open the plan: all that is here of it is removed at once. Words of theirs that were never sent
 * are put aside for them to copy. Where this device does not take them, their copy stays, with its key.
 */
export async function revokePlan(planId: string): Promise<void> {
  await setDraftsAside(planId)
  if (chosenDevice() !== 'own') return
  for (const copy of await copiesOf(planId)) await setAsideCopy(copy)
  await forgetAnswers(planId, isRefusedPath)
  if ((await copiesOf(planId)).length === 0) await forgetKeys(planId)
}

const copiesOf = async (planId: string): Promise<CopyRow[]> =>
  (await (await openDevice()).getAll('copies')).filter((copy) => copy.planId === planId)

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

async function forgetAnswers(planId: string, stays: (path: string) => boolean): Promise<void> {
  const { store, done } = (await openDevice()).transaction('answers', 'readwrite')
  for (const path of await store.getAllKeys()) if (path.includes(planId) && !stays(path)) await store.delete(path)
  await done
}
