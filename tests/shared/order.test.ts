import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { keyAtEnd, moveTo, orderedIds } from '#shared/plan/order.ts'

const listOf = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('goals')

function add(doc: Y.Doc, id: string, order = keyAtEnd(listOf(doc))): void {
  listOf(doc).set(id, new Y.Map<unknown>([['order', order]]))
}

function docWith(...ids: string[]): Y.Doc {
  const doc = new Y.Doc()
  for (const id of ids) add(doc, id)
  return doc
}

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc()
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
  return copy
}

test('new items come last, and a move puts an item where it was dropped', () => {
  const doc = docWith('a', 'b', 'c')
  moveTo(listOf(doc), 'c', 0)
  expect(orderedIds(listOf(doc))).toEqual(['c', 'a', 'b'])
  moveTo(listOf(doc), 'c', 1)
  expect(orderedIds(listOf(doc))).toEqual(['a', 'c', 'b'])
  moveTo(listOf(doc), 'a', 99)
  expect(orderedIds(listOf(doc))).toEqual(['c', 'b', 'a'])
})

test('a move writes only the moved item where keys are distinct', () => {
  const doc = docWith('a', 'b', 'c', 'd')
  const before = new Map(['a', 'b', 'd'].map((id) => [id, (listOf(doc).get(id) as Y.Map<unknown>).get('order')]))
  moveTo(listOf(doc), 'c', 0)
  for (const [id, key] of before) expect((listOf(doc).get(id) as Y.Map<unknown>).get('order')).toBe(key)
})

test('two people add at the end at once: both items stay, in the same order on both devices, and can be moved apart', () => {
  const one = docWith('a')
  const two = copyOf(one)
  add(one, 'x')
  add(two, 'y')
  Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
  Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
  expect(orderedIds(listOf(one))).toEqual(['a', 'x', 'y'])
  expect(orderedIds(listOf(two))).toEqual(['a', 'x', 'y'])
  moveTo(listOf(one), 'a', 1)
  expect(orderedIds(listOf(one))).toEqual(['x', 'a', 'y'])
})

test('keys of another make do not stop anybody', () => {
  const doc = docWith('a', 'b')
  add(doc, 'odd', '~~~')
  add(doc, 'odder', '')
  expect(orderedIds(listOf(doc)).slice(0, 2)).toEqual(['a', 'b'])
  moveTo(listOf(doc), 'b', 3)
  expect(orderedIds(listOf(doc)).at(-1)).toBe('b')
  moveTo(listOf(doc), 'odd', 0)
  expect(orderedIds(listOf(doc))[0]).toBe('odd')
})

test('any moves on two devices, exchanged in any order, end in one order', () => {
  const moves = fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 4 }), fc.integer({ min: 0, max: 4 })), { maxLength: 20 })
  fc.assert(
    fc.property(moves, (steps) => {
      const one = docWith('a', 'b', 'c', 'd', 'e')
      const two = copyOf(one)
      for (const [isOne, item, index] of steps) moveTo(listOf(isOne ? one : two), 'abcde'[item] as string, index)
      Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
      Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
      expect(orderedIds(listOf(one))).toEqual(orderedIds(listOf(two)))
      for (let place = 0; place < 5; place += 1) {
        moveTo(listOf(one), 'c', place)
        expect(orderedIds(listOf(one))[place]).toBe('c')
      }
    }),
  )
})
