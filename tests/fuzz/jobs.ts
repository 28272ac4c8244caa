/** The long work of the fuzz, shared out over worker threads: each takes the next few seeds until none is left. */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'

/** `replay` is the simulation, each seed twice, with the sign of what happened. */
export type JobKind = 'simulation' | 'replay' | 'updates' | 'frames'

/** A share of a job: `count` seeds, or for `frames` sessions of some hundred mutated frames each, from `from` on. */
export type Share = { readonly kind: JobKind; readonly from: number; readonly count: number }

/** What came of a share: numbers that add up, longest turns that do not, and failures in words that name the seed. */
export type Report = {
  readonly counts: Record<string, number>
  readonly longestTurnMs: number
  readonly failures: readonly string[]
  /** For each replayed seed, a sign of all that happened. */
  readonly hashes: Record<number, string>
}

const seedsPerShare = 20
/** After so many failures it is known that something is wrong. */
const enoughFailures = 5

/** Runs a job to its end, or until enough has failed. `onFailure` hears of each failure at once. */
export async function runJob(
  { kind, from, count }: Share,
  threads = availableParallelism(),
  onFailure: (failure: string) => void = () => undefined,
): Promise<Report> {
  const counts: Record<string, number> = {}
  const failures: string[] = []
  const hashes: Record<number, string> = {}
  let longestTurnMs = 0
  let next = from
  const take = (): Share | null => {
    if (next >= from + count || failures.length >= enoughFailures) return null
    const share = { kind, from: next, count: Math.min(seedsPerShare, from + count - next) }
    next += share.count
    return share
  }
  const work = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./worker.ts', import.meta.url), { resourceLimits: { maxYoungGenerationSizeMb: 192 } })
      const give = () => {
        const share = take()
        if (share !== null) return worker.postMessage(share)
        resolve()
        void worker.terminate()
      }
      worker.on('error', reject)
      worker.on('message', (report: Report) => {
        for (const [name, value] of Object.entries(report.counts)) counts[name] = (counts[name] ?? 0) + value
        longestTurnMs = Math.max(longestTurnMs, report.longestTurnMs)
        failures.push(...report.failures)
        for (const failure of report.failures) onFailure(failure)
        Object.assign(hashes, report.hashes)
        give()
      })
      give()
    })
  await Promise.all(Array.from({ length: Math.min(threads, Math.ceil(count / seedsPerShare)) }, work))
  return { counts, longestTurnMs, failures, hashes }
}
