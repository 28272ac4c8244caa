/** An entry that gets other readers: what goes along, and what stays behind. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { entryFields, journalPart } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { fillText, plainText } from '#shared/plan/text.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import { moveEntry } from '../../client/journal/move-entry.ts'
import type { PartHandle } from '../../client/sync/plan-session.tsx'

const handle = (doc: Y.Doc): PartHandle => ({ doc, record: (act: () => void) => doc.transact(act) }) as unknown as PartHandle
const entriesOf = (doc: Y.Doc) => (partToJson(doc, journalPart) as { entries: Record<string, unknown>[] }).entries

function journalWith(words: string): { doc: Y.Doc; entry: Y.Map<unknown> } {
  const doc = new Y.Doc()
  const entry = newEntity(entryFields, {
    kind: 'observation', author: 'a', createdAt: '2026-11-14T02:20:00+01:00', happenedAt: '2026-11-13T23:10:00+01:00', zone: 'Europe/Berlin',
    status: 'amended', statusAt: '2026-11-14T09:00:00+01:00', intensity: 4, topic: 'sleep',
  })
  doc.getMap('entries').set('one', entry)
  fillText(entry.get('text') as Y.XmlFragment, words)
  ;(entry.get('goals') as Y.Map<unknown>).set('g', true)
  ;(entry.get('coAuthors') as Y.Map<unknown>).set('b', true)
  ;(entry.get('sleep') as Y.Map<unknown>).set('wakings', 2)
  return { doc, entry }
}

test('words with their marks, times, figures and links go along; co-authors do not', () => {
  const { doc, entry } = journalWith('Woke up.\nTwice.')
  const line = ((entry.get('text') as Y.XmlFragment).get(0) as Y.XmlElement).get(0) as Y.XmlText
  line.format(0, 4, { bold: true })
  const other = new Y.Doc()
  const id = moveEntry(handle(doc), entry, handle(other))
  const moved = other.getMap<Y.Map<unknown>>('entries').get(id) as Y.Map<unknown>
  expect(plainText(moved.get('text') as Y.XmlFragment)).toBe('Woke up.\nTwice.')
  expect((((moved.get('text') as Y.XmlFragment).get(0) as Y.XmlElement).get(0) as Y.XmlText).toDelta()).toEqual([
    { insert: 'Woke', attributes: { bold: true } }, { insert: ' up.' },
  ])
  expect(entriesOf(other)).toMatchObject([{
    status: 'final', createdAt: '2026-11-14T02:20:00+01:00', happenedAt: '2026-11-13T23:10:00+01:00', zone: 'Europe/Berlin', intensity: 4,
    goals: ['g'], coAuthors: [], sleep: { wakings: 2 },
  }])
  expect(entriesOf(doc)).toMatchObject([{ id: 'one', status: 'withdrawn', text: 'Woke up.\nTwice.', coAuthors: ['b'] }])
})

test('[access 2] what stays behind does not say who reads it now', () => {
  const { doc, entry } = journalWith('Secret.')
  moveEntry(handle(doc), entry, handle(new Y.Doc()))
  expect(entriesOf(doc)[0]?.['statusReason']).toBe('It has other readers now.')
})

test('nothing that is new is taken out again, which the server would refuse', () => {
  const { doc, entry } = journalWith('')
  const other = new Y.Doc()
  const updates: Uint8Array[] = []
  other.on('update', (update: Uint8Array) => updates.push(update))
  moveEntry(handle(doc), entry, handle(other))
  expect(updates).toHaveLength(1)
  expect(Y.decodeUpdate(updates[0] as Uint8Array).ds.clients.size).toBe(0)
})
