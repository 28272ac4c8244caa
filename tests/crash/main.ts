/** `npm run test:crash -- --kills N`: the long form of the kill test. Prints vitest's report and its summary line. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'

const { values } = parseArgs({ options: { kills: { type: 'string', default: '200' } } })
const vitest = join(import.meta.dirname, '../../node_modules/vitest/vitest.mjs')
const result = spawnSync(process.execPath, [vitest, 'run', 'tests/crash', '--reporter=verbose'], {
  env: { ...process.env, KILLS: values.kills },
  stdio: 'inherit',
})
process.exit(result.status ?? 1)
