/** The plug is pulled while people type. What was acknowledged must be there afterwards, all of it. */
import { expect, test } from 'vitest'
import { Random } from '../fuzz/random.ts'
import { killEngines, type LaneResult } from './lane.ts'

/** Kills of the engine in this run; the long form is `npm run test:crash -- --kills 2000`. */
const kills = Number(process.env.KILLS ?? 200)
const seed = Number(process.env.SEED ?? 1)

test(`[S1] [S4] [S5] kill -9 of the engine while people type and parts are compacted, ${kills} times: nothing is lost`, async () => {
  const startedAt = performance.now()
  const lanes = await Promise.all([0, 1].map((lane) => {
    const random = new Random(seed + lane)
    return killEngines(Math.ceil((kills - lane) / 2), () => random.next())
  }))
  const sum = (of: (lane: LaneResult) => number) => lanes.reduce((all, lane) => all + of(lane), 0)
  const lost = lanes.flatMap((lane) => lane.lost)
  const seconds = Math.round((performance.now() - startedAt) / 1000)
  const acknowledged = sum((lane) => lane.acknowledged)
  process.stdout.write(`\n${kills} kills, ${acknowledged} acknowledged, ${lost.length} lost, ${seconds} seconds (seed ${seed})\n`)
  expect(lost).toEqual([])
  expect(sum((lane) => lane.damaged)).toBe(0)
  expect(sum((lane) => lane.kills)).toBe(kills)
  expect(acknowledged).toBeGreaterThan(kills * 10)
}, 60_000 + kills * 3_000)
