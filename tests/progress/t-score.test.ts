import { expect, test } from 'vitest'
import { tScore } from '#shared/progress/t-score.ts'

test('one goal one step above what was hoped gives 60.0, two such goals 62.4', () => {
  const above = { level: 1, weight: 1 }
  expect(tScore([above])?.toFixed(1)).toBe('60.0')
  expect(tScore([above, above])?.toFixed(1)).toBe('62.4')
})

test('what was hoped for is 50 whatever the weights; a heavier goal counts for more', () => {
  expect(tScore([{ level: 0, weight: 9 }, { level: 0, weight: 1 }])).toBe(50)
  const score = (heavy: number, light: number) => tScore([{ level: heavy, weight: 9 }, { level: light, weight: 1 }]) ?? 0
  expect(score(1, -1)).toBeGreaterThan(50)
  expect(score(-1, 1)).toBeLessThan(50)
  // One goal alone: its weight makes no difference.
  expect(tScore([{ level: -2, weight: 6 }])).toBe(30)
})

test('without goals there is no score', () => {
  expect(tScore([])).toBeNull()
})
