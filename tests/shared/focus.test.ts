import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { clearFocus, isFocusOf, setFocus } from '#shared/plan/focus.ts'
import { strategyFields } from '#shared/plan/plan-part.ts'

const [mum, dad] = ['0e6c2f6e-1111-4d7c-9f1a-000000000001', '0e6c2f6e-1111-4d7c-9f1a-000000000002']

function planWith(...statuses: string[]): Y.Map<unknown> {
  const strategies = new Y.Doc().getMap<unknown>('strategies')
  for (const [i, status] of statuses.entries()) strategies.set(`s${i}`, newEntity(strategyFields, { status, order: `a${i}` }))
  return strategies
}
const focusOf = (strategies: Y.Map<unknown>, memberId: string) => [...strategies.keys()].filter((id) => isFocusOf(strategies.get(id), memberId))
const setOf = (strategies: Y.Map<unknown>, id: string, key: string) => (strategies.get(id) as Y.Map<unknown>).get(key) as Y.Map<unknown>

test('a carer has one focus, and another carer keeps their own', () => {
  const strategies = planWith('learning', 'learning', 'learning')
  setFocus(strategies, mum, 's0')
  setFocus(strategies, dad, 's0')
  setFocus(strategies, mum, 's2')
  expect(focusOf(strategies, mum)).toEqual(['s2'])
  expect(focusOf(strategies, dad)).toEqual(['s0'])
  // Who did the first still does it.
  expect(setOf(strategies, 's0', 'who').has(mum)).toBe(true)
  clearFocus(strategies, mum)
  expect(focusOf(strategies, mum)).toEqual([])
})

test('an idea that somebody begins with is learned from then on; a paused one stays paused', () => {
  const strategies = planWith('idea', 'paused')
  setFocus(strategies, mum, 's0')
  setFocus(strategies, dad, 's1')
  const statuses = ['s0', 's1'].map((id) => (strategies.get(id) as Y.Map<unknown>).get('status'))
  expect(statuses).toEqual(['learning', 'paused'])
})

test('choosing what is not there changes nothing', () => {
  const strategies = planWith('learning')
  setFocus(strategies, mum, 's0')
  setFocus(strategies, mum, 'gone')
  expect(focusOf(strategies, mum)).toEqual(['s0'])
})

test('where two devices chose at once, the next choice leaves one', () => {
  const strategies = planWith('learning', 'learning', 'learning')
  for (const id of ['s0', 's1']) setOf(strategies, id, 'focus').set(mum, true)
  setFocus(strategies, mum, 's1')
  expect(focusOf(strategies, mum)).toEqual(['s1'])
})
