/** `npm run test:fuzz -- --seeds N --from S`: the long form of the admission fuzz. Prints one summary line. */
import { parseArgs } from 'node:util'
import { runSession, type Tally } from './runs.ts'

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '5000' }, from: { type: 'string', default: '1' } } })
const [count, from] = [Number(values.seeds), Number(values.from)]
const tally: Tally = { legal: 0, forbidden: 0, mutated: 0, accepted: 0 }
const failures: string[] = []
const startedAt = performance.now()
for (let seed = from; seed < from + count; seed += 1) {
  try {
    runSession(seed, tally)
  } catch (cause) {
    failures.push(cause instanceof Error ? cause.message.split('\n')[0] as string : String(cause))
    if (failures.length >= 10) break
  }
}
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
process.stdout.write(
  `fuzz: seeds ${from}..${from + count - 1}, ${tally.legal} legal updates accepted, ${tally.forbidden} forbidden refused, ` +
    `${tally.mutated} mutated (${tally.accepted} harmless), ${failures.length} failures, ${seconds} s\n`,
)
for (const failure of failures) process.stdout.write(`  ${failure}\n`)
process.exit(failures.length > 0 ? 1 : 0)
