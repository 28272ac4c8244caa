import { expect, test } from 'vitest'
import { waitBeforeSaying } from '../../client/shell/arrivals.ts'

test('who came is said after three seconds, and no sooner than ten seconds after it was said before', () => {
  expect(waitBeforeSaying(50, null)).toBe(3000)
  expect(waitBeforeSaying(1000, 0)).toBe(9000)
  expect(waitBeforeSaying(50_000, 45_000)).toBe(5000)
  expect(waitBeforeSaying(50_000, 42_000)).toBe(3000)
  expect(waitBeforeSaying(50_000, 1000)).toBe(3000)
})
