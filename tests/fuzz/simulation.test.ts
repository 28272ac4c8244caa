import { expect, test } from 'vitest'
import { runJob } from './jobs.ts'

const seeds = Number(process.env.FUZZ_SCHEDULES ?? 1_500)

test(`[S1] [S3] [S4] [S5] [A2] [A3] [A5] [A6] [A7] [W1] ${seeds} random schedules of five devices: nothing false is said, nothing is lost, nobody differs`, async () => {
  const { counts, failures } = await runJob({ kind: 'simulation', from: 1, count: seeds })
  expect(failures).toEqual([])
  expect(counts.schedules).toBe(seeds)
}, 900_000)

test('a seed replays exactly: the same events, in another thread too', async () => {
  const [once, again] = await Promise.all([
    runJob({ kind: 'replay', from: 1, count: 40 }, 1),
    runJob({ kind: 'replay', from: 1, count: 40 }, 2),
  ])
  expect(once.failures).toEqual([])
  expect(again.hashes).toEqual(once.hashes)
  expect(new Set(Object.values(once.hashes)).size).toBe(40)
}, 120_000)
