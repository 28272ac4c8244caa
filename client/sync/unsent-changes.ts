import { waitingInCopies } from './device-store/wipe.ts'
import { waitingChanges } from './open-sessions.ts'

/** Changes on this device that the server has not confirmed: of open plans, and of copies from before. */
export const unsentChanges = async (): Promise<number> =>
  Math.max(waitingChanges(), await waitingInCopies().catch(() => 0))
