import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { planPart } from '#shared/plan/plan-part.ts'
import type { StoredPart } from '../../server/sync/log-store.ts'
import { replay } from '../../server/sync/compaction.ts'
import { PartDocument } from '../../server/sync/part-document.ts'
import { Random } from '../fuzz/random.ts'
import { lineOf, updateOf } from '../support/part-room.ts'

const loves = (doc: Y.Doc): Y.XmlText => lineOf(doc.getMap('about').get('loves'))

test('[S1] two people format the same words: what is stored is all that the document holds, tidying included', () => {
  for (let seed = 1; seed <= 60; seed += 1) {
    const random = new Random(seed)
    const first = new Y.Doc()
    first.transact(() => completeContainers(first, planPart))
    const rows = [Y.encodeStateAsUpdate(first)]
    const stored: StoredPart = { state: null, updates: [{ seq: 1, bytes: rows[0] as Uint8Array, memberId: null, at: '' }], lastSeq: 1, owners: new Map() }
    const room = new PartDocument({ kind: 'plan' }, stored)
    const copy = new Y.Doc()
    Y.applyUpdate(copy, room.whole)
    const devices = [copy, new Y.Doc()]
    Y.applyUpdate(devices[1] as Y.Doc, room.whole)
    const send = (device: Y.Doc) => {
      const effect = room.apply(Y.encodeStateAsUpdate(device, room.stateVector()))
      if (effect !== null) rows.push(effect)
    }
    loves(copy).insert(0, 'hello world')
    send(copy)
    for (let step = 0; step < 12; step += 1) {
      const device = random.pick(devices)
      updateOf(device, () => {
        const line = loves(device)
        const at = random.below(line.length + 1)
        const length = Math.min(1 + random.below(4), line.length - at)
        if (length > 0 && random.chance(0.6)) line.format(at, length, { bold: random.chance(0.5) ? {} : null })
        else if (length > 0 && random.chance(0.5)) line.delete(at, length)
        else line.insert(at, 'q')
      })
      if (random.chance(0.5)) send(device)
      if (random.chance(0.5)) Y.applyUpdate(random.pick(devices), room.whole)
    }
    for (const device of devices) send(device)
    const again = replay({ ...stored, updates: rows.map((bytes, i) => ({ seq: i + 1, bytes, memberId: null, at: '' })) }, true)
    expect(again.store.pendingStructs, `seed ${seed}`).toBeNull()
    expect(Buffer.compare(Y.encodeStateAsUpdate(again), room.whole), `seed ${seed}`).toBe(0)
  }
})

test('a text of which two people each took one of the last two paragraphs gets a paragraph again, at once', () => {
  const first = new Y.Doc()
  first.transact(() => completeContainers(first, planPart))
  const textIn = (doc: Y.Doc) => doc.getMap('about').get('loves') as Y.XmlFragment
  textIn(first).insert(1, [new Y.XmlElement('paragraph')])
  const bytes = Y.encodeStateAsUpdate(first)
  const room = new PartDocument({ kind: 'plan' }, { state: null, updates: [{ seq: 1, bytes, memberId: null, at: '' }], lastSeq: 1, owners: new Map() })
  room.complete()
  const removals = [0, 1].map((place) => {
    const device = new Y.Doc()
    Y.applyUpdate(device, bytes)
    return updateOf(device, () => textIn(device).delete(place, 1))
  })
  for (const removal of removals) {
    room.apply(removal)
    room.complete()
  }
  const reader = new Y.Doc()
  Y.applyUpdate(reader, room.whole)
  expect(textIn(reader).length).toBe(1)
  expect(lineOf(textIn(reader))).toBeInstanceOf(Y.XmlText)
})
