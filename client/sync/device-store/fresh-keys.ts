/** Getting every key of this device from the server once more, so that it can be kept in another way. */
import type { DeviceKeys } from '#shared/plan/api.ts'
import { hasCode } from '../../http/error-words.ts'
import { request } from '../../http/request.ts'
import { compactRows } from './copy-rows.ts'
import { openDevice, type CopyRow } from './device-database.ts'
import { dropUngiven } from './unsent-words.ts'
import { keepKeys, keyFor } from './vault.ts'
import { revokePlan } from './wipe.ts'

export type Given = { planId: string; memberId: string; keys: DeviceKeys }

const triesToSeal = 5

/** The keys of all plans with copies here, given by the server once more. Every copy is then sealed with one of them. */
export async function askForKeys(): Promise<Given[]> {
  const copies = await (await openDevice()).getAll('copies')
  const owners = new Map(copies.map(({ planId, memberId }) => [planId, memberId]))
  const given = await Promise.all([...owners].map(([planId, memberId]) => askForPlan(planId, memberId)))
  for (const copy of await (await openDevice()).getAll('copies')) await sealAnew(copy)
  return given.filter((plan) => plan !== null)
}

async function askForPlan(planId: string, memberId: string): Promise<Given | null> {
  try {
    const keys = await request<DeviceKeys>('GET', `/api/plans/${planId}/device-keys`)
    await keepKeys(planId, memberId, keys)
    await dropUngiven(planId, memberId, keys)
    return { planId, memberId, keys }
  } catch (error) {
    if (!hasCode(error, 'not-found') && !hasCode(error, 'not-allowed')) throw error
    await revokePlan(planId)
    return null
  }
}

/** Where rights have changed since this copy was sealed: only the newest key will be there. */
async function sealAnew({ slot }: CopyRow): Promise<void> {
  const newest = await keyFor(slot)
  for (let tries = 0; tries < triesToSeal; tries += 1) {
    const copy = await (await openDevice()).get('copies', slot)
    const key = copy && copy.keyId !== newest?.keyId ? await keyFor(slot, copy.keyId) : null
    if (key === null || newest === null) return
    // Another tab may be writing to it.
    await compactRows(slot, key, newest).catch(() => false)
  }
}
