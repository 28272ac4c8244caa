import { describe, expect, test } from 'vitest'
import { ySyncPluginKey } from 'y-prosemirror'
import * as Y from 'yjs'
import { PlanUndo, uiOrigin } from '../../client/sync/plan-undo.ts'

type Side = { doc: Y.Doc; undoing: PlanUndo; journal: Y.Doc }

function person(): Side {
  const doc = new Y.Doc()
  const journal = new Y.Doc()
  const undoing = new PlanUndo([
    { doc, types: [doc.getMap('goals') as Y.AbstractType<unknown>] },
    { doc: journal, types: [journal.getMap('entries') as Y.AbstractType<unknown>] },
  ])
  undoing.trackOrigin(ySyncPluginKey)
  return { doc, undoing, journal }
}

/** Everything one person does reaches the other at once. */
function connect(one: Y.Doc, two: Y.Doc): void {
  one.on('update', (update: Uint8Array, origin: unknown) => origin !== two && Y.applyUpdate(two, update, one))
  two.on('update', (update: Uint8Array, origin: unknown) => origin !== one && Y.applyUpdate(one, update, two))
}

const goal = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('goals').get('g') as Y.Map<unknown>
const title = (doc: Y.Doc): Y.XmlText => goal(doc).get('title') as Y.XmlText

function twoPeople() {
  const [therapist, parent] = [person(), person()]
  connect(therapist.doc, parent.doc)
  therapist.doc.getMap('goals').set('g', new Y.Map<unknown>([['title', new Y.XmlText()], ['status', 'active']]))
  return { therapist, parent }
}

const type = (side: Side, words: string) => {
  side.doc.transact(() => title(side.doc).insert(title(side.doc).length, words), ySyncPluginKey)
  side.undoing.seal()
}
const setStatus = (side: Side, status: string) => {
  side.doc.transact(() => goal(side.doc).set('status', status), uiOrigin)
  side.undoing.seal()
}

describe('undo undoes only my own last change, whatever field it was in', () => {
  test('a status, then words, come back one by one, and the other person\'s words stay', () => {
    const { therapist, parent } = twoPeople()
    type(therapist, 'Maya asks')
    setStatus(therapist, 'on-hold')
    type(parent, ' for help')
    therapist.undoing.undo()
    expect(goal(parent.doc).get('status')).toBe('active')
    expect(title(parent.doc).toString()).toBe('Maya asks for help')
    therapist.undoing.undo()
    expect(title(parent.doc).toString()).toBe(' for help')
    therapist.undoing.redo()
    therapist.undoing.redo()
    expect(title(parent.doc).toString()).toBe('Maya asks for help')
    expect(goal(parent.doc).get('status')).toBe('on-hold')
  })

  test('the order holds across the parts of the plan', () => {
    const { doc, journal, undoing } = person()
    doc.transact(() => doc.getMap('goals').set('a', 1), uiOrigin)
    undoing.seal()
    journal.transact(() => journal.getMap('entries').set('e', 1), uiOrigin)
    undoing.seal()
    doc.transact(() => doc.getMap('goals').set('b', 1), uiOrigin)
    undoing.undo()
    undoing.undo()
    expect([doc.getMap('goals').has('b'), journal.getMap('entries').has('e'), doc.getMap('goals').has('a')]).toEqual([false, false, true])
    undoing.redo()
    expect(journal.getMap('entries').has('e')).toBe(true)
    expect(doc.getMap('goals').has('b')).toBe(false)
  })

  test('a new change ends what could be redone, in the other parts too', () => {
    const { doc, journal, undoing } = person()
    doc.transact(() => doc.getMap('goals').set('a', 1), uiOrigin)
    undoing.undo()
    expect(undoing.canRedo).toBe(true)
    journal.transact(() => journal.getMap('entries').set('e', 1), uiOrigin)
    expect(undoing.canRedo).toBe(false)
    undoing.redo()
    expect(doc.getMap('goals').has('a')).toBe(false)
  })

  test('undoing "new goal" leaves it where somebody else has written into it', () => {
    const { therapist, parent } = twoPeople()
    therapist.doc.transact(() => therapist.doc.getMap('goals').set('n', new Y.Map<unknown>([['title', new Y.XmlText()]])), uiOrigin)
    const words = (parent.doc.getMap('goals').get('n') as Y.Map<unknown>).get('title') as Y.XmlText
    words.insert(0, 'bedtime')
    therapist.undoing.undo()
    expect(words.toString()).toBe('bedtime')
    expect(therapist.doc.getMap('goals').has('n')).toBe(true)
  })

  test('a goal that stands after an undo keeps its other texts and lists too', () => {
    const { therapist, parent } = twoPeople()
    const made = new Y.Map<unknown>([['title', new Y.XmlText()], ['why', new Y.XmlText()], ['settings', new Y.Map()]])
    therapist.doc.transact(() => therapist.doc.getMap('goals').set('n', made), uiOrigin)
    const words = (parent.doc.getMap('goals').get('n') as Y.Map<unknown>).get('title') as Y.XmlText
    words.insert(0, 'bedtime')
    therapist.undoing.undo()
    expect([...(parent.doc.getMap('goals').get('n') as Y.Map<unknown>).keys()].toSorted()).toEqual(['settings', 'title', 'why'])
  })
})
