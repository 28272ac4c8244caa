import { countRefused } from './device-store/refused-words.ts'
import { waitingInCopies } from './device-store/wipe.ts'
import { waitingChanges } from './open-sessions.ts'

/** What is on this device only: changes that can still be sent, and those that the server did not take. */
export type UnsentChanges = { waiting: number; refused: number }

/** Changes on this device that the server has not confirmed: of open plans, of copies from before, and those put aside. */
export async function unsentChanges(): Promise<UnsentChanges> {
  const refused = await countRefused().catch(() => 0)
  return { waiting: Math.max(waitingChanges(), await waitingInCopies().catch(() => 0)), refused }
}
