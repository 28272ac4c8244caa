/**
 * The frames of a plan's one WebSocket: every frame of `frames.ts` behind the name of its part, and three that open and
 * close channels (docs/sync.md).
 *
 *   planFrame = string(partId) body
 *   body      = frame | open | leave | opened | closed
 *   open      = 66                            client: from here on a new channel; frames of an earlier one are over
 *   leave     = 67                            client: the channel ends
 *   opened    = 66                            server: answers each `open`; what came before belongs to an earlier channel
 *   closed    = 67 varUint(code) string(reason)    server: as the close code and reason of a socket of its own
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { FrameError } from './frames.ts'

export const channelTypes = { open: 66, close: 67 } as const

/** A plan frame, taken apart; `body` is a view of the same bytes. */
export type PlanFrame = { partId: string; body: Uint8Array }

const partIdLength = 100
/** A mark of byte order is a letter like any other: each part has one spelling. */
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

/** Takes a plan frame apart. Throws FrameError where it has no name or nothing behind it. */
export function readPlanFrame(bytes: Uint8Array): PlanFrame {
  const decoder = decoding.createDecoder(bytes)
  try {
    const name = decoding.readVarUint8Array(decoder)
    if (name.length === 0 || name.length > partIdLength || !decoding.hasContent(decoder)) throw new FrameError('no part')
    return { partId: utf8.decode(name), body: bytes.subarray(decoder.pos) }
  } catch (cause) {
    throw cause instanceof FrameError ? cause : new FrameError('truncated frame')
  }
}

/** A frame behind the name of its part. */
export function namedFrame(partId: string, body: Uint8Array): Uint8Array<ArrayBuffer> {
  const encoder = encoding.createEncoder()
  encoding.writeVarString(encoder, partId)
  encoding.writeUint8Array(encoder, body)
  return encoding.toUint8Array(encoder)
}

/** `open` of a client and `opened` of a server. */
export const openFrame = (partId: string): Uint8Array<ArrayBuffer> => namedFrame(partId, Uint8Array.of(channelTypes.open))

/** A client ends a channel. */
export const leaveFrame = (partId: string): Uint8Array<ArrayBuffer> => namedFrame(partId, Uint8Array.of(channelTypes.close))

/** The server ends a channel, or does not open it. */
export function closedFrame(partId: string, code: number, reason: string): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, channelTypes.close)
  encoding.writeVarUint(encoder, code)
  encoding.writeVarString(encoder, reason)
  return namedFrame(partId, encoding.toUint8Array(encoder))
}

/** Reads the body of `closed`. */
export function readClosed(body: Uint8Array): { code: number; reason: string } {
  const decoder = decoding.createDecoder(body)
  decoding.readVarUint(decoder)
  return { code: decoding.readVarUint(decoder), reason: decoding.readVarString(decoder) }
}
