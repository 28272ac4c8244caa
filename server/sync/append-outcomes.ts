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
 * that is not stored nothing later of its part is: it was made for a document with that entry, and would follow the last row
 * all the same where another server has stored one meanwhile.
 */
export function decideAppends(
  entries: LogEntry[],
  epochs: ReadonlyMap<string, number>,
  heads: ReadonlyMap<number, number>,
): Decision {
  const moved = new Map<number, number>()
  const stored: LogEntry[] = []
  const broken = new Set<number>()
  const decide = ({ partKey, seq, memberId, epoch }: LogEntry): AppendOutcome => {
    if (memberId !== null && epochs.get(memberId) !== epoch) return 'revoked'
    return broken.has(partKey) || (moved.get(partKey) ?? heads.get(partKey)) !== seq - 1 ? 'conflict' : 'stored'
  }
  const outcomes = entries.map((entry) => {
    const outcome = decide(entry)
    if (outcome === 'stored') {
      moved.set(entry.partKey, entry.seq)
      stored.push(entry)
    } else broken.add(entry.partKey)
    return outcome
  })
  return { outcomes, stored, heads: moved }
}
