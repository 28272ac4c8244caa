import { expect, test } from 'vitest'
import { progressOf } from '#shared/progress/progress.ts'

const goal = { id: 'g', title: 'Asks for help', status: 'active', baseline: -2, importance: 3, difficulty: 2, settings: ['home', 'school', 'any'] }
const strategy = { id: 's', title: 'Wait', goals: ['g'] }
let lastId = 0
const entry = (values: Record<string, unknown>) => {
  lastId += 1
  return { id: `e${lastId}`, author: 'maeve', status: 'final', createdAt: '2026-11-01T10:00:00Z', ...values }
}
const rating = (score: number, happenedAt: string, values = {}) => entry({ kind: 'rating', scale: 'gas', goal: 'g', score, happenedAt, ...values })
const of = (entries: { id: string }[]) => progressOf({ goals: [goal], strategies: [strategy], entries })

test('ratings stand in the order in which things happened, each with who gave it', () => {
  const { goals, score } = of([rating(1, '2026-11-10T10:00:00Z', { author: 'hana' }), rating(-1, '2026-10-10T10:00:00Z')])
  expect(goals[0]?.levels.map(({ value, by }) => [value, by])).toEqual([[-1, 'maeve'], [1, 'hana']])
  expect(score).toEqual({ now: 60, atStart: 30, goals: 1 })
})

test('what was taken back or entered in error, and a score that is not on its scale, count nowhere', () => {
  const { goals, strategies, coverage } = of([
    rating(2, '2026-11-10T10:00:00Z', { status: 'withdrawn', setting: 'home' }),
    rating(7, '2026-11-10T10:00:00Z'),
    rating(-1, '2026-11-10T10:00:00Z', { scale: '0-10' }),
    rating(1, 'once upon a time'),
    entry({ kind: 'practice', strategy: 's', status: 'entered-in-error' }),
  ])
  expect(goals[0]?.levels).toEqual([])
  expect(goals[0]?.scores).toEqual([])
  expect(strategies[0]?.tries).toEqual([])
  expect(coverage.size).toBe(0)
})

test('[no guilt] a day on which it did not fit in is no try and no zero', () => {
  const { strategies } = of([
    entry({ kind: 'practice', strategy: 's', done: true, howItWent: 4 }),
    entry({ kind: 'practice', strategy: 's', done: false }),
    entry({ kind: 'practice', strategy: 's' }),
    entry({ kind: 'practice', strategy: 'other', done: true }),
  ])
  expect(strategies[0]?.tries.map(({ value }) => value)).toEqual([4, null])
})

test('coverage is counted by setting, for a goal by what is linked to it, and names where nothing was seen yet', () => {
  const { goals, coverage } = of([
    entry({ kind: 'observation', setting: 'home', goals: ['g'] }),
    entry({ kind: 'observation', setting: 'home', goals: [] }),
    entry({ kind: 'observation', setting: 'therapy', goals: ['g'] }),
  ])
  expect([...coverage]).toEqual([['home', 2], ['therapy', 1]])
  expect([...(goals[0]?.coverage ?? [])]).toEqual([['home', 1], ['therapy', 1]])
  expect(goals[0]?.notSeenIn).toEqual(['school'])
})

test('a goal that was reached stays to be seen; one that was ended does not', () => {
  const content = { strategies: [], entries: [], goals: [{ ...goal, status: 'achieved' }, { ...goal, id: 'h', status: 'ended' }] }
  expect(progressOf(content).goals.map(({ id }) => id)).toEqual(['g'])
  expect(progressOf(content).score).toEqual({ now: null, atStart: null, goals: 0 })
})
