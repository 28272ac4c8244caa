import fc from 'fast-check'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as syncProtocol from 'y-protocols/sync'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import {
  FrameError, frameTypes, isWriteFrame, readClientFrame, readRefused, readSaved, refusedFrame, savedFrame, syncStep1Frame,
  syncStep2Frame, updateFrame,
} from '#shared/protocol/frames.ts'

const stockFrame = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, frameTypes.sync)
  write(encoder)
  return encoding.toUint8Array(encoder)
}

describe('the frames are those of y-protocols', () => {
  const doc = new Y.Doc()
  doc.getText('t').insert(0, 'hello')
  const update = Y.encodeStateAsUpdate(doc)

  test('what a stock client sends is read', () => {
    const step1 = stockFrame((encoder) => syncProtocol.writeSyncStep1(encoder, doc))
    expect(readClientFrame(step1)).toEqual({ type: 'sync-step-1', stateVector: Y.encodeStateVector(doc) })
    const step2 = stockFrame((encoder) => syncProtocol.writeSyncStep2(encoder, doc))
    expect(readClientFrame(step2)).toEqual({ type: 'write', update, isStep2: true })
    const change = stockFrame((encoder) => syncProtocol.writeUpdate(encoder, update))
    expect(readClientFrame(change)).toEqual({ type: 'write', update, isStep2: false })
    expect([step1, step2, change].map(isWriteFrame)).toEqual([false, true, true])
  })

  test('what we send is what a stock server would send', () => {
    expect(syncStep1Frame(Y.encodeStateVector(doc))).toEqual(stockFrame((encoder) => syncProtocol.writeSyncStep1(encoder, doc)))
    expect(syncStep2Frame(update)).toEqual(stockFrame((encoder) => syncProtocol.writeSyncStep2(encoder, doc)))
    expect(updateFrame(update)).toEqual(stockFrame((encoder) => syncProtocol.writeUpdate(encoder, update)))
  })

  test('saved and refused are read as they were written', () => {
    const afterType = (frame: Uint8Array) => {
      const decoder = decoding.createDecoder(frame)
      expect(decoding.readVarUint(decoder)).toBeGreaterThanOrEqual(64)
      return decoder
    }
    expect(readSaved(afterType(savedFrame(300)))).toBe(300)
    expect(readRefused(afterType(refusedFrame(7, 'read-only', 'No.')))).toEqual({ n: 7, code: 'read-only', text: 'No.' })
  })
})

describe('[A1] bytes that are not exactly one frame are refused', () => {
  const good = updateFrame(new Uint8Array([0, 0]))

  test('truncated anywhere', () => {
    for (let length = 0; length < good.length; length += 1) {
      expect(() => readClientFrame(good.subarray(0, length))).toThrow(FrameError)
    }
  })

  test('a kind in more than one byte: it would count for one side and not for the other', () => {
    for (const spelling of [[0x80, 0, ...good.subarray(1)], [0, 0x82, 0, ...good.subarray(2)], [0x83, 0]]) {
      expect(() => readClientFrame(Uint8Array.from(spelling))).toThrow(FrameError)
    }
  })

  test('trailing bytes', () => {
    expect(() => readClientFrame(new Uint8Array([...good, 0]))).toThrow(FrameError)
  })

  test('frames that only the server sends, and numbers nobody knows', () => {
    for (const type of [frameTypes.auth, frameTypes.saved, frameTypes.refused, 4, 127, 5_000]) {
      const encoder = encoding.createEncoder()
      encoding.writeVarUint(encoder, type)
      expect(() => readClientFrame(encoding.toUint8Array(encoder))).toThrow(FrameError)
    }
  })

  test('random bytes are a frame or a FrameError, never anything else', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const outcome = (() => {
          try {
            return readClientFrame(bytes)
          } catch (cause) {
            return cause
          }
        })()
        expect(outcome instanceof FrameError || !(outcome instanceof Error)).toBe(true)
      }),
      { numRuns: 2000 },
    )
  })
})
