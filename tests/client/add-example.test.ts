import { expect, test } from 'vitest'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import { addExample } from '../../client/plan/add-example.ts'
import { goalExamples } from '../../client/plan/goal-examples.ts'
import type { PartHandle } from '../../client/sync/plan-session.tsx'
import { PartRoom, updateOf } from '../support/part-room.ts'

test.each(goalExamples)('the example for $id comes whole, with its strategy, and the server takes it', (example) => {
  const room = new PartRoom('plan')
  const device = room.device()
  let goalId = ''
  const update = updateOf(device, () => {
    goalId = addExample({ doc: device, canWrite: true, change: (act: () => void) => act() } as unknown as PartHandle, example)
  })
  expect(room.receive('maeve', update)).toMatchObject({ accepted: true })
  const { goals, strategies } = partToJson(room.doc, shapeOf(parsePart('plan') as Part)) as Record<string, Record<string, unknown>[]>
  expect(goals).toMatchObject([{ id: goalId, title: example.title, why: example.why, domain: example.domain, gas: example.lines, status: 'proposed' }])
  const { steps, ...words } = example.strategy
  expect(strategies).toMatchObject([{ ...words, status: 'idea', goals: [goalId], steps: steps.map((text) => ({ text })) }])
})
