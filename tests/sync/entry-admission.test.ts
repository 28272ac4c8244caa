import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { fillText } from '#shared/plan/text.ts'
import { lineOf, PartRoom, updateOf } from '../support/part-room.ts'

const [ana, ben] = ['0a0a0a0a-0000-4000-8000-00000000000a', '0b0b0b0b-0000-4000-8000-00000000000b']
const goalId = '7d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b'
const entryId = '1e3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b'

const refused = (refusal: string) => ({ accepted: false, refusal })
const entries = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('entries')
const entry = (doc: Y.Doc): Y.Map<unknown> => entries(doc).get(entryId) as Y.Map<unknown>

/** An entry that says something about something else. */
const say = (doc: Y.Doc, id: string, values: Record<string, string>): unknown =>
  entries(doc).set(id, newEntity(entryFields, { kind: 'comment', createdAt: '2026-11-21T02:15:00-07:00', status: 'final', ...values }))
const said = (doc: Y.Doc, id: string): Y.Map<unknown> => entries(doc).get(id) as Y.Map<unknown>

/** A journal in which Ana, on her device, has written one entry. */
function journalRoom() {
  const room = new PartRoom('journal.team')
  const device = room.device()
  const update = updateOf(device, (doc) => {
    entries(doc).set(entryId, newEntity(entryFields, { kind: 'observation', author: ana, createdAt: '2026-11-21T02:15:00-07:00', status: 'final' }))
    fillText(entry(doc).get('text') as Y.XmlFragment, 'Slept well')
  })
  expect(room.receive(ana, update).accepted).toBe(true)
  return { room, device }
}

describe('[A4] an entry is changed only by its author and named co-authors', () => {
  const text = (doc: Y.Doc): Y.XmlText => lineOf(entry(doc).get('text'))
  const newEntry = (values: Record<string, string>) => (doc: Y.Doc) => {
    entries(doc).set('2e3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b', newEntity(entryFields, values))
  }

  test('the author writes, amends and withdraws', () => {
    const { room, device } = journalRoom()
    expect(room.receive(ana, updateOf(device, (doc) => text(doc).insert(0, 'He s'))).accepted).toBe(true)
    expect(room.receive(ana, updateOf(device, (doc) => text(doc).delete(4, 1))).accepted).toBe(true)
    expect(room.receive(ana, updateOf(device, (doc) => entry(doc).set('status', 'withdrawn'))).accepted).toBe(true)
  })

  test.each<[string, (doc: Y.Doc) => void]>([
    ['words', (doc) => text(doc).insert(0, 'forged ')],
    ['a deletion', (doc) => text(doc).delete(0, 3)],
    ['bold', (doc) => text(doc).format(0, 3, { bold: {} })],
    ['a value', (doc) => entry(doc).set('status', 'withdrawn')],
    ['taking a value away', (doc) => entry(doc).delete('status')],
    ['a link to a goal', (doc) => (entry(doc).get('goals') as Y.Map<true>).set(goalId, true)],
    ['naming oneself co-author', (doc) => (entry(doc).get('coAuthors') as Y.Map<true>).set(ben, true)],
    ['removing it', (doc) => entries(doc).delete(entryId)],
    ['putting another in its place', (doc) => entries(doc).set(entryId, newEntity(entryFields, { kind: 'observation', author: ben, createdAt: '2026-11-21T02:15:00-07:00' }))],
    ['an entry in another\'s name', newEntry({ kind: 'observation', author: ana, createdAt: '2026-11-21T02:15:00-07:00' })],
    ['an entry without an author', newEntry({ kind: 'observation', createdAt: '2026-11-21T02:15:00-07:00' })],
    ['an entry without a kind', newEntry({ author: ben, createdAt: '2026-11-21T02:15:00-07:00' })],
    ['an own entry, and a letter in the other\'s', (doc) => {
      newEntry({ kind: 'observation', author: ben, createdAt: '2026-11-21T02:15:00-07:00' })(doc)
      text(doc).insert(0, 'x')
    }],
  ])('somebody else: %s', (_what, act) => {
    const { room } = journalRoom()
    const before = Y.encodeStateAsUpdate(room.doc)
    expect(room.receive(ben, updateOf(room.device(), act))).toEqual(refused('not-yours'))
    expect(Y.encodeStateAsUpdate(room.doc)).toEqual(before)
  })

  test('not even the author removes it, or changes who wrote it, when, and what kind it is', () => {
    const { room, device } = journalRoom()
    for (const act of [
      (doc: Y.Doc) => entries(doc).delete(entryId),
      (doc: Y.Doc) => entry(doc).set('author', ben),
      (doc: Y.Doc) => entry(doc).set('kind', 'question'),
      (doc: Y.Doc) => entry(doc).set('createdAt', '2026-11-20T02:15:00-07:00'),
      (doc: Y.Doc) => entry(doc).delete('author'),
    ]) {
      const copy = room.device()
      expect(room.receive(ana, updateOf(copy, act))).toEqual(refused('not-yours'))
    }
    void device
  })

  test('a co-author writes the words, and names nobody', () => {
    const { room, device } = journalRoom()
    expect(room.receive(ana, updateOf(device, (doc) => (entry(doc).get('coAuthors') as Y.Map<true>).set(ben, true))).accepted).toBe(true)
    expect(room.receive(ben, updateOf(room.device(), (doc) => text(doc).insert(0, 'We saw: '))).accepted).toBe(true)
    expect(room.receive(ben, updateOf(room.device(), (doc) => (entry(doc).get('coAuthors') as Y.Map<true>).set(goalId, true)))).toEqual(refused('not-yours'))
    expect(room.receive(ben, updateOf(room.device(), (doc) => entry(doc).set('author', ben)))).toEqual(refused('not-yours'))
  })

  test('what an entry is about, and what it answers, is said once', () => {
    const { room } = journalRoom()
    const about = { subject: 'goal', subjectId: goalId, field: 'steps/1e3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b', letters: '7.0.4 4294967295.12.3', quote: 'two words' }
    const device = room.device()
    const id = crypto.randomUUID()
    expect(room.receive(ben, updateOf(device, (doc) => say(doc, id, { author: ben, ...about })))).toMatchObject({ accepted: true })
    const others = { subject: 'strategy', subjectId: entryId, field: 'why', letters: '7.0.5', quote: 'other words', outcome: 'taken', stance: 'right' }
    for (const [key, value] of Object.entries(others)) {
      expect(room.judge(ben, updateOf(room.device(), (doc) => said(doc, id).set(key, value))), key).toEqual(refused('not-yours'))
    }
    for (const key of Object.keys(about)) expect(room.judge(ben, updateOf(room.device(), (doc) => said(doc, id).delete(key))), key).toEqual(refused('not-yours'))
    for (const [key, value] of [['field', '../why'], ['field', 'a/b/c/d'], ['letters', '7.0'], ['letters', `7.0.4${' 7.0.4'.repeat(32)}`], ['quote', 'x'.repeat(501)], ['quote', 'a\nb']] as const) {
      expect(room.judge(ben, updateOf(room.device(), (doc) => say(doc, crypto.randomUUID(), { author: ben, ...about, [key]: value }))), key).toEqual(refused('schema'))
    }
  })

  test('what becomes of a suggestion is said by who may edit the plan, in an entry of their own', () => {
    const { room } = journalRoom()
    room.readers.add(ben)
    const settle = (author: string, values: Record<string, string> = {}) =>
      room.judge(author, updateOf(room.device(), (doc) => say(doc, crypto.randomUUID(), { author, subject: 'entry', subjectId: entryId, outcome: 'taken', ...values })))
    expect(settle(ana)).toMatchObject({ accepted: true })
    expect(settle(ben)).toEqual(refused('not-yours'))
    expect(settle(ana, { kind: 'suggestion' })).toEqual(refused('not-yours'))
    expect(settle(ana, { subject: 'goal' })).toEqual(refused('not-yours'))
    expect(room.judge(ana, updateOf(room.device(), (doc) => entry(doc).set('outcome', 'taken')))).toEqual(refused('not-yours'))
    // The parent's own word about a summary needs no such right.
    const answer = updateOf(room.device(), (doc) => say(doc, crypto.randomUUID(), { author: ben, subject: 'entry', subjectId: entryId, stance: 'right' }))
    expect(room.judge(ben, answer)).toMatchObject({ accepted: true })
  })

  test('anybody who may write adds entries of their own', () => {
    const { room } = journalRoom()
    const update = updateOf(room.device(), newEntry({ kind: 'observation', author: ben, createdAt: '2026-11-21T02:15:00-07:00', status: 'final' }))
    expect(room.receive(ben, update).accepted).toBe(true)
  })
})
