import type { Reporter, TestModule } from 'vitest/node'

/** Ends a test run with one plain line that a program can read. A file that fails to load counts as one failure. */
export default class SummaryReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const states = modules.flatMap((module) => [...module.children.allTests()].map((test) => test.result().state))
    const broken = modules.filter((module) => module.errors().length > 0 && [...module.children.allTests()].length === 0)
    const count = (state: string) => states.filter((other) => other === state).length
    const skipped = count('skipped')
    const failed = count('failed') + broken.length
    process.stdout.write(`\n${count('passed')} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`)
  }
}
