/** A log over a real one that a test can hold back or make fail, as a slow or full disk does. */
import type { AppendOutcome, LogEntry, LogStore } from '../../server/sync/log-store.ts'

export type TroubledLog = LogStore & {
  /** From now on appends wait. */
  hold(): void
  /** Lets waiting appends go on. */
  release(): void
  /** While set, appends throw it. */
  fault: Error | null
  /** Entries that reached the real log. */
  readonly stored: LogEntry[]
  /** How many entries each commit had. */
  readonly batches: number[]
}

export function troubledLog(store: LogStore): TroubledLog {
  let gate: { opened: Promise<void>; open: () => void } | null = null
  const log: TroubledLog = {
    ...store,
    fault: null,
    stored: [],
    batches: [],
    hold: () => {
      let open = () => {}
      const opened = new Promise<void>((resolve) => {
        open = resolve
      })
      gate = { opened, open }
    },
    release: () => {
      gate?.open()
      gate = null
    },
    append: async (entries): Promise<AppendOutcome[]> => {
      await gate?.opened
      if (log.fault !== null) throw log.fault
      log.batches.push(entries.length)
      const outcomes = await store.append(entries)
      log.stored.push(...entries.filter((_, i) => outcomes[i] === 'stored'))
      return outcomes
    },
  }
  return log
}
