/** How each server is spoken to, byte by byte: one thin raw client protocol a server, all with the same face. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { frameTypes, readSaved, syncStep1Frame, syncStep2Frame, syncTypes, updateFrame } from '#shared/protocol/frames.ts'

/** What a frame from a server says to the load. */
export type Heard =
  /** The server lets this client in; the client may ask for the content. */
  | { is: 'welcome' }
  /** The server asks what the client has. */
  | { is: 'question' }
  | { is: 'content'; update: Uint8Array }
  | { is: 'update'; update: Uint8Array }
  /** The first `upTo` write frames of this connection are acknowledged; `next`: one more than before. */
  | { is: 'acknowledged'; upTo: number | 'next' }
  | { is: 'other' }

export type Wire = {
  /** What to send first; null where the client may ask for the content at once. */
  readonly greeting: Uint8Array | null
  /** Whether the server holds content and answers a client that asks. */
  readonly answers: boolean
  step1(stateVector: Uint8Array): Uint8Array
  step2(update: Uint8Array): Uint8Array
  update(update: Uint8Array): Uint8Array
  read(frame: Uint8Array): Heard
}

const other: Heard = { is: 'other' }

function readSync(decoder: decoding.Decoder): Heard {
  const step = decoding.readVarUint(decoder)
  if (step === syncTypes.step1) return { is: 'question' }
  const update = decoding.readVarUint8Array(decoder)
  return step === syncTypes.step2 ? { is: 'content', update } : { is: 'update', update }
}

/** The y-websocket protocol, and our `saved` frame. */
const yWebsocket = {
  greeting: null,
  step1: syncStep1Frame,
  step2: syncStep2Frame,
  update: updateFrame,
  read: (frame: Uint8Array): Heard => {
    const decoder = decoding.createDecoder(frame)
    const type = decoding.readVarUint(decoder)
    if (type === frameTypes.sync) return readSync(decoder)
    return type === frameTypes.saved ? { is: 'acknowledged', upTo: readSaved(decoder) } : other
  },
}

export const yWebsocketWire: Wire = { ...yWebsocket, answers: true }

/** A relay passes frames on and knows nothing of them. */
export const relayWire: Wire = { ...yWebsocket, answers: false }

const hocuspocusTypes = { sync: 0, auth: 2, syncReply: 4, syncStatus: 8 }
const authTypes = { token: 0, authenticated: 2 }

/** Hocuspocus: every frame names its document first, and a client sends a token before anything else. */
export function hocuspocusWire(document: string): Wire {
  const name = encoding.encode((encoder) => encoding.writeVarString(encoder, document))
  const named = (frame: Uint8Array) => Buffer.concat([name, frame])
  return {
    greeting: named(
      encoding.encode((encoder) => {
        encoding.writeVarUint(encoder, hocuspocusTypes.auth)
        encoding.writeVarUint(encoder, authTypes.token)
        encoding.writeVarString(encoder, 'token')
      }),
    ),
    answers: true,
    // After the name its sync frames are those of y-websocket.
    step1: (stateVector) => named(syncStep1Frame(stateVector)),
    step2: (update) => named(syncStep2Frame(update)),
    update: (update) => named(updateFrame(update)),
    read: (frame) => {
      const decoder = decoding.createDecoder(frame)
      decoder.pos = name.length
      const type = decoding.readVarUint(decoder)
      if (type === hocuspocusTypes.sync || type === hocuspocusTypes.syncReply) return readSync(decoder)
      if (type === hocuspocusTypes.syncStatus) return { is: 'acknowledged', upTo: 'next' }
      if (type === hocuspocusTypes.auth && decoding.readVarUint(decoder) === authTypes.authenticated) return { is: 'welcome' }
      return other
    },
  }
}
