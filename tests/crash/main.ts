/** `npm run test:crash -- --kills N [--seed S]`: the long form of the kill test. Its one line says how many were lost. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '2000' }, seed: { type: 'string', default: '1' } } })
const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')
const result = spawnSync(process.execPath, [vitest, 'run', 'tests/crash', '--reporter=dot'], {
  env: { ...process.env, KILLS: values.kills, SEED: values.seed },
  stdio: 'inherit',
})
process.exit(result.status ?? 1)
