/** Updates that Yjs would look through for seconds to find where each item goes, and honest ones that resemble them. */
import * as encoding from 'lib0/encoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { limits } from '#shared/protocol/limits.ts'
import { lineOf, PartRoom, updateOf } from '../support/part-room.ts'

const loves = (doc: Y.Doc): Y.XmlText => lineOf(doc.getMap('about').get('loves'))

/** Letters of several client ids that all want to be first in one text: each is looked for behind all before it. */
function siblings(line: Y.XmlText, letters: number, clients: readonly number[]): Uint8Array {
  const parent = (line as unknown as { _item: Y.Item })._item.id
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, clients.length)
  for (const client of clients.toSorted((a, b) => b - a)) {
    for (const number of [letters, client, 0]) encoding.writeVarUint(encoder, number)
    for (let i = 0; i < letters; i += 1) {
      encoding.writeUint8(encoder, 4)
      for (const number of [0, parent.client, parent.clock]) encoding.writeVarUint(encoder, number)
      encoding.writeVarString(encoder, 'x')
    }
  }
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

test('[A8] workPerUpdate: letters that would be looked for behind each other are taken up to the limit, and not beyond', () => {
  const room = new PartRoom('plan')
  // Each of n letters is looked for behind those before it: about n * n / 2.
  const within = Math.floor(Math.sqrt(2 * limits.workPerUpdate) / 2) - 10
  expect(room.judge('ana', siblings(loves(room.doc), within, [7001, 7002])).accepted).toBe(true)
  expect(room.judge('ana', siblings(loves(room.doc), 2 * within, [7001, 7002]))).toEqual({ accepted: false, refusal: 'too-much-work' })
})

test('[A4] words that one person typed backwards, at one place, for a fortnight are taken', () => {
  const room = new PartRoom('plan')
  const typed = updateOf(room.device(), (doc) => {
    for (let i = 0; i < 3900; i += 1) loves(doc).insert(0, 'e')
  })
  expect(room.judge('ana', typed).accepted).toBe(true)
})

test('[A4] words that two people typed apart at the same places are taken, in either order', () => {
  const room = new PartRoom('plan')
  room.receive('ana', updateOf(room.device(), (doc) => loves(doc).insert(0, 'a quiet morning with trains')))
  const weeks = ['ana', 'ben'].map((member, who) => {
    const update = updateOf(room.device(), (doc) => {
      for (let i = 0; i < 900; i += 1) loves(doc).insert((i * (7 + who)) % 20, who === 0 ? 'a' : 'b')
    })
    return { member, update }
  })
  for (const { member, update } of weeks) expect(room.receive(member, update).accepted).toBe(true)
  expect(loves(room.doc).length).toBe(27 + 1800)
})
