import { expect, test } from 'vitest'
import { visitPlaces, visitSteps } from '#shared/visit/api.ts'
import { backOf, nextOf, startOf, stepIndex } from '../../client/visit/way.ts'

const goals = ['first', 'second']

test('every place belongs to one of the four steps, in their order', () => {
  expect(visitSteps.flatMap(({ places }) => places)).toEqual([...visitPlaces])
  expect(visitPlaces.map(stepIndex)).toEqual([0, 1, 1, 1, 2, 2, 2, 3])
})

test('looking back goes through the goals one at a time, then to writing alone; without goals at once', () => {
  const first = nextOf({ place: 'look-back', goalId: null }, goals, false)
  expect(first).toEqual({ place: 'look-back', goalId: 'first' })
  expect(nextOf({ place: 'look-back', goalId: 'first' }, goals, false)).toEqual({ place: 'look-back', goalId: 'second' })
  expect(nextOf({ place: 'look-back', goalId: 'second' }, goals, false)).toEqual({ place: 'write', goalId: null })
  expect(nextOf({ place: 'look-back', goalId: null }, [], false)).toEqual({ place: 'write', goalId: null })
})

test('nobody writes alone again once the words were shown', () => {
  expect(startOf(1, true)).toEqual({ place: 'together', goalId: null })
  expect(nextOf({ place: 'look-back', goalId: 'second' }, goals, true)).toEqual({ place: 'together', goalId: null })
  expect(backOf({ place: 'draft', goalId: 'first' }, goals, true)).toEqual({ place: 'together', goalId: null })
})

test('showing, choosing a goal and keeping the words are acts of their own: Next does not go past them', () => {
  for (const place of ['write', 'together', 'strategy', 'home'] as const) expect(nextOf({ place, goalId: null }, goals, false), place).toBeNull()
})

test('Back undoes Next', () => {
  for (const place of ['look-back', 'draft', 'ladder'] as const) {
    const next = nextOf({ place, goalId: 'first' }, goals, true)
    expect(next && backOf(next, goals, true)).toEqual({ place, goalId: 'first' })
  }
  expect(backOf({ place: 'look-back', goalId: null }, goals, false)).toBeNull()
})
