import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { completeContainers, newEntity } from '#shared/plan/containers.ts'
import { goalFields, planPart, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText, plainText } from '#shared/plan/text.ts'
import { partToJson } from '#shared/plan/to-json.ts'

test('an entity made on a device has every container, so the server has nothing to add', () => {
  const doc = new Y.Doc()
  completeContainers(doc, planPart)
  doc.getMap('goals').set('g', newEntity(goalFields, { status: 'active', order: 'a0' }))
  doc.getMap('strategies').set('s', newEntity(strategyFields, { status: 'idea', order: 'a0' }))
  expect(completeContainers(doc, planPart)).toBe(0)
})

test('a goal with only title, status and order gets the texts it lacks, and keeps the title it has', () => {
  const doc = new Y.Doc()
  completeContainers(doc, planPart)
  const title = new Y.XmlFragment()
  doc.getMap('goals').set('g', new Y.Map<unknown>([['title', title], ['status', 'active'], ['order', 'a0']]))
  expect(completeContainers(doc, planPart)).toBeGreaterThan(0)
  const goal = doc.getMap('goals').get('g') as Y.Map<unknown>
  expect(goal.get('title')).toBe(title)
  expect(goal.get('why')).toBeInstanceOf(Y.XmlFragment)
  expect((goal.get('gas') as Y.Map<unknown>).size).toBe(5)
  expect(completeContainers(doc, planPart)).toBe(0)
})

describe('two people who start in an empty text at the same moment write into one paragraph', () => {
  test('both words are there, in one line', () => {
    const one = new Y.Doc()
    completeContainers(one, planPart)
    const two = new Y.Doc()
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
    const line = (doc: Y.Doc) => ((doc.getMap('about').get('loves') as Y.XmlFragment).get(0) as Y.XmlElement).get(0) as Y.XmlText
    line(one).insert(0, 'cars')
    line(two).insert(0, 'buses')
    Y.applyUpdate(two, Y.encodeStateAsUpdate(one))
    Y.applyUpdate(one, Y.encodeStateAsUpdate(two))
    const words = plainText(one.getMap('about').get('loves') as Y.XmlFragment)
    expect(words).toBe(plainText(two.getMap('about').get('loves') as Y.XmlFragment))
    expect(['carsbuses', 'busescars']).toContain(words)
  })
})

test('filling a text uses its first paragraph, and words come out as they went in', () => {
  const doc = new Y.Doc()
  completeContainers(doc, planPart)
  const loves = doc.getMap('about').get('loves') as Y.XmlFragment
  fillText(loves, 'Cars.\nThe swing.')
  expect(plainText(loves)).toBe('Cars.\nThe swing.')
  expect(partToJson(doc, planPart).about).toMatchObject({ loves: 'Cars.\nThe swing.', calms: '' })
})
