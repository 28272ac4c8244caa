import { expect, test } from 'vitest'
import { runJob } from './jobs.ts'

const seeds = Number(process.env.FUZZ_SEEDS ?? 900)

test(`[A1] [A2] [A3] [A4] ${seeds} random sessions: every legal update is understood and accepted, every forbidden or forged one refused, no mutated one does harm`, async () => {
  const { counts, failures } = await runJob({ kind: 'updates', from: 1, count: seeds })
  expect(failures).toEqual([])
  expect(counts.legal).toBeGreaterThan(seeds * 30)
  expect(counts.forbidden).toBeGreaterThan(seeds * 20)
}, 300_000)
