/**
 * `npm test`: runs every test, and ends with one plain line that a program can read. Browsers on a busy machine sometimes fail
 * where the product does not (docs/decisions/0023): a file of browser tests that failed runs once more, alone, and that is said.
 */
import { relative } from 'node:path'
import { startVitest, type TestModule } from 'vitest/node'

/** More than this at once is no accident. */
const mostAgain = 3

const vitest = await startVitest(process.argv.slice(2), { watch: false, reporters: ['default'] })
const modules = () => vitest.state.getTestModules()
const name = (module: TestModule) => relative(vitest.config.root, module.moduleId)
const outside = vitest.state.getUnhandledErrors().length

const failedOnce = modules().filter((module) => !module.ok())
const again = failedOnce.filter((module) => name(module).startsWith('tests/e2e/'))
const runsAgain = again.length > 0 && failedOnce.length <= mostAgain && outside === 0
if (runsAgain) {
  process.stdout.write(`\nFailed beside others, and run once more alone:\n${again.map((module) => `  ${name(module)}\n`).join('')}`)
  for (const module of again) await vitest.runTestSpecifications([module.toTestSpecification()])
}

const states = modules().flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
const count = (state: string) => states.filter((other) => other === state).length
// A file that does not load holds no test: it counts as one failure, and so does an error outside of any test.
const broken = modules().filter((module) => !module.ok() && [...module.children.allTests()].every((test) => test.result().state !== 'failed'))
const failed = count('failed') + broken.length + Math.max(outside, vitest.state.getUnhandledErrors().length)
if (runsAgain) process.stdout.write(`\n${again.length} files of browser tests needed a second run: see above\n`)
process.stdout.write(`\n${count('passed')} passed, ${failed} failed${count('skipped') > 0 ? `, ${count('skipped')} skipped` : ''}\n`)
await vitest.close()
// A run that found no test shows nothing.
process.exitCode = failed > 0 || count('passed') === 0 ? 1 : 0
