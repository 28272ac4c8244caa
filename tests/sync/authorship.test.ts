import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Authorship } from '../../server/sync/authorship.ts'
import { Random } from '../fuzz/random.ts'

type Row = { memberId: string; at: string; update: Uint8Array }

/** Four people write, remove, undo and work offline in one text; each effect becomes a row, as the room makes them. */
function session(seed: number): { rows: Row[]; room: Y.Doc } {
  const random = new Random(seed)
  const room = new Y.Doc()
  const rows: Row[] = []
  const people = ['ana', 'ben', 'cleo', 'dan'].map((memberId) => {
    const doc = new Y.Doc()
    return { memberId, doc, undo: new Y.UndoManager(doc.getText('t'), { captureTimeout: 0 }), isOffline: false }
  })
  const take = (memberId: string, update: Uint8Array) => {
    let effect: Uint8Array | null = null
    const listen = (bytes: Uint8Array) => {
      effect = bytes
    }
    room.on('update', listen)
    Y.applyUpdate(room, update)
    room.off('update', listen)
    const at = new Date(Date.UTC(2026, 10, 21, 2, rows.length)).toISOString()
    if (effect !== null) rows.push({ memberId, at, update: effect })
  }
  for (let step = 0; step < 150; step += 1) {
    const { memberId, doc, undo, isOffline } = random.pick(people)
    const text = doc.getText('t')
    const act = random.below(10)
    if (act < 5) text.insert(random.below(text.length + 1), random.pick(['a', 'bc', 'def ']))
    else if (act < 7 && text.length > 2) text.delete(random.below(text.length - 1), 1)
    else if (act === 7) undo.undo()
    else if (act === 8) undo.redo()
    const person = people.find((candidate) => candidate.memberId === memberId)
    if (person !== undefined && random.chance(0.1)) person.isOffline = !isOffline
    if (person?.isOffline) continue
    take(memberId, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room)))
    for (const other of people) if (!other.isOffline) Y.applyUpdate(other.doc, Y.encodeStateAsUpdate(room, Y.encodeStateVector(other.doc)))
  }
  for (const { memberId, doc } of people) take(memberId, Y.encodeStateAsUpdate(doc, Y.encodeStateVector(room)))
  return { rows, room }
}

/** The naive account: every row is applied to a document without collection, and each id is looked at before and after. */
function oracle(rows: Row[]): Map<string, { wrote: string; removed: string | null }> {
  const doc = new Y.Doc({ gc: false })
  const account = new Map<string, { wrote: string; removed: string | null }>()
  for (const { memberId, update } of rows) {
    Y.applyUpdate(doc, update)
    for (const [client, structs] of doc.store.clients) {
      for (const struct of structs) {
        for (let clock = struct.id.clock; clock < struct.id.clock + struct.length; clock += 1) {
          const key = `${client} ${clock}`
          const known = account.get(key) ?? { wrote: memberId, removed: null }
          account.set(key, { wrote: known.wrote, removed: known.removed ?? (struct.deleted ? memberId : null) })
        }
      }
    }
  }
  return account
}

test('[W1] [W2] every visible and every removed letter is attributed as a naive replay of the log does, undo and offline work included, however often it is folded', () => {
  for (let seed = 1; seed <= 40; seed += 1) {
    const { rows } = session(seed)
    const random = new Random(seed)
    let authorship = new Authorship()
    for (const { memberId, at, update } of rows) {
      authorship.add(memberId, at, update)
      if (random.chance(0.1)) authorship = Authorship.decode(authorship.encode())
    }
    for (const [key, { wrote, removed }] of oracle(rows)) {
      const [client = 0, clock = 0] = key.split(' ').map(Number)
      expect(authorship.whoWrote(client, clock)?.memberId, `seed ${seed}, ${key} written`).toBe(wrote)
      expect(authorship.whoRemoved(client, clock)?.memberId ?? null, `seed ${seed}, ${key} removed`).toBe(removed)
    }
  }
})

test('a thousand letters typed in a row fold into a few bytes', () => {
  const doc = new Y.Doc()
  const authorship = new Authorship()
  doc.on('update', (update: Uint8Array) => authorship.add('ana', '2026-11-21T02:15:00Z', update))
  for (let i = 0; i < 1000; i += 1) doc.getText('t').insert(i, 'x')
  expect(authorship.encode().length).toBeLessThan(40)
})
