/**
 * `npm run test:fuzz -- --seeds N --from S`: the long form of the fuzz, on all cores. One summary line each at the end:
 * the simulation of the sync core, the judging of single updates, and mutated frames. `--only` picks one of them.
 */
import { parseArgs } from 'node:util'
import { runJob, type JobKind, type Report } from './jobs.ts'

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '5000' },
    from: { type: 'string', default: '1' },
    only: { type: 'string' },
  },
})
const [count, from] = [Number(values.seeds), Number(values.from)]
type Kind = Exclude<JobKind, 'replay'>
const kinds: readonly Kind[] = ['simulation', 'updates', 'frames']

const summaries: Readonly<Record<Kind, (report: Report) => string>> = {
  simulation: ({ counts, failures }) =>
    `${counts.schedules ?? 0} schedules, ${counts.rows ?? 0} rows stored, ${failures.length} divergences or broken promises`,
  updates: ({ counts }) =>
    `${counts.legal ?? 0} legal updates: ${counts.legalRefused ?? 0} refused; ${counts.forbidden ?? 0} forbidden or forged: ` +
    `${counts.forbiddenAccepted ?? 0} accepted; ${counts.mutated ?? 0} mutated (${counts.accepted ?? 0} harmless)`,
  frames: ({ counts, longestTurnMs, failures }) =>
    `${counts.frames ?? 0} mutated frames sent: ${failures.length} crashes, hangs or false acknowledgements ` +
    `(${counts.harmless ?? 0} harmless rows), longest turn ${longestTurnMs.toFixed(1)} ms`,
}

let failed = 0
const lines: string[] = []
for (const kind of kinds) {
  if (values.only !== undefined && values.only !== kind) continue
  const startedAt = performance.now()
  const report = await runJob({ kind, from, count }, undefined, (failure) => void process.stdout.write(`${failure}\n`))
  failed += report.failures.length
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  const seeds = `seeds ${from}..${from + count - 1}`
  lines.push(`${kind}: ${seeds}, ${summaries[kind](report)}, ${report.failures.length} failures, ${seconds} s`)
}
for (const line of lines) process.stdout.write(`${line}\n`)
process.exit(failed > 0 ? 1 : 0)
