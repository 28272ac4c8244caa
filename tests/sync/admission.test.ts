import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields, stepFields, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import { lineOf, PartRoom, updateOf } from '../support/part-room.ts'

const [ana, ben] = ['0a0a0a0a-0000-4000-8000-00000000000a', '0b0b0b0b-0000-4000-8000-00000000000b']
const goalId = '7d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b'

const accepted = { accepted: true, newClientIds: [] }
const refused = (refusal: string) => ({ accepted: false, refusal })
const goals = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('goals')
const goal = (doc: Y.Doc): Y.Map<unknown> => goals(doc).get(goalId) as Y.Map<unknown>

function addGoal(doc: Y.Doc, words = 'Asks for help'): void {
  goals(doc).set(goalId, newEntity(goalFields, { status: 'active', order: 'a0' }))
  fillText(goal(doc).get('title') as Y.XmlFragment, words)
}

/** A plan in which Ana, on her device, has written one goal. */
function planRoom() {
  const room = new PartRoom('plan')
  const device = room.device()
  expect(room.receive(ana, updateOf(device, (doc) => addGoal(doc))).accepted).toBe(true)
  return { room, device }
}

describe('[A1] only whole, well-formed V1 updates', () => {
  test('truncated anywhere, or with bytes after the end', () => {
    const { room, device } = planRoom()
    const update = updateOf(device, (doc) => lineOf(goal(doc).get('title')).insert(0, 'Maya '))
    expect(room.judge(ana, update)).toEqual(accepted)
    for (let length = 0; length < update.length; length += 1) expect(room.judge(ana, update.subarray(0, length)).accepted).toBe(false)
    expect(room.judge(ana, new Uint8Array([...update, 0]))).toEqual(refused('malformed'))
  })

  test('the V2 encoding', () => {
    const { room, device } = planRoom()
    lineOf(goal(device).get('title')).insert(0, 'Maya ')
    expect(room.judge(ana, Y.encodeStateAsUpdateV2(device, Y.encodeStateVector(room.doc))).accepted).toBe(false)
  })

  test('[A8] giant lengths', () => {
    const { room } = planRoom()
    // One GC struct of client 7 that claims 2^40 places.
    const giant = new Uint8Array([1, 1, 7, 0, 0, 0x80, 0x80, 0x80, 0x80, 0x80, 0x20, 0])
    expect(room.judge(ana, giant)).toEqual(refused('gap'))
  })
})

describe('[A2] a client id belongs to one member', () => {
  test('another member may not write under it', () => {
    const { room, device } = planRoom()
    const update = updateOf(device, (doc) => lineOf(goal(doc).get('title')).insert(0, '!'))
    expect(room.judge(ben, update)).toEqual(refused('foreign-client-id'))
  })

  test('nobody may write under the server\'s', () => {
    const { room } = planRoom()
    const device = room.device()
    device.clientID = room.doc.clientID
    expect(room.judge(ana, updateOf(device, (doc) => goal(doc).set('status', 'ended')))).toEqual(refused('foreign-client-id'))
  })

  test('a client id seen for the first time is reported, so that it can be bound', () => {
    const { room } = planRoom()
    const device = room.device()
    const update = updateOf(device, (doc) => lineOf(goal(doc).get('title')).insert(0, 'oh '))
    expect(room.judge(ben, update)).toEqual({ accepted: true, newClientIds: [device.clientID] })
  })

  test('sending again what the room already has is fine, whoever wrote it', () => {
    const { room } = planRoom()
    expect(room.judge(ben, Y.encodeStateAsUpdate(room.doc))).toEqual(accepted)
    expect(room.judge(ben, Y.encodeStateAsUpdate(room.doc), false)).toEqual(accepted)
  })
})

describe('[A3] an update leaves no gap', () => {
  test('a clock that runs ahead of what is known', () => {
    const { room, device } = planRoom()
    updateOf(device, (doc) => lineOf(goal(doc).get('title')).insert(0, 'lost'))
    const later = updateOf(device, (doc) => lineOf(goal(doc).get('title')).insert(4, 'later'))
    expect(room.judge(ana, later)).toEqual(refused('gap'))
  })

  test('a clock that runs ahead, of a value that hangs on nothing', () => {
    const { room, device } = planRoom()
    updateOf(device, (doc) => goal(doc).set('domain', 'sleep'))
    expect(room.judge(ana, updateOf(device, (doc) => goal(doc).set('importance', 2)))).toEqual(refused('gap'))
  })

  test('words that hang on somebody\'s future words', () => {
    const { room, device } = planRoom()
    updateOf(device, (doc) => lineOf(goal(doc).get('title')).insert(0, 'soon'))
    const mallory = new Y.Doc()
    Y.applyUpdate(mallory, Y.encodeStateAsUpdate(device))
    const trap = updateOf(mallory, (doc) => lineOf(goal(doc).get('title')).insert(4, 'forged'))
    expect(room.judge(ben, trap)).toEqual(refused('gap'))
  })

  test('a deletion of what does not exist yet', () => {
    const { room, device } = planRoom()
    updateOf(device, (doc) => lineOf(goal(doc).get('title')).insert(0, 'soon'))
    const deletion = updateOf(device, (doc) => lineOf(goal(doc).get('title')).delete(0, 2))
    expect(room.judge(ana, deletion)).toEqual(refused('gap'))
  })
})

describe('[A3] what Yjs would keep waiting is refused', () => {
  /** One struct: a letter of `client` at `clock`, with an origin. */
  const letter = (client: number, clock: number, origin: [number, number]): number[] => [1, client, clock, 0x84, ...origin, 1, 0x78]

  test.each<[string, number[]]>([
    ['a letter that hangs on itself', [1, ...letter(7, 0, [7, 0]), 0]],
    ['a letter that hangs on its own future', [1, ...letter(7, 0, [7, 5]), 0]],
    ['two letters that hang on each other', [2, ...letter(7, 0, [8, 0]), ...letter(8, 0, [7, 0]), 0]],
  ])('%s', (_what, bytes) => {
    const { room } = planRoom()
    expect(room.receive(ana, new Uint8Array(bytes))).toEqual(refused('gap'))
    expect(room.doc.store.pendingStructs).toBeNull()
  })
})

describe('[A4] a reader changes nothing', () => {
  test.each([
    ['words', (doc: Y.Doc) => lineOf(goal(doc).get('title')).insert(0, '!')],
    ['a deletion', (doc: Y.Doc) => lineOf(goal(doc).get('title')).delete(0, 1)],
    ['a value', (doc: Y.Doc) => goal(doc).set('status', 'ended')],
    ['an entity', (doc: Y.Doc) => goals(doc).delete(goalId)],
  ])('%s', (_what, act) => {
    const { room } = planRoom()
    expect(room.judge(ben, updateOf(room.device(), act), false)).toEqual(refused('read-only'))
  })
})

describe('[A4] what people do in a plan is accepted', () => {
  const edits: [string, (doc: Y.Doc) => void][] = [
    ['typing', (doc) => lineOf(goal(doc).get('title')).insert(3, 'xyz')],
    ['bold', (doc) => lineOf(goal(doc).get('title')).format(0, 4, { bold: {} })],
    ['a new paragraph', (doc) => {
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('second')])
      ;(goal(doc).get('why') as Y.XmlFragment).insert(1, [paragraph])
    }],
    ['a list', (doc) => {
      const list = new Y.XmlElement('orderedList')
      const item = new Y.XmlElement('listItem')
      const paragraph = new Y.XmlElement('paragraph')
      paragraph.insert(0, [new Y.XmlText('first')])
      item.insert(0, [paragraph])
      list.insert(0, [item])
      // Tiptap writes the number as a number.
      list.setAttribute('start', 1 as unknown as string)
      ;(goal(doc).get('why') as Y.XmlFragment).insert(1, [list])
    }],
    ['a status, twice', (doc) => {
      goal(doc).set('status', 'on-hold')
      goal(doc).set('status', 'active')
    }],
    ['taking a date away', (doc) => {
      goal(doc).set('reviewDate', '2027-01-15')
      goal(doc).delete('reviewDate')
    }],
    ['a setting', (doc) => (goal(doc).get('settings') as Y.Map<true>).set('home', true)],
    ['a GAS line', (doc) => lineOf((goal(doc).get('gas') as Y.Map<unknown>).get('-2')).insert(0, 'never')],
    ['a goal and its undo', (doc) => {
      const other = '8d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b'
      goals(doc).set(other, newEntity(goalFields, { status: 'proposed', order: 'a1' }))
      goals(doc).delete(other)
    }],
    ['a strategy with steps, one removed', (doc) => {
      const strategy = newEntity(strategyFields, { status: 'idea', order: 'a0' })
      doc.getMap('strategies').set('9d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b', strategy)
      const steps = strategy.get('steps') as Y.Map<unknown>
      for (const digit of ['a', 'b']) steps.set(`${digit}d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b`, newEntity(stepFields, { order: 'a0' }))
      steps.delete('ad3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b')
    }],
    ['emptying a text', (doc) => lineOf(goal(doc).get('title')).delete(0, 13)],
    ['taking back a whole goal', (doc) => goals(doc).delete(goalId)],
    ['a goal of another program: title, status and order', (doc) =>
      goals(doc).set('8d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b', new Y.Map<unknown>([['title', new Y.XmlFragment()], ['status', 'proposed'], ['order', 'a2']]))],
  ]

  test.each(edits)('%s', (_what, act) => {
    const { room, device } = planRoom()
    expect(room.receive(ana, updateOf(device, act))).toEqual(accepted)
    const other = room.device()
    expect(room.receive(ben, updateOf(other, (doc) => goal(doc)?.set('status', 'on-hold'))).accepted).toBe(true)
  })

  test('all of it at once, after an offline week, on a device that was opened twice', () => {
    const { room, device } = planRoom()
    const before = Y.encodeStateVector(room.doc)
    for (const [, act] of edits.slice(0, -2)) device.transact(() => act(device))
    const reopened = new Y.Doc()
    Y.applyUpdate(reopened, Y.encodeStateAsUpdate(device))
    for (let i = 0; i < 500; i += 1) lineOf(goal(reopened).get('familyWords')).insert(i, 'x')
    expect(room.receive(ana, Y.encodeStateAsUpdate(reopened, before)).accepted).toBe(true)
    expect(Y.encodeStateVector(room.doc)).toEqual(Y.encodeStateVector(reopened))
  })

  test('writing into what somebody else has removed meanwhile is taken, and has no effect', () => {
    const { room, device } = planRoom()
    const stale = room.device()
    room.receive(ana, updateOf(device, (doc) => goals(doc).delete(goalId)))
    expect(room.receive(ben, updateOf(stale, (doc) => lineOf(goal(doc).get('title')).insert(0, 'late '))).accepted).toBe(true)
    expect(room.doc.store.pendingStructs).toBeNull()
    expect(goals(room.doc).has(goalId)).toBe(false)
  })
})

describe('[A4] what does not fit the documents is refused', () => {
  /** Lists in lists, level by level: an update does not nest, however deep its content does. */
  function nest(outermost: Y.XmlFragment, depth: number): void {
    let outer = outermost
    for (let level = 0; level < depth; level += 1) {
      const inner = new Y.XmlElement(level % 2 === 0 ? 'bulletList' : 'listItem')
      outer.insert(0, [inner])
      outer = inner
    }
  }
  const why = (doc: Y.Doc): Y.XmlFragment => goal(doc).get('why') as Y.XmlFragment
  const element = (name: string): Y.XmlElement => new Y.XmlElement(name)

  test.each<[string, string, (doc: Y.Doc) => void]>([
    ['an unknown root', 'unknown-place', (doc) => doc.getMap('secrets').set('x', 1)],
    ['an unknown key', 'schema', (doc) => goal(doc).set('colour', 'red')],
    ['a __proto__ key', 'schema', (doc) => goal(doc).set('__proto__', 'x')],
    ['a constructor key', 'schema', (doc) => goal(doc).set('constructor', 'x')],
    ['an entity without a UUID', 'schema', (doc) => goals(doc).set('goal-1', newEntity(goalFields, { status: 'active', order: 'a0' }))],
    ['an entity that is a value', 'schema', (doc) => goals(doc).set(goalId, 'x')],
    ['a status nobody knows', 'schema', (doc) => goal(doc).set('status', 'done!')],
    ['a number as status', 'schema', (doc) => goal(doc).set('status', 1)],
    ['an object as status', 'schema', (doc) => goal(doc).set('status', { a: 1 })],
    ['a weight of four', 'schema', (doc) => goal(doc).set('importance', 4)],
    ['half a weight', 'schema', (doc) => goal(doc).set('importance', 1.5)],
    ['a date that is not one', 'schema', (doc) => goal(doc).set('reviewDate', 'soon')],
    ['a text as Y.Text', 'schema', (doc) => goal(doc).set('status', new Y.Text('active'))],
    ['a text as Y.XmlElement', 'schema', (doc) => goals(doc).set('8d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b', new Y.Map<unknown>([['title', element('paragraph')]]))],
    ['a member of a set that is false', 'schema', (doc) => (goal(doc).get('settings') as Y.Map<boolean>).set('home', false)],
    ['a setting nobody knows', 'schema', (doc) => (goal(doc).get('settings') as Y.Map<boolean>).set('moon', true)],
    ['a node nobody knows', 'schema', (doc) => why(doc).insert(0, [element('script')])],
    ['an image', 'schema', (doc) => why(doc).insert(0, [element('image')])],
    ['words outside a paragraph', 'schema', (doc) => why(doc).insert(0, [new Y.XmlText('x')])],
    ['a paragraph in a paragraph', 'schema', (doc) => (why(doc).get(0) as Y.XmlElement).insert(0, [element('paragraph')])],
    ['an attribute', 'schema', (doc) => (why(doc).get(0) as Y.XmlElement).setAttribute('onclick', 'x')],
    ['a link', 'schema', (doc) => lineOf(goal(doc).get('title')).format(0, 3, { link: { href: 'javascript:alert(1)' } })],
    ['a disguised link', 'schema', (doc) => lineOf(goal(doc).get('title')).format(0, 3, { link: { href: 'JaVa\nscript:alert(1)' } })],
    ['a mark with attributes', 'schema', (doc) => lineOf(goal(doc).get('title')).format(0, 3, { bold: { style: 'x' } })],
    ['an embed', 'schema', (doc) => lineOf(goal(doc).get('title')).insertEmbed(0, { src: 'x' })],
    ['a subdocument', 'schema', (doc) => goal(doc).set('status', new Y.Doc() as unknown as string)],
    ['binary', 'schema', (doc) => goal(doc).set('status', new Uint8Array([1]))],
    ['an array', 'schema', (doc) => goal(doc).set('status', new Y.Array())],
    ['a nested bomb', 'unknown-place', (doc) => nest(why(doc), 30)],
    ['a very nested bomb', 'unknown-place', (doc) => nest(why(doc), 6000)],
    ['a text that is too long', 'too-large', (doc) => lineOf(goal(doc).get('title')).insert(0, 'x'.repeat(2011))],
    ['twenty-five steps', 'too-large', (doc) => {
      const strategy = newEntity(strategyFields, { status: 'idea', order: 'a0' })
      doc.getMap('strategies').set('9d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b', strategy)
      for (let i = 10; i < 35; i += 1) (strategy.get('steps') as Y.Map<unknown>).set(`${i}3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b`, newEntity(stepFields, { order: 'a0' }))
    }],
    ['a text put in the place of another', 'not-yours', (doc) => goal(doc).set('title', new Y.XmlFragment())],
    ['a text taken away', 'not-yours', (doc) => goal(doc).delete('title')],
    ['all GAS lines taken away', 'not-yours', (doc) => goal(doc).delete('gas')],
  ])('%s', (_what, refusal, act) => {
    const { room, device } = planRoom()
    const before = Y.encodeStateAsUpdate(room.doc)
    expect(room.receive(ana, updateOf(device, act))).toEqual(refused(refusal))
    expect(Y.encodeStateAsUpdate(room.doc)).toEqual(before)
  })

  test('two people who each keep to the limit, apart from each other, are both accepted', () => {
    const { room } = planRoom()
    const [one, two] = [room.device(), room.device()]
    const write = (doc: Y.Doc) => lineOf(goal(doc).get('title')).insert(0, 'x'.repeat(980))
    expect(room.receive(ana, updateOf(one, write)).accepted).toBe(true)
    expect(room.receive(ben, updateOf(two, write)).accepted).toBe(true)
  })

  test('lone surrogates', () => {
    const { room, device } = planRoom()
    const update = updateOf(device, (doc) => lineOf(goal(doc).get('title')).insert(0, 'ab'))
    // The same bytes with CESU-8 for a lone surrogate in the place of "ab" are not UTF-8; Yjs reads replacement characters.
    const forged = Uint8Array.from(update)
    const at = Buffer.from(update).indexOf('ab')
    forged[at] = 0xed
    forged[at + 1] = 0xa0
    room.receive(ana, forged)
    expect(lineOf(goal(room.doc).get('title')).toString().isWellFormed()).toBe(true)
  })
})


test('[A5] judging changes nothing in the document', () => {
  const { room, device } = planRoom()
  const before = Y.encodeStateAsUpdate(room.doc)
  room.judge(ana, updateOf(device, (doc) => lineOf(goal(doc).get('title')).insert(5, '!')))
  room.judge(ben, updateOf(room.device(), (doc) => goal(doc).set('colour', '?')))
  expect(Y.encodeStateAsUpdate(room.doc)).toEqual(before)
  expect(room.doc.store.pendingStructs).toBeNull()
})
