import { expect, test } from 'vitest'
import { runJob } from './jobs.ts'

const framesPerSession = 250
const frames = Number(process.env.FUZZ_FRAMES ?? 100_000)

test(`[A1] [A5] ${frames} mutated frames of real traffic: no crash, no turn over 50 ms, nothing acknowledged that is not stored`, async () => {
  const { counts, failures, longestTurnMs } = await runJob({ kind: 'frames', from: 1, count: frames / framesPerSession }, 1)
  expect(failures).toEqual([])
  expect(counts.frames).toBe(frames)
  expect(longestTurnMs).toBeLessThan(50)
}, 300_000)
