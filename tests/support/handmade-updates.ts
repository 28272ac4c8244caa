/** Updates written by hand, byte by byte: what no honest device sends. */
import * as encoding from 'lib0/encoding'
import type * as Y from 'yjs'

export type Id = { client: number; clock: number }

/** The id of the letter at this place of a line. */
export function letterAt(line: Y.XmlText, index: number): Id {
  let left = index
  for (let item = line._start; item !== null; item = item.right) {
    if (item.deleted) continue
    if (left < item.length) return { client: item.id.client, clock: item.id.clock + left }
    left -= item.length
  }
  throw new Error('no such letter')
}

/** An update of one struct of a new client, written by hand: `content` is its kind and what follows its place. */
export function structAt(parent: Id, key: string | null, kind: number, content: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of [1, 1, 77, 0]) encoding.writeVarUint(encoder, number)
  encoding.writeUint8(encoder, kind | (key === null ? 0 : 0x20))
  for (const number of [0, parent.client, parent.clock]) encoding.writeVarUint(encoder, number)
  if (key !== null) encoding.writeVarString(encoder, key)
  content(encoder)
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}
/** The content of a struct: words. */
export const string = (text: string) => (encoder: encoding.Encoder) => encoding.writeVarString(encoder, text)
/** The content of a struct: values of a list or map. */
export const values = (...all: (string | number)[]) => (encoder: encoding.Encoder) => {
  encoding.writeVarUint(encoder, all.length)
  for (const value of all) encoding.writeAny(encoder, value)
}
export const idOf = (type: { _item: Y.Item | null }): Id => (type._item as Y.Item).id

/** An update of one string of a new client, between two letters. */
export function between(origin: Id | null, rightOrigin: Id | null, words: string, client = 77): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of [1, 1, client, 0]) encoding.writeVarUint(encoder, number)
  encoding.writeUint8(encoder, 4 | (origin === null ? 0 : 0x80) | (rightOrigin === null ? 0 : 0x40))
  for (const id of [origin, rightOrigin]) {
    if (id === null) continue
    encoding.writeVarUint(encoder, id.client)
    encoding.writeVarUint(encoder, id.clock)
  }
  encoding.writeVarString(encoder, words)
  encoding.writeVarUint(encoder, 0)
  return encoding.toUint8Array(encoder)
}

export function varUint(number: number): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}

/** An update that puts a new, empty type in the place of what stands under a key, without a deletion in its bytes. */
export function insteadOf({ client, clock }: Id, typeRef: 'map' | 'text'): Uint8Array {
  const encoder = encoding.createEncoder()
  for (const number of [1, 1, 77, 0]) encoding.writeVarUint(encoder, number)
  encoding.writeUint8(encoder, 7 | 0x80)
  for (const number of [client, clock, typeRef === 'map' ? 1 : 4, 0]) encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}

/** An update that deletes and does nothing else. */
export function deletionOf(...ranges: (Id & { length: number })[]): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, 0)
  encoding.writeVarUint(encoder, ranges.length)
  for (const { client, clock, length } of ranges) for (const number of [client, 1, clock, length]) encoding.writeVarUint(encoder, number)
  return encoding.toUint8Array(encoder)
}
