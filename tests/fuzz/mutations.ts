/** Damages a frame as a broken or hostile client might. The same random source makes the same damage. */
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { updateFrame } from '#shared/protocol/frames.ts'
import type { Random } from './random.ts'

/** Numbers that a length or a clock may be and should not: the largest of 7, 31, 32, 53 and 64 bits. */
const giants: readonly number[][] = [
  [0x7f], [0xff, 0x01], [0xff, 0xff, 0xff, 0xff, 0x07], [0xff, 0xff, 0xff, 0xff, 0x0f],
  [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x0f], [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01],
  // A number that never ends, and one that is zero in many bytes.
  Array.from({ length: 20 }, () => 0x80), [0x80, 0x80, 0x80, 0x00],
]

type Mutation = (frame: Uint8Array, random: Random, other: Uint8Array) => Uint8Array

const join = (...parts: (Uint8Array | readonly number[])[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]))

const flipBits: Mutation = (frame, random) => {
  const flipped = Uint8Array.from(frame)
  for (let i = random.below(4); i >= 0; i -= 1) {
    const at = random.below(flipped.length)
    flipped[at] = (flipped[at] as number) ^ (1 << random.below(8))
  }
  return flipped
}
const replaceBytes: Mutation = (frame, random) => {
  const changed = Uint8Array.from(frame)
  for (let i = random.below(3); i >= 0; i -= 1) changed[random.below(changed.length)] = random.below(256)
  return changed
}
const cut: Mutation = (frame, random) => frame.slice(0, random.below(frame.length))
const cutOut: Mutation = (frame, random) => {
  const at = random.below(frame.length)
  return join(frame.subarray(0, at), frame.subarray(Math.min(frame.length, at + 1 + random.below(8))))
}
const append: Mutation = (frame, random) => join(frame, Array.from({ length: 1 + random.below(6) }, () => random.below(256)))
const splice: Mutation = (frame, random, other) =>
  join(frame.subarray(0, random.below(frame.length + 1)), other.subarray(random.below(other.length + 1)))
const repeat: Mutation = (frame, random) => {
  const at = random.below(frame.length)
  const section = frame.subarray(at, at + 1 + random.below(24))
  return join(frame.subarray(0, at), ...Array.from({ length: 1 + random.below(30) }, () => section), frame.subarray(at))
}
const swap: Mutation = (frame, random) => {
  const [a, b] = [random.below(frame.length), random.below(frame.length)].toSorted((x, y) => x - y) as [number, number]
  return join(frame.subarray(0, a), frame.subarray(b), frame.subarray(a, b))
}
/** A giant number in the place of a byte, or before it. */
const giant: Mutation = (frame, random) => {
  const at = random.below(frame.length)
  return join(frame.subarray(0, at), random.pick(giants), frame.subarray(at + random.below(2)))
}
/** The update inside the frame damaged, and the length around it right: what a check of lengths does not find. */
const inside = (mutate_: Mutation): Mutation => (frame, random, other) => {
  const update = updateWithin(frame)
  if (update === null || update.length === 0) return mutate_(frame, random, other)
  return updateFrame(mutate_(update, random, updateWithin(other) ?? other))
}
const secondVersion: Mutation = (frame, random, other) => {
  const update = updateWithin(frame)
  try {
    return update === null ? flipBits(frame, random, other) : updateFrame(Y.convertUpdateFormatV1ToV2(update))
  } catch {
    return flipBits(frame, random, other)
  }
}
/** Structs nested as deep as a frame of a few kilobytes allows: each in the one before. */
const nested: Mutation = (_frame, random) => {
  const encoder = encoding.createEncoder()
  const client = random.below(2 ** 32)
  const depth = 1 + random.below(300)
  encoding.writeVarUint(encoder, 1)
  encoding.writeVarUint(encoder, depth)
  encoding.writeVarUint(encoder, client)
  encoding.writeVarUint(encoder, 0)
  for (let i = 0; i < depth; i += 1) {
    // A type under a parent that is a root (1) by name, or an item (0) by id.
    encoding.writeUint8(encoder, 7)
    encoding.writeVarUint(encoder, i === 0 ? 1 : 0)
    if (i === 0) encoding.writeVarString(encoder, random.pick(['goals', 'entries', 'about', 'x']))
    else {
      encoding.writeVarUint(encoder, client)
      encoding.writeVarUint(encoder, random.chance(0.9) ? i - 1 : random.below(depth))
    }
    encoding.writeVarUint(encoder, random.below(8))
    if (random.chance(0.3)) encoding.writeVarString(encoder, 'paragraph')
  }
  encoding.writeVarUint(encoder, 0)
  return updateFrame(encoding.toUint8Array(encoder))
}
/** A length without content that would carry a client's clock out of reach. */
const giantStruct: Mutation = (_frame, random) => {
  const encoder = encoding.createEncoder()
  for (const number of [1, 1, random.below(2 ** 32), 0]) encoding.writeVarUint(encoder, number)
  encoding.writeUint8(encoder, random.pick([0, 10]))
  encoding.writeVarUint(encoder, random.pick([2 ** 20, 2 ** 31, 2 ** 32, Number.MAX_SAFE_INTEGER]))
  encoding.writeVarUint(encoder, 0)
  return updateFrame(encoding.toUint8Array(encoder))
}

const damages: readonly Mutation[] = [flipBits, replaceBytes, cut, cutOut, append, splice, repeat, swap, giant]
const mutations: readonly Mutation[] = [
  ...damages, ...damages.map(inside), ...damages.map(inside), secondVersion, nested, giantStruct,
]

/** A frame like `frame`, damaged; `other` is one to splice with. */
export function mutate(frame: Uint8Array, random: Random, other: Uint8Array = frame): Uint8Array {
  if (frame.length === 0) return frame
  let damaged = random.pick(mutations)(frame, random, other)
  if (damaged.length > 0 && random.chance(0.2)) damaged = random.pick(mutations)(damaged, random, other)
  return damaged
}

/** The update in a write frame that is whole; null where there is none. */
function updateWithin(frame: Uint8Array): Uint8Array | null {
  if (frame[0] !== 0 || (frame[1] !== 1 && frame[1] !== 2)) return null
  let length = 0
  for (let at = 2; at < Math.min(frame.length, 8); at += 1) {
    const byte = frame[at] as number
    length += (byte & 0x7f) * 2 ** (7 * (at - 2))
    if (byte < 0x80) return at + 1 + length === frame.length ? frame.subarray(at + 1) : null
  }
  return null
}
