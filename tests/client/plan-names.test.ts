/** What goals and strategies are called: the words follow at rest, what is new or finished at once. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields } from '#shared/plan/plan-part.ts'
import { namesOf, namesRestMs } from '../../client/sync/plan-names.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

const addGoal = (doc: Y.Doc, id: string, order: string) => doc.getMap('goals').set(id, newEntity(goalFields, { status: 'active', order }))
const goalIn = (doc: Y.Doc, id: string) => doc.getMap('goals').get(id) as Y.Map<unknown>

function type(doc: Y.Doc, id: string, words: string): void {
  const title = goalIn(doc, id).get('title') as Y.XmlFragment
  if (title.length === 0) {
    const line = new Y.XmlElement('paragraph')
    line.insert(0, [new Y.XmlText()])
    title.insert(0, [line])
  }
  const text = (title.get(0) as Y.XmlElement).get(0) as Y.XmlText
  text.insert(text.length, words)
}

test('typing a title tells nobody until the fingers rest, then once', () => {
  const doc = new Y.Doc()
  addGoal(doc, 'one', 'a0')
  const names = namesOf(doc)
  const listener = vi.fn<() => void>()
  const stop = names.subscribe(listener)
  for (const letter of 'Two words') {
    type(doc, 'one', letter)
    vi.advanceTimersByTime(namesRestMs - 1)
  }
  expect(listener).not.toHaveBeenCalled()
  expect(names.read().goals[0]?.title).toBe('')
  vi.advanceTimersByTime(1)
  expect(listener).toHaveBeenCalledOnce()
  expect(names.read().goals).toEqual([{ id: 'one', title: 'Two words', status: 'active', number: 1 }])

  // What is no name changes nothing that is shown.
  const before = names.read()
  goalIn(doc, 'one').set('dueOn', '2026-12-01')
  expect(listener).toHaveBeenCalledOnce()
  expect(names.read()).toBe(before)
  stop()
  type(doc, 'one', '!')
  vi.advanceTimersByTime(namesRestMs)
  expect(listener).toHaveBeenCalledOnce()
})

test('who begins to listen while somebody types does not keep the news from those who listen already', () => {
  const doc = new Y.Doc()
  addGoal(doc, 'one', 'a0')
  const names = namesOf(doc)
  const listener = vi.fn<() => void>()
  names.subscribe(listener)
  type(doc, 'one', 'Two words')
  names.subscribe(() => undefined)
  vi.advanceTimersByTime(namesRestMs)
  expect(listener).toHaveBeenCalledOnce()
  expect(names.read().goals[0]?.title).toBe('Two words')
})

test('a new goal, another order and an end are told at once, and finished goals have no number', () => {
  const doc = new Y.Doc()
  addGoal(doc, 'one', 'a0')
  const names = namesOf(doc)
  const numbers = () => Object.fromEntries(names.read().goals.map(({ id, number }) => [id, number]))
  const listener = vi.fn<() => void>()
  names.subscribe(listener)
  addGoal(doc, 'two', 'a1')
  expect(numbers()).toEqual({ one: 1, two: 2 })
  goalIn(doc, 'two').set('order', 'Zz')
  expect(numbers()).toEqual({ one: 2, two: 1 })
  goalIn(doc, 'two').set('status', 'achieved')
  expect(numbers()).toEqual({ one: 1, two: 0 })
  expect(listener).toHaveBeenCalledTimes(3)
  expect(namesOf(doc)).toBe(names)
})

test('who reads without listening reads what is there now', () => {
  const doc = new Y.Doc()
  const names = namesOf(doc)
  expect(names.read().goals).toEqual([])
  addGoal(doc, 'one', 'a0')
  expect(names.read().goals.map(({ id }) => id)).toEqual(['one'])
  expect(names.read()).toBe(names.read())
})
