/** One thread of the fuzz: works on shares of seeds and reports what came of each. */
import './simulation/steered-globals.ts'
import { parentPort } from 'node:worker_threads'
import { runFrames } from './frames/session.ts'
import type { JobKind, Report, Share } from './jobs.ts'
import { runSession, type Tally } from './runs.ts'
import { runSchedule } from './simulation/schedule.ts'

/** The command that runs one seed again. */
const replay = (kind: Exclude<JobKind, 'replay'>, seed: number): string =>
  `npm run test:fuzz -- --only ${kind} --from ${seed} --seeds 1`

async function simulate({ kind, from, count }: Share): Promise<Report> {
  const failures: string[] = []
  const hashes: Record<number, string> = {}
  let rows = 0
  for (let seed = from; seed < from + count; seed += 1) {
    const { failure, hash, last, rows: stored } = await runSchedule(seed)
    rows += stored
    if (kind === 'replay') {
      hashes[seed] = hash
      const again = await runSchedule(seed)
      if (again.hash !== hash) failures.push(`${replay('simulation', seed)}: another run went another way`)
    }
    if (failure === null) continue
    failures.push([`${replay('simulation', seed)}: ${failure}`, ...last.slice(-12)].join('\n    '))
  }
  return { counts: { schedules: count, rows }, longestTurnMs: 0, failures, hashes }
}

function judgeUpdates({ from, count }: Share): Report {
  const tally: Tally = { legal: 0, forbidden: 0, mutated: 0, accepted: 0 }
  const failures: string[] = []
  for (let seed = from; seed < from + count; seed += 1) {
    try {
      runSession(seed, tally)
    } catch (cause) {
      failures.push(`${replay('updates', seed)}: ${cause instanceof Error ? cause.message : String(cause)}`)
    }
  }
  return { counts: { sessions: count, ...tally }, longestTurnMs: 0, failures, hashes: {} }
}

async function sendFrames({ from, count }: Share): Promise<Report> {
  const failures: string[] = []
  const counts = { frames: 0, acknowledged: 0, harmless: 0 }
  let longestTurnMs = 0
  for (let seed = from; seed < from + count; seed += 1) {
    const outcome = await runFrames(seed)
    counts.frames += outcome.frames
    counts.harmless += outcome.harmless
    longestTurnMs = Math.max(longestTurnMs, outcome.longestTurnMs)
    if (outcome.failure !== null) failures.push(`${replay('frames', seed)}: ${outcome.failure}`)
  }
  return { counts, longestTurnMs, failures, hashes: {} }
}

const workOn = (share: Share): Report | Promise<Report> =>
  share.kind === 'updates' ? judgeUpdates(share) : share.kind === 'frames' ? sendFrames(share) : simulate(share)

parentPort?.on('message', (share: Share) => {
  void Promise.resolve(workOn(share)).then((report) => parentPort?.postMessage(report))
})
