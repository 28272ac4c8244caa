import { expect, test } from 'vitest'
import { runJob } from './jobs.ts'

const framesPerSession = 250
const frames = Number(process.env.FUZZ_FRAMES ?? 100_000)
// Other suites share the processors here. The long form, alone on a machine, holds every turn to 50 ms.
process.env.FUZZ_TURN_MS ??= '2000'

test(`[A1] [A5] ${frames} mutated frames of real traffic: no crash, no hang, nothing acknowledged that is not stored`, async () => {
  const { counts, failures } = await runJob({ kind: 'frames', from: 1, count: frames / framesPerSession })
  expect(failures).toEqual([])
  expect(counts.frames).toBe(frames)
}, 300_000)
