/** Telling everybody, in every tab, that this device is being wiped. */
import { refuseDevice } from './device-database.ts'

export type WipeReason = 'signed-out' | 'shared-device'

const channel = new BroadcastChannel('samepage.device')
const listeners = new Set<(reason: WipeReason) => void>()

/** Calls `act` when this device is wiped, here (before it is) or from another tab. */
export function onWipe(act: (reason: WipeReason, isElsewhere: boolean) => void): void {
  listeners.add((reason) => act(reason, false))
  channel.addEventListener('message', ({ data }: MessageEvent<WipeReason>) => act(data, true))
}

channel.addEventListener('message', refuseDevice)

/** Tells this tab and all others. */
export function tellWipe(reason: WipeReason): void {
  for (const act of listeners) act(reason)
  channel.postMessage(reason)
}
