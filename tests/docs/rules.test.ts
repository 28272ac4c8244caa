import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

/** The rules of docs/sync.md, by id, with what the page says of each. */
const rules = readFileSync('docs/sync.md', 'utf8')
  .split(/^- \*\*(?=[SAWVN]\d\*\*)/m)
  .slice(1)
  .map((text) => ({ id: text.slice(0, 2), isPromised: !/\*(?:Not\s+yet|Only the sequence)/.test(text) }))

const tests = globSync('tests/**/*.test.ts').map((file) => readFileSync(file, 'utf8')).join('\n')

test('docs/sync.md states all rules', () => {
  expect(rules.map(({ id }) => id).join(' ')).toBe('S1 S2 S3 S4 S5 S6 S7 A1 A2 A3 A4 A5 A6 A7 A8 W1 W2 V1 V2 V3 V4 N1 N2')
})

test('every rule that is said to hold is carried by a test of its name', () => {
  expect(rules.filter(({ id, isPromised }) => isPromised && !tests.includes(`[${id}]`)).map(({ id }) => id)).toEqual([])
})
