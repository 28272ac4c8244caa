/** What every style sheet must keep to, so that the app works from right to left and with larger text. */
import { globSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const sheets = globSync('client/**/*.css').map((file) => ({ file, lines: readFileSync(file, 'utf8').split('\n') }))

/** The declarations that a rule finds: file, line and what stands there. */
const findAll = (rule: RegExp): string[] =>
  sheets.flatMap(({ file, lines }) => lines.flatMap((line, i) => (rule.test(line) && !/^\s*(?:@|\/?\*)/.test(line) ? [`${file}:${i + 1} ${line.trim()}`] : [])))

test('there are style sheets to look at', () => {
  expect(sheets.length).toBeGreaterThan(30)
})

test.each([
  ['margins, paddings and borders', /\b(?:margin|padding|border)-(?:left|right|top|bottom)\b/],
  ['places', /(?:^|[\s;{])(?:left|right|top|bottom)\s*:/],
  ['sizes', /(?:^|[\s;{])(?:min-|max-)?(?:width|height)\s*:/],
  ['text and floats', /\b(?:text-align|float|clear)\s*:\s*(?:left|right)\b/],
  ['scrolling', /\b(?:scroll-(?:margin|padding))-(?:left|right|top|bottom)\b|overflow-[xy]-/],
  ['four values that differ at the sides', /\b(?:margin|padding|inset)\s*:\s*[^\s(]+\s+([^\s(]+)\s+[^\s(]+\s+(?!\1;)[^\s(;]+;/],
])('%s are named by the flow of the text and not as left and right', (_name, rule) => {
  expect(findAll(rule)).toEqual([])
})

test('letters grow with the text that a person has chosen: none has a size in pixels', () => {
  expect(findAll(/\bfont(?:-size)?\s*:\s*[\d.]+px/)).toEqual([])
})
