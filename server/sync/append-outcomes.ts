/** Decides what becomes of each entry of a batch, from what the database says of their members and parts. */
import type { AppendOutcome, LogEntry } from './log-store.ts'

export type Decision = {
  /** One for each entry, in order. */
  readonly outcomes: AppendOutcome[]
  readonly stored: LogEntry[]
  /** The new `last_seq` of each part that gets rows, by part key. */
  readonly heads: Map<number, number>
}

/**
 * `epochs` holds the members that are still in their care teams [A7], `heads` the `last_seq` of the parts. After an entry
 * that is not stored nothing later of its part follows the last row, so nothing later of it is stored either.
 */
export function decideAppends(
  entries: LogEntry[],
  epochs: ReadonlyMap<string, number>,
  heads: ReadonlyMap<number, number>,
): Decision {
  const moved = new Map<number, number>()
  const stored: LogEntry[] = []
  const outcomes = entries.map((entry): AppendOutcome => {
    const { partKey, seq, memberId, epoch } = entry
    if (memberId !== null && epochs.get(memberId) !== epoch) return 'revoked'
    if ((moved.get(partKey) ?? heads.get(partKey)) !== seq - 1) return 'conflict'
    moved.set(partKey, seq)
    stored.push(entry)
    return 'stored'
  })
  return { outcomes, stored, heads: moved }
}
