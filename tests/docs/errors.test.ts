import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { errorTable } from '#shared/errors.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/errors.md'), 'utf8')

/** The rows of the page, without the last column, which only people read. */
const rowsOfPage = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) => line.split('|').slice(1, -1).map((cell) => cell.trim()))

test('docs/errors.md has the rows of the error table, and no others', () => {
  const rowsOfCode = Object.entries(errorTable).map(([code, { status, closeCode, retry, title }]) => [
    `\`${code}\``, String(status), String(closeCode), retry ? 'yes' : 'no', title,
  ])
  expect(rowsOfPage.map((cells) => cells.slice(0, 5))).toEqual(rowsOfCode)
})

test('docs/errors.md says of every error when it happens', () => {
  expect(rowsOfPage.filter((cells) => cells.length !== 6 || cells[5] === '')).toEqual([])
})
