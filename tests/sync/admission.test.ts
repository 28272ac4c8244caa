import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { judge } from '../../server/sync/admission.ts'

const ana = { memberId: 'ana', canWrite: true }
const reader = { memberId: 'ana', canWrite: false }

/** The room's document holds one line by Ana; `device` is Ana's own copy of it. */
function room() {
  const device = new Y.Doc()
  device.getText('t').insert(0, 'hello')
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(device))
  const owners = new Map<number, string | null>([[device.clientID, 'ana']])
  return { device, doc, owners }
}

/** The update that one change on a device makes. */
function updateOf(device: Y.Doc, act: (doc: Y.Doc) => void): Uint8Array {
  const before = Y.encodeStateVector(device)
  act(device)
  return Y.encodeStateAsUpdate(device, before)
}

describe('[A1] only whole, well-formed V1 updates', () => {
  test('truncated anywhere, or with bytes after the end', () => {
    const { device, doc, owners } = room()
    const update = updateOf(device, (d) => d.getText('t').insert(5, ' world'))
    expect(judge(doc, owners, ana, update)).toEqual({ accepted: true, newClientIds: [] })
    for (let length = 0; length < update.length; length += 1) {
      expect(judge(doc, owners, ana, update.subarray(0, length)).accepted).toBe(false)
    }
    expect(judge(doc, owners, ana, new Uint8Array([...update, 0]))).toEqual({ accepted: false, refusal: 'malformed' })
  })

  test('the V2 encoding', () => {
    const { device, doc, owners } = room()
    device.getText('t').insert(5, ' world')
    expect(judge(doc, owners, ana, Y.encodeStateAsUpdateV2(device, Y.encodeStateVector(doc))).accepted).toBe(false)
  })
})

describe('[A2] a client id belongs to one member', () => {
  test('another member may not write under it', () => {
    const { device, doc, owners } = room()
    const update = updateOf(device, (d) => d.getText('t').insert(5, '!'))
    expect(judge(doc, owners, { memberId: 'ben', canWrite: true }, update)).toEqual({ accepted: false, refusal: 'foreign-client-id' })
  })

  test('a client id seen for the first time is reported, so that it can be bound', () => {
    const { doc, owners } = room()
    const other = new Y.Doc()
    Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
    const update = updateOf(other, (d) => d.getText('t').insert(0, 'oh '))
    expect(judge(doc, owners, { memberId: 'ben', canWrite: true }, update)).toEqual({ accepted: true, newClientIds: [other.clientID] })
  })

  test('sending again what the room already has is fine, whoever wrote it', () => {
    const { doc, owners } = room()
    expect(judge(doc, owners, { memberId: 'ben', canWrite: true }, Y.encodeStateAsUpdate(doc))).toEqual({ accepted: true, newClientIds: [] })
  })
})

describe('[A3] an update leaves no gap', () => {
  test('a clock that runs ahead of what is known', () => {
    const { device, doc, owners } = room()
    updateOf(device, (d) => d.getText('t').insert(5, 'lost'))
    const later = updateOf(device, (d) => d.getText('t').insert(9, 'later'))
    expect(judge(doc, owners, ana, later)).toEqual({ accepted: false, refusal: 'gap' })
  })

  test('words that hang on somebody\'s future words', () => {
    const { device, doc, owners } = room()
    const mallory = new Y.Doc()
    updateOf(device, (d) => d.getText('t').insert(5, ' soon'))
    Y.applyUpdate(mallory, Y.encodeStateAsUpdate(device))
    const trap = updateOf(mallory, (d) => d.getText('t').insert(10, 'forged'))
    expect(judge(doc, owners, { memberId: 'mallory', canWrite: true }, trap)).toEqual({ accepted: false, refusal: 'gap' })
  })

  test('a deletion of what does not exist yet', () => {
    const { device, doc, owners } = room()
    const behind = new Y.Doc()
    Y.applyUpdate(behind, Y.encodeStateAsUpdate(doc))
    updateOf(device, (d) => d.getText('t').insert(5, ' soon'))
    Y.applyUpdate(behind, Y.encodeStateAsUpdate(device))
    const deletion = updateOf(behind, (d) => d.getText('t').delete(6, 2))
    expect(judge(doc, owners, ana, deletion)).toEqual({ accepted: false, refusal: 'gap' })
  })
})

describe('[A4] a reader changes nothing', () => {
  test('neither words nor deletions', () => {
    const { device, doc, owners } = room()
    expect(judge(doc, owners, reader, updateOf(device, (d) => d.getText('t').insert(5, '!')))).toEqual({ accepted: false, refusal: 'read-only' })
    const copy = room()
    const deletion = updateOf(copy.device, (d) => d.getText('t').delete(0, 1))
    expect(judge(copy.doc, copy.owners, reader, deletion)).toEqual({ accepted: false, refusal: 'read-only' })
  })

  test('but may send what is known already, deletions included', () => {
    const { device, doc, owners } = room()
    Y.applyUpdate(doc, updateOf(device, (d) => d.getText('t').delete(1, 2)))
    expect(judge(doc, owners, reader, Y.encodeStateAsUpdate(device)).accepted).toBe(true)
  })
})

test('[A5] judging changes nothing in the document', () => {
  const { device, doc, owners } = room()
  const before = Y.encodeStateAsUpdate(doc)
  judge(doc, owners, ana, updateOf(device, (d) => d.getText('t').insert(5, '!')))
  judge(doc, owners, reader, updateOf(device, (d) => d.getText('t').insert(5, '?')))
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  expect(doc.store.pendingStructs).toBeNull()
})
