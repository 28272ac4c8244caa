import { expect, test } from 'vitest'
import { runSession, type Tally } from './runs.ts'

const seeds = Number(process.env.FUZZ_SEEDS ?? 400)

test(`[A1] [A2] [A3] [A4] ${seeds} random sessions: every legal update is understood and accepted, every forbidden one refused, no mutated one does harm`, () => {
  const tally: Tally = { legal: 0, forbidden: 0, mutated: 0, accepted: 0 }
  for (let seed = 1; seed <= seeds; seed += 1) runSession(seed, tally)
  expect(tally.legal).toBeGreaterThan(seeds * 30)
  expect(tally.forbidden).toBeGreaterThan(seeds * 5)
}, 300_000)
