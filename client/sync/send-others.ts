/** Sending words of plans that no page of this tab shows. Loaded only where some wait. */
import type { PlanAccess } from '#shared/plan/api.ts'
import { hasCode } from '../http/error-words.ts'
import { request } from '../http/request.ts'
import { waitingIn } from './device-store/copies.ts'
import { openDevice, type CopyRow } from './device-store/device-database.ts'
import { revokePlan } from './device-store/wipe.ts'
import { hold, isSending, release } from './open-sessions.ts'

/** Opens each plan that has words to send and is not open. It stays open until they are sent. */
export async function sendOthers(): Promise<void> {
  const copies = (await (await openDevice()).getAll('copies')).filter((copy) => waitingIn(copy) > 0)
  for (const [planId, waiting] of Map.groupBy(copies, (copy) => copy.planId)) if (!isSending(planId)) await send(planId, waiting)
}

async function send(planId: string, waiting: readonly CopyRow[]): Promise<void> {
  try {
    const access = await request<PlanAccess>('GET', `/api/plans/${planId}`)
    // Somebody who left and came back is another member, who cannot send the words of the first.
    if (waiting.some(({ memberId }) => memberId === access.memberId)) release(hold(planId, access))
  } catch (error) {
    if (hasCode(error, 'not-found')) await revokePlan(planId)
  }
}
