/**
 * One test for each kind of update that nobody may send, with what it would have done. Each fails when the check of its
 * kind is switched off; tests/sync/admission.test.ts has the finer cases. Long, because the list of kinds is to be read as one.
 */
import { describe, expect, test } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields, resourceFields, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import { between, deletionOf, idOf, insteadOf, letterAt, string, structAt, values, varUint, type Id } from '../support/handmade-updates.ts'
import { lineOf, PartRoom, updateOf } from '../support/part-room.ts'

const [ana, ben] = ['0a0a0a0a-0000-4000-8000-00000000000a', '0b0b0b0b-0000-4000-8000-00000000000b']
const [goalId, otherId, entryId, bensId] = [
  '7d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b', '8d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b',
  '1e3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b', '2e3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b',
]
const refused = (refusal: string) => ({ accepted: false, refusal })
const entity = (doc: Y.Doc, list: string, id: string) => doc.getMap(list).get(id) as Y.Map<unknown>
const goal = (doc: Y.Doc, id = goalId) => entity(doc, 'goals', id)
const titleOf = (doc: Y.Doc, id = goalId) => lineOf(goal(doc, id).get('title'))

/** A plan with two goals of Ana's, and her device. */
function planRoom() {
  const room = new PartRoom('plan')
  const device = room.device()
  for (const id of [goalId, otherId]) {
    expect(room.receive(ana, updateOf(device, (doc) => {
      doc.getMap('goals').set(id, newEntity(goalFields, { status: 'active', order: 'a0' }))
      fillText(goal(doc, id).get('title') as Y.XmlFragment, 'Asks for help')
    })).accepted).toBe(true)
  }
  return { room, device }
}

/** A journal with an entry of Ana's and one of Ben's. */
function journalRoom() {
  const room = new PartRoom('journal.team')
  for (const [id, author] of [[entryId, ana], [bensId, ben]] as const) {
    expect(room.receive(author, updateOf(room.device(), (doc) => {
      doc.getMap('entries').set(id, newEntity(entryFields, { kind: 'observation', author, createdAt: '2026-11-21T02:15:00-07:00', status: 'final' }))
      fillText(entity(doc, 'entries', id).get('text') as Y.XmlFragment, 'Slept well')
    })).accepted).toBe(true)
  }
  return room
}
const wordsOf = (doc: Y.Doc, id: string) => lineOf(entity(doc, 'entries', id).get('text'))

test('[A2] class "forged client id": two devices that would say they are in step, and show different words for ever', () => {
  const { room, device } = planRoom()
  const victim = new Y.Doc()
  Y.applyUpdate(victim, Y.encodeStateAsUpdate(room.doc))
  victim.clientID = device.clientID
  const forger = room.device()
  forger.clientID = device.clientID
  const forged = updateOf(forger, (doc) => titleOf(doc).insert(0, 'evil '))
  const true_ = updateOf(victim, (doc) => titleOf(doc).insert(0, 'good '))

  const naive = room.device()
  for (const update of [forged, true_]) Y.applyUpdate(naive, update)
  expect(Y.encodeStateVector(naive)).toEqual(Y.encodeStateVector(victim))
  expect(titleOf(naive).toString()).not.toBe(titleOf(victim).toString())

  expect(room.receive(ben, forged)).toEqual(refused('foreign-client-id'))
  expect(room.receive(ana, true_).accepted).toBe(true)
  expect(titleOf(room.doc).toString()).toBe('good Asks for help')
})

test('[A3] class "future origin": words that would appear in the moment and in the name of somebody else\'s next key', () => {
  const { room, device } = planRoom()
  const next = { client: device.clientID, clock: Y.getState(device.store, device.clientID) }
  const trap = between(next, null, 'forged')
  expect(trap.length).toBeLessThan(30)
  const naive = room.device()
  Y.applyUpdate(naive, trap)
  Y.applyUpdate(naive, updateOf(device, (doc) => titleOf(doc).insert(0, 'x')))
  expect(titleOf(naive).toString()).toContain('forged')
  expect(room.receive(ben, trap)).toEqual(refused('gap'))
})

describe('class "future": what hangs on something that nobody has sent', () => {
  test.each<[string, (room: PartRoom, next: Id) => Uint8Array]>([
    ['a letter to the left of it', (room, next) => between(letterAt(titleOf(room.doc), 3), next, 'x')],
    ['a letter to the right of it', (_room, next) => between(next, null, 'x')],
    ['a letter in it', (_room, next) => structAt(next, null, 4, string('x'))],
  ])('[A3] %s', (_what, update) => {
    const { room, device } = planRoom()
    const next = { client: device.clientID, clock: Y.getState(device.store, device.clientID) }
    expect(room.judge(ben, update(room, next))).toEqual(refused('gap'))
  })
  test('[A3] two blocks of one client with another\'s in between: Yjs would keep the last of them and wait for the first', () => {
    const { room } = planRoom()
    const block = (client: number, clock: number) => {
      const { client: of, clock: at } = letterAt(titleOf(room.doc), 3)
      return [1, ...[client, clock].flatMap((number) => [...varUint(number)]), 0x84, ...varUint(of), ...varUint(at), 1, 0x78]
    }
    const update = Uint8Array.from([3, ...block(77, 0), ...block(78, 0), ...block(77, 1), 0])
    expect(room.judge(ben, update).accepted).toBe(false)
    expect(room.judge(ben, Uint8Array.from([2, ...block(77, 0), ...block(78, 0), 0])).accepted).toBe(true)
  })
})

describe('[A3] class "two blocks": of two blocks of one client Yjs keeps the last, and waits for the first for ever', () => {
  const block = (room: PartRoom, clock: number, count = 1) => {
    const { client, clock: at } = letterAt(titleOf(room.doc), 3)
    const letters = Array.from({ length: count }, () => [0x84, ...varUint(client), ...varUint(at), 1, 0x78]).flat()
    return [count, 77, 1 === count || count === 0 ? clock : 0, ...letters]
  }
  test.each<[string, (room: PartRoom) => number[]]>([
    ['one after the other', (room) => [2, ...block(room, 0), ...block(room, 1), 0]],
    ['the second of them empty', (room) => [2, ...block(room, 0), ...block(room, 1, 0), 0]],
  ])('%s', (_what, bytes) => {
    const { room } = planRoom()
    expect(room.receive(ben, Uint8Array.from(bytes(room)))).toEqual(refused('malformed'))
    expect(room.doc.store.pendingStructs).toBeNull()
  })
})

describe('class "slow to judge": updates of a few hundred kilobytes that would hold up everybody', () => {
  /** How long it takes to judge, in milliseconds. */
  const judged = (room: PartRoom, update: Uint8Array, canWrite = true): number => {
    const startedAt = performance.now()
    room.judge(ana, update, canWrite)
    return performance.now() - startedAt
  }

  test('[A8] the same deletion 300,000 times, by a reader (was 2 s)', () => {
    const room = new PartRoom('plan')
    const { length } = room.doc.store.clients.get(room.doc.clientID) ?? []
    const encoder = encoding.createEncoder()
    for (const number of [0, 1, room.doc.clientID, 300_000]) encoding.writeVarUint(encoder, number)
    for (let i = 0; i < 300_000; i += 1) for (const number of [0, length]) encoding.writeVarUint(encoder, number)
    expect(judged(room, encoding.toUint8Array(encoder), false)).toBeLessThan(1_500)
  })

  test('[A8] 500 clients whose letters hang on each other crosswise, by a reader (was 3.4 s)', () => {
    const [clients, letters] = [500, 100]
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, clients)
    for (let client = 0; client < clients; client += 1) {
      for (const number of [letters, 1_000 + client, 0]) encoding.writeVarUint(encoder, number)
      for (let clock = 0; clock < letters; clock += 1) {
        // Each hangs on the next client's letter of the same place; the last client's on the first one's before.
        const on = client < clients - 1 ? [1_001 + client, clock] : clock > 0 ? [1_000, clock - 1] : null
        encoding.writeUint8(encoder, on === null ? 4 : 0x84)
        for (const number of on ?? [1]) encoding.writeVarUint(encoder, number)
        for (const words of on === null ? ['about', 'x'] : ['x']) encoding.writeVarString(encoder, words)
      }
    }
    encoding.writeVarUint(encoder, 0)
    expect(judged(new PartRoom('plan'), encoding.toUint8Array(encoder), false)).toBeLessThan(2_500)
  })

  test('[A8] 2,000 letters into a text of 40,000 empty paragraphs (was 3 s)', () => {
    const room = new PartRoom(`notes.${ana}`)
    const device = room.device()
    const paragraphs = Array.from({ length: 40_000 }, () => new Y.XmlElement('paragraph'))
    const run = new Y.XmlText('a')
    paragraphs[0]?.insert(0, [run])
    expect(room.receive(ana, updateOf(device, (doc) => doc.getXmlFragment('notes').insert(0, paragraphs))).accepted).toBe(true)
    const update = updateOf(device, () => {
      for (let i = 0; i < 2_000; i += 1) run.insert(0, 'x')
    })
    expect(judged(room, update)).toBeLessThan(1_500)
  })
})

describe('class "giant lengths": an update of a few bytes that claims a billion letters', () => {
  const struct = (info: number, length: number, clock = 0) => {
    const encoder = encoding.createEncoder()
    for (const number of [1, 1, 7, clock]) encoding.writeVarUint(encoder, number)
    encoding.writeUint8(encoder, info)
    // A deleted letter names its parent.
    if (info === 1) {
      encoding.writeVarUint(encoder, 1)
      encoding.writeVarString(encoder, 'goals')
    }
    encoding.writeVarUint(encoder, length)
    encoding.writeVarUint(encoder, 0)
    return encoding.toUint8Array(encoder)
  }
  test.each<[string, Uint8Array]>([
    ['collected', struct(0, 2 ** 40)],
    ['deleted', struct(1, 2 ** 40)],
    ['skipped', struct(10, 2 ** 40)],
    ['skipped, one', struct(10, 1)],
    ['collected, up to the last number there is', struct(0, Number.MAX_SAFE_INTEGER)],
    ['collected, behind what nobody sent', struct(0, 1, 2 ** 40)],
    ['none at all', struct(0, 0)],
  ])('[A3] %s', (_what, update) => {
    expect(update.length).toBeLessThan(40)
    expect(planRoom().room.judge(ana, update).accepted).toBe(false)
  })

  test('[A8] the 40 bytes that keep mergeUpdates busy never reach it', () => {
    const update = struct(0, 2 ** 31)
    expect(update.length).toBeLessThan(40)
    expect(planRoom().room.judge(ana, update)).toEqual(refused('gap'))
  })
})

describe('class "delete only": an update without a single letter', () => {
  test('[A4] of a reader', () => {
    const { room } = planRoom()
    const update = deletionOf({ ...letterAt(titleOf(room.doc), 0), length: 13 })
    expect(room.judge(ben, update, false)).toEqual(refused('read-only'))
    expect(room.judge(ben, update)).toMatchObject({ accepted: true })
  })
  test('[A4] of somebody else\'s entry', () => {
    const room = journalRoom()
    const update = deletionOf({ ...letterAt(wordsOf(room.doc, entryId), 0), length: 10 })
    expect(room.judge(ben, update)).toEqual(refused('not-yours'))
    expect(room.judge(ana, update)).toMatchObject({ accepted: true })
  })
  test('[A4] of a text with everything that people are writing in it', () => {
    const { room } = planRoom()
    const { id } = (goal(room.doc).get('title') as Y.XmlFragment)._item as Y.Item
    expect(room.judge(ana, deletionOf({ client: id.client, clock: id.clock, length: 1 }))).toEqual(refused('not-yours'))
  })
  test('[A3] of letters that nobody has written yet', () => {
    const { room, device } = planRoom()
    const clock = Y.getState(device.store, device.clientID)
    expect(room.judge(ana, deletionOf({ client: device.clientID, clock, length: 1 }))).toEqual(refused('gap'))
    expect(room.judge(ana, deletionOf({ client: device.clientID, clock: 0, length: clock + 1 }))).toEqual(refused('gap'))
  })
  test('[A4] hidden among deletions of one\'s own', () => {
    const room = journalRoom()
    const [mine, theirs] = [wordsOf(room.doc, bensId), wordsOf(room.doc, entryId)].map((words) => ({ ...letterAt(words, 0), length: 1 }))
    expect(room.judge(ben, deletionOf(mine as Id & { length: number }))).toMatchObject({ accepted: true })
    expect(room.judge(ben, deletionOf(mine as Id & { length: number }, theirs as Id & { length: number }))).toEqual(refused('not-yours'))
  })
})

test('[A4] class "without effect": a reader sends not even letters that are deleted already', () => {
  const collected = Uint8Array.from([1, 1, 7, 0, 0, 1, 0])
  expect(planRoom().room.judge(ben, collected, false)).toEqual(refused('read-only'))
})

test('[A4] class "unknown rest": what stands where no place is known may not even be deleted', () => {
  const { room } = planRoom()
  room.doc.getMap('of a later version').set('x', 1)
  const deletion = updateOf(room.device(), (doc) => doc.getMap('of a later version').delete('x'))
  expect(room.judge(ana, deletion)).toEqual(refused('unknown-place'))
})

describe('class "cross-entity": a letter that hangs in two places at once', () => {
  test('[A4] between a letter of one\'s own entry and one of somebody else\'s', () => {
    const room = journalRoom()
    const [mine, theirs] = [letterAt(wordsOf(room.doc, bensId), 3), letterAt(wordsOf(room.doc, entryId), 3)]
    expect(room.judge(ben, between(mine, theirs, 'x'))).toEqual(refused('unknown-place'))
    expect(room.judge(ben, between(theirs, mine, 'x'))).toEqual(refused('unknown-place'))
    expect(room.judge(ben, between(null, theirs, 'x'))).toEqual(refused('not-yours'))
    expect(room.judge(ben, between(mine, null, 'x'))).toMatchObject({ accepted: true })
  })
  test('[A4] between two goals, by someone who may write both', () => {
    const { room } = planRoom()
    const update = between(letterAt(titleOf(room.doc), 3), letterAt(titleOf(room.doc, otherId), 3), 'x')
    expect(room.judge(ben, update)).toEqual(refused('unknown-place'))
  })
  test('[A4] between two values of one goal, and in a letter', () => {
    const { room } = planRoom()
    const [status, order] = ['status', 'order'].map((key) => (goal(room.doc)._map.get(key) as Y.Item).id) as [Id, Id]
    expect(room.judge(ben, between(status, order, 'x'))).toEqual(refused('unknown-place'))
    expect(room.judge(ben, structAt(letterAt(titleOf(room.doc), 3), null, 4, string('x')))).toEqual(refused('unknown-place'))
  })
  test('[A4] words beside a value of a map take the value\'s place', () => {
    const { room } = planRoom()
    const { id } = goal(room.doc)._map.get('status') as Y.Item
    expect(room.judge(ben, between(id, null, 'x'))).toEqual(refused('schema'))
  })
})

describe('class "attributes and map keys"', () => {
  test('[A4] an attribute of a paragraph that runs a script', () => {
    const { room } = planRoom()
    const act = (doc: Y.Doc) => ((goal(doc).get('title') as Y.XmlFragment).get(0) as Y.XmlElement).setAttribute('onclick', 'alert(1)')
    expect(room.judge(ana, updateOf(room.device(), act))).toMatchObject(refused('schema'))
  })
  test('[A4] a number of a list that is words, and an attribute of a run', () => {
    const { room } = planRoom()
    const list = new Y.XmlElement('orderedList')
    list.setAttribute('start', '1')
    expect(room.judge(ana, updateOf(room.device(), (doc) => (goal(doc).get('why') as Y.XmlFragment).insert(0, [list])))).toEqual(refused('schema'))
    expect(room.judge(ana, updateOf(room.device(), (doc) => titleOf(doc).setAttribute('style', 'x')))).toEqual(refused('schema'))
  })
  test('[A4] a paragraph, words or a mark in the place of an attribute', () => {
    const { room } = planRoom()
    const why = goal(room.doc).get('why') as Y.XmlFragment
    const paragraph = structAt(idOf(why), 'x', 7, (encoder) => {
      encoding.writeVarUint(encoder, 3)
      encoding.writeVarString(encoder, 'paragraph')
    })
    const bold = (encoder: encoding.Encoder) => {
      encoding.writeVarString(encoder, 'bold')
      encoding.writeVarString(encoder, '{}')
    }
    for (const update of [paragraph, structAt(idOf(titleOf(room.doc)), 'x', 4, string('x')), structAt(idOf(titleOf(room.doc)), 'x', 6, bold)]) {
      expect(room.judge(ben, update)).toEqual(refused('schema'))
    }
    // The same where they belong.
    expect(room.judge(ben, structAt(idOf(titleOf(room.doc)), null, 6, bold)).accepted).toBe(true)
  })
  test('[A4] a value that may not stand there, behind one that may', () => {
    const { room, device } = planRoom()
    const list = new Y.XmlElement('orderedList')
    expect(room.receive(ana, updateOf(device, (doc) => (goal(doc).get('why') as Y.XmlFragment).insert(0, [list]))).accepted).toBe(true)
    const places: [Id, string, string | number][] = [[idOf(goal(room.doc)), 'status', 'ended'], [idOf(list), 'start', 2]]
    for (const [parent, key, value] of places) {
      expect(room.judge(ana, structAt(parent, key, 8, values(value)))).toMatchObject({ accepted: true })
      expect(room.judge(ana, structAt(parent, key, 8, values(value, 'javascript:alert(1)')))).toEqual(refused('schema'))
    }
  })
  test('[A4] a value of somebody else\'s entry, set or taken away', () => {
    const room = journalRoom()
    for (const act of [
      (doc: Y.Doc) => entity(doc, 'entries', entryId).set('status', 'entered-in-error'),
      (doc: Y.Doc) => entity(doc, 'entries', entryId).delete('status'),
      (doc: Y.Doc) => (entity(doc, 'entries', entryId).get('coAuthors') as Y.Map<true>).set(ben, true),
    ]) expect(room.judge(ben, updateOf(room.device(), act))).toEqual(refused('not-yours'))
  })
})

describe('class "taking the place": what stands under a key goes when something else is put there', () => {
  const itemOf = (map: Y.Map<unknown>, key: string) => (map._map.get(key) as Y.Item).id
  test('[A4] of a text that people are writing in, of a goal, and of a text of one\'s own entry', () => {
    const { room } = planRoom()
    expect(room.judge(ben, insteadOf(itemOf(goal(room.doc), 'title'), 'text'))).toEqual(refused('not-yours'))
    const journal = journalRoom()
    const own = entity(journal.doc, 'entries', bensId)
    expect(journal.judge(ben, insteadOf(itemOf(own, 'text'), 'text'))).toEqual(refused('not-yours'))
    for (const key of ['text', 'coAuthors']) {
      expect(journal.judge(ben, updateOf(journal.device(), (doc) => entity(doc, 'entries', bensId).delete(key)))).toEqual(refused('not-yours'))
    }
  })
  test('[A4] of an entry', () => {
    const room = journalRoom()
    for (const id of [entryId, bensId]) {
      expect(room.judge(ben, insteadOf(itemOf(room.doc.getMap('entries'), id), 'map'))).toEqual(refused('not-yours'))
    }
  })
  test('[A4] of an entry, with a name, a kind and a day put into it as it goes', () => {
    const room = journalRoom()
    const update = updateOf(room.device(), (doc) => {
      const theirs = entity(doc, 'entries', entryId)
      for (const [key, value] of Object.entries({ author: ben, kind: 'observation', createdAt: '2026-11-21T02:15:00-07:00' })) theirs.set(key, value)
      doc.getMap('entries').delete(entryId)
    })
    expect(room.judge(ben, update)).toEqual(refused('not-yours'))
  })
  test('[A4] an entry of one\'s own without a day is none', () => {
    const room = journalRoom()
    const update = updateOf(room.device(), (doc) => doc.getMap('entries').set(otherId, newEntity(entryFields, { kind: 'observation', author: ben })))
    expect(room.judge(ben, update)).toEqual(refused('not-yours'))
  })
})

describe('class "too much": what stands counts, not only what comes', () => {
  test('[A8] letters of a text', () => {
    const { room, device } = planRoom()
    const type = (letters: number) => room.receive(ana, updateOf(device, (doc) => titleOf(doc).insert(0, 'x'.repeat(letters))))
    expect(type(1_900).accepted).toBe(true)
    expect(type(200)).toEqual(refused('too-large'))
  })
  test('[A8] goals of a plan', () => {
    const { room, device } = planRoom()
    const add = (count: number) => room.receive(ana, updateOf(device, (doc) => {
      for (let i = 0; i < count; i += 1) doc.getMap('goals').set(crypto.randomUUID(), newEntity(goalFields, { status: 'active', order: 'a0' }))
    }))
    expect(add(200).accepted).toBe(true)
    expect(add(9)).toEqual(refused('too-large'))
  })
})

describe('class "nested bomb"', () => {
  test.each([10, 3_000])('[A4] [A8] lists in lists, %i levels deep', (depth) => {
    const { room } = planRoom()
    const update = updateOf(room.device(), (doc) => {
      let outer = goal(doc).get('why') as Y.XmlFragment
      for (let level = 0; level < depth; level += 1) {
        const inner = new Y.XmlElement(level % 2 === 0 ? 'bulletList' : 'listItem')
        outer.insert(0, [inner])
        outer = inner
      }
    })
    expect(room.judge(ana, update)).toEqual(refused('unknown-place'))
  })
  test('[A1] values in values, 100,000 levels deep', () => {
    const encoder = encoding.createEncoder()
    const { room } = planRoom()
    const { id } = goal(room.doc)._item as Y.Item
    for (const number of [1, 1, 7, 0]) encoding.writeVarUint(encoder, number)
    // A value under a key of a type that is named by id.
    encoding.writeUint8(encoder, 8 | 0x20)
    for (const number of [0, id.client, id.clock]) encoding.writeVarUint(encoder, number)
    encoding.writeVarString(encoder, 'status')
    encoding.writeVarUint(encoder, 1)
    for (let level = 0; level < 100_000; level += 1) encoding.writeUint8Array(encoder, Uint8Array.of(117, 1))
    encoding.writeUint8Array(encoder, Uint8Array.of(126, 0))
    expect(room.judge(ana, encoding.toUint8Array(encoder)).accepted).toBe(false)
  })
})

describe('class "subtree under an unknown key"', () => {
  test.each<[string, string, (doc: Y.Doc) => void]>([
    ['a root that is not in the shape', 'unknown-place', (doc) => doc.getMap('secrets').set(goalId, new Y.Map([['a', new Y.Map([['b', 'c']])]]))],
    ['a map under a key that is not in the shape', 'schema', (doc) => goal(doc).set('secrets', new Y.Map([['a', new Y.Map([['b', 'c']])]]))],
    ['a whole goal inside a goal', 'schema', (doc) => goal(doc).set(otherId, newEntity(goalFields, { status: 'active', order: 'a0' }))],
    ['a list inside a set', 'schema', (doc) => (goal(doc).get('settings') as Y.Map<unknown>).set('home', new Y.Map([['a', 1]]))],
    ['a text in the place of a set of a new goal', 'schema', (doc) => doc.getMap('goals').set(bensId, new Y.Map([['settings', new Y.Text('x')]]))],
    ['an array in the place of a list of a new strategy', 'schema', (doc) => doc.getMap('strategies').set(bensId, new Y.Map([['steps', new Y.Array()]]))],
    ['a node with the name of a run', 'schema', (doc) => ((goal(doc).get('title') as Y.XmlFragment).get(0) as Y.XmlElement).insert(0, [new Y.XmlElement('words')])],
    ['a text inside a line', 'schema', (doc) => titleOf(doc).insertEmbed(0, new Y.XmlText('x'))],
  ])('[A4] %s', (_what, refusal, act) => {
    const { room } = planRoom()
    expect(room.judge(ana, updateOf(room.device(), act))).toEqual(refused(refusal))
  })
})

test('[A4] class "subdocument"', () => {
  const { room } = planRoom()
  for (const act of [
    (doc: Y.Doc) => goal(doc).set('status', new Y.Doc()),
    (doc: Y.Doc) => doc.getMap('goals').set(bensId, new Y.Doc()),
    (doc: Y.Doc) => (goal(doc).get('settings') as Y.Map<unknown>).set('home', new Y.Doc()),
  ]) expect(room.judge(ana, updateOf(room.device(), act))).toEqual(refused('schema'))
})

describe('class "__proto__": names that every object has', () => {
  test.each<[string, (doc: Y.Doc, name: string) => void]>([
    ['a root', (doc, name) => doc.getMap(name).set('x', 1)],
    ['a key of a goal', (doc, name) => goal(doc).set(name, 'x')],
    ['a goal', (doc, name) => doc.getMap('goals').set(name, newEntity(goalFields, { status: 'active', order: 'a0' }))],
    ['a member of a set', (doc, name) => (goal(doc).get('settings') as Y.Map<unknown>).set(name, true)],
    ['a node', (doc, name) => (goal(doc).get('why') as Y.XmlFragment).insert(0, [new Y.XmlElement(name)])],
    ['a node in a node', (doc, name) => ((goal(doc).get('title') as Y.XmlFragment).get(0) as Y.XmlElement).insert(0, [new Y.XmlElement(name)])],
    ['an attribute', (doc, name) => ((goal(doc).get('title') as Y.XmlFragment).get(0) as Y.XmlElement).setAttribute(name, 'x')],
    ['a mark', (doc, name) => titleOf(doc).format(0, 3, Object.fromEntries([[name, {}]]))],
  ])('[A4] %s', (_what, act) => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const { room } = planRoom()
      const update = updateOf(room.device(), (doc) => act(doc, name))
      // What Yjs itself does not write is an empty update, and does nothing.
      expect(room.judge(ana, update).accepted && update.length > 2).toBe(false)
    }
  })
})

describe('class "link": where a click would lead', () => {
  const hrefs = [
    'javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'java\tscript:alert(1)', 'java\nscript:alert(1)',
    'javascript&colon;alert(1)', '\u0001javascript:alert(1)', 'data:text/html,<script>alert(1)</script>', 'vbscript:x', 'https://example.org',
  ]
  test('[A4] no mark carries one, not even an honest one', () => {
    for (const href of hrefs) {
      for (const mark of [{ link: { href } }, { link: href }, { link: {} }, { bold: { href } }, { a: { href } }]) {
        const { room } = planRoom()
        expect(room.judge(ana, updateOf(room.device(), (doc) => titleOf(doc).format(0, 3, mark)))).toEqual(refused('schema'))
      }
    }
  })
})

test('[A4] class "link": an address of a resource leads to https and nowhere else', () => {
  const add = (url: string) => {
    const { room } = planRoom()
    return room.judge(ana, updateOf(room.device(), (doc) => {
      const strategy = newEntity(strategyFields, { status: 'idea', order: 'a0' })
      doc.getMap('strategies').set(bensId, strategy)
      ;(strategy.get('resources') as Y.Map<unknown>).set(otherId, newEntity(resourceFields, { title: 'x', url, order: 'a0' }))
    }))
  }
  expect(add('https://example.org/a?b=c#d').accepted).toBe(true)
  for (const url of ['javascript:alert(1)', 'JaVaScRiPt:alert(1)', ' javascript:alert(1)', 'http://example.org', '//example.org', 'data:text/html,x', 'https://', '']) {
    expect(add(url)).toEqual(refused('schema'))
  }
})

describe('class "V2"', () => {
  test('[A1] the other encoding of the same words, whole and as an update', () => {
    const { room } = planRoom()
    const device = room.device()
    const before = Y.encodeStateVector(device)
    titleOf(device).insert(0, 'x')
    expect(room.judge(ana, Y.encodeStateAsUpdateV2(device, before)).accepted).toBe(false)
    expect(room.judge(ana, Y.encodeStateAsUpdateV2(device)).accepted).toBe(false)
    expect(room.judge(ana, Y.encodeStateAsUpdateV2(new Y.Doc())).accepted).toBe(false)
  })
})

describe('class "lone surrogate"', () => {
  test('[A1] bytes that are no UTF-8 are no update', () => {
    const { room } = planRoom()
    const update = between(letterAt(titleOf(room.doc), 3), null, 'abc')
    const at = Buffer.from(update).indexOf('abc')
    expect(room.judge(ana, update).accepted).toBe(true)
    update.set([0xed, 0xa0, 0x80], at)
    expect(room.judge(ana, update)).toEqual(refused('malformed'))
  })
  test('[A4] half of a letter that is two, deleted or split by another, leaves well-formed words everywhere', () => {
    const { room, device } = planRoom()
    room.receive(ana, updateOf(device, (doc) => titleOf(doc).insert(3, '😀')))
    const half = letterAt(titleOf(room.doc), 3)
    for (const update of [between(half, { ...half, clock: half.clock + 1 }, 'x'), deletionOf({ ...half, length: 1 })]) {
      expect(room.receive(ben, update).accepted).toBe(true)
      Y.applyUpdate(device, update)
      expect(titleOf(room.doc).toString().isWellFormed()).toBe(true)
      expect(titleOf(device).toString()).toBe(titleOf(room.doc).toString())
    }
  })
})
