/**
 * The frames of one part's WebSocket: y-protocols' own, plus `saved` and `refused` (docs/sync.md).
 *
 *   frame      = syncStep1 | syncStep2 | update | awareness | queryAwareness | saved | refused
 *   syncStep1  = 0 0 bytes(state vector)          both ways
 *   syncStep2  = 0 1 bytes(update, V1)            both ways; from a client it is a write frame
 *   update     = 0 2 bytes(update, V1)            both ways; from a client it is a write frame
 *   awareness  = 1 bytes(awareness update)        both ways
 *   queryAware = 3                                client to server
 *   saved      = 64 varUint(n)                    server: the first n write frames of this connection are on disk
 *   refused    = 65 varUint(n) string(code) string(text)   server: write frame n was refused as a whole
 *
 * Numbers are lib0 varUints, `bytes` and `string` carry their length first. A kind is written as one byte: what counts as
 * a write frame must look the same to whoever sends it and whoever counts it. A frame ends with its last field: bytes
 * after it make the frame invalid [A1].
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'

export const frameTypes = { sync: 0, awareness: 1, auth: 2, queryAwareness: 3, saved: 64, refused: 65 } as const
export const syncTypes = { step1: 0, step2: 1, update: 2 } as const

/** A frame a client may send. */
export type ClientFrame =
  | { type: 'sync-step-1'; stateVector: Uint8Array }
  /** A write frame; `isStep2` where it is the device's answer to the server's step 1. */
  | { type: 'write'; update: Uint8Array; isStep2: boolean }
  | { type: 'awareness'; update: Uint8Array }
  | { type: 'query-awareness' }

/** The bytes are not a frame of the grammar above. Carries no content. */
export class FrameError extends Error {
  override name = 'FrameError'
}

/** Reads one frame from a client. Throws FrameError on an unknown type, a short field or trailing bytes. */
export function readClientFrame(bytes: Uint8Array): ClientFrame {
  let frame: ClientFrame
  const decoder = decoding.createDecoder(bytes)
  try {
    frame = readFrameBody(decoder)
  } catch (cause) {
    throw cause instanceof FrameError ? cause : new FrameError('truncated frame')
  }
  if (decoding.hasContent(decoder)) throw new FrameError('bytes after the end of the frame')
  return frame
}

function readFrameBody(decoder: decoding.Decoder): ClientFrame {
  const type = decoding.readUint8(decoder)
  if (type === frameTypes.sync) {
    const step = decoding.readUint8(decoder)
    const bytes = decoding.readVarUint8Array(decoder)
    if (step === syncTypes.step1) return { type: 'sync-step-1', stateVector: bytes }
    if (step === syncTypes.step2 || step === syncTypes.update) return { type: 'write', update: bytes, isStep2: step === syncTypes.step2 }
    throw new FrameError('unknown sync message')
  }
  if (type === frameTypes.awareness) return { type: 'awareness', update: decoding.readVarUint8Array(decoder) }
  if (type === frameTypes.queryAwareness) return { type: 'query-awareness' }
  throw new FrameError('unknown frame type')
}

/** Whether these bytes, about to be sent by a client, are a write frame (and so are counted and answered by `saved`). */
export const isWriteFrame = (bytes: Uint8Array): boolean =>
  bytes[0] === frameTypes.sync && (bytes[1] === syncTypes.step2 || bytes[1] === syncTypes.update)

/** Whether a write frame is the sync step 2 of its connection: everything the server lacks. */
export const isStep2Frame = (bytes: Uint8Array): boolean => bytes[0] === frameTypes.sync && bytes[1] === syncTypes.step2

const frame = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}

const syncFrame = (step: number, bytes: Uint8Array): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.sync)
    encoding.writeVarUint(encoder, step)
    encoding.writeVarUint8Array(encoder, bytes)
  })

export const syncStep1Frame = (stateVector: Uint8Array): Uint8Array => syncFrame(syncTypes.step1, stateVector)
export const syncStep2Frame = (update: Uint8Array): Uint8Array => syncFrame(syncTypes.step2, update)
export const updateFrame = (update: Uint8Array): Uint8Array => syncFrame(syncTypes.update, update)

export const awarenessFrame = (update: Uint8Array): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.awareness)
    encoding.writeVarUint8Array(encoder, update)
  })

/** `count` write frames of this connection are durable. */
export const savedFrame = (count: number): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.saved)
    encoding.writeVarUint(encoder, count)
  })

/** Write frame number `n` (from 1) was refused as a whole. */
export const refusedFrame = (n: number, code: string, text: string): Uint8Array =>
  frame((encoder) => {
    encoding.writeVarUint(encoder, frameTypes.refused)
    encoding.writeVarUint(encoder, n)
    encoding.writeVarString(encoder, code)
    encoding.writeVarString(encoder, text)
  })

/** Reads what follows the type byte of a `saved` frame. */
export const readSaved = (decoder: decoding.Decoder): number => decoding.readVarUint(decoder)

/** Reads what follows the type byte of a `refused` frame. */
export const readRefused = (decoder: decoding.Decoder): { n: number; code: string; text: string } => ({
  n: decoding.readVarUint(decoder),
  code: decoding.readVarString(decoder),
  text: decoding.readVarString(decoder),
})
