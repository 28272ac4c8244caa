/** The gates of size: exact, in a real browser, on the pages as they were built. */
import { expect, test } from 'vitest'
import { weighPages } from '../bench/page-weight.ts'

test("a parent's first page with its text box takes 170 kB of JavaScript at most, the page of the editor 340 kB, both as sent", async () => {
  const [today, plan] = await weighPages(['/today', 'plan'])
  const kB = (bytes = 0) => `${(bytes / 1000).toFixed(1)} kB`
  for (const { path = '', ready, idle } of [today, plan].filter((weight) => weight !== undefined)) {
    process.stdout.write(`${path}: ${kB(ready.sent)} of JavaScript as sent, ${kB(ready.gzip)} as gzip; ${kB(idle.sent)} with what comes ahead of time\n`)
  }
  expect(today?.ready.sent).toBeLessThanOrEqual(170_000)
  expect(plan?.ready.sent).toBeLessThanOrEqual(340_000)
  // Nothing was counted twice or missed.
  expect(today?.scripts.some(({ file }) => file.startsWith('framework'))).toBe(true)
}, 60_000)
