/** Taking everything of a person off this device, in every tab. */
import { dropCopy, waitingIn } from './copies.ts'
import { chooseDevice, chosenDevice } from './device-choice.ts'
import { deleteDevice, openDevice, refuseDevice } from './device-database.ts'

export type WipeReason = 'signed-out' | 'shared-device'

const channel = new BroadcastChannel('samepage.device')
const listeners = new Set<(reason: WipeReason) => void>()

/** Calls `act` when this device is wiped, here (before it is) or from another tab. */
export function onWipe(act: (reason: WipeReason, isElsewhere: boolean) => void): void {
  listeners.add((reason) => act(reason, false))
  channel.addEventListener('message', ({ data }: MessageEvent<WipeReason>) => act(data, true))
}

channel.addEventListener('message', refuseDevice)

/** Removes the database and, at sign-out, the choice. Works without a network. Tells other tabs. */
export async function wipeDevice(reason: WipeReason): Promise<void> {
  for (const act of listeners) act(reason)
  channel.postMessage(reason)
  await deleteDevice()
  // Last: as long as there is a database, the choice says why.
  chooseDevice(reason === 'signed-out' ? null : 'shared')
}

/** Removes the copies, keys and answers of one plan. */
export async function forgetPlan(planId: string): Promise<void> {
  if (chosenDevice() !== 'own') return
  const database = await openDevice()
  for (const copy of await database.getAll('copies')) if (copy.planId === planId) await dropCopy(copy.slot)
  await Promise.all([forgetKeys(planId), forgetAnswers(planId)])
}

/**
 * This person may no longer open the plan: what the server has as well is removed at once. Copies with unsent words stay
 * until the person has had the chance to take the words with them.
 */
export async function revokePlan(planId: string): Promise<void> {
  if (chosenDevice() !== 'own') return
  const copies = (await (await openDevice()).getAll('copies')).filter((copy) => copy.planId === planId)
  for (const copy of copies) if (waitingIn(copy) === 0) await dropCopy(copy.slot)
  await forgetAnswers(planId)
  if (copies.every((copy) => waitingIn(copy) === 0)) await forgetKeys(planId)
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
  for (const path of await store.getAllKeys()) if (path.includes(planId)) await store.delete(path)
  await done
}
