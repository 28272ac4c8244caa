/** One open WebSocket on one part: its limits, its numbered write frames, and the way back. */
import type { WebSocket } from '@fastify/websocket'
import { errorTable, type ErrorCode } from '#shared/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import {
  FrameError, readClientFrame, refusedFrame, savedFrame, syncStep1Frame, syncStep2Frame,
} from '#shared/protocol/frames.ts'
import type { PartGrant } from './grant.ts'
import { Inbox } from './inbox.ts'
import type { Room } from './room.ts'

/** One write frame on its way through the room. */
export type WriteFrame = {
  readonly connection: Connection
  /** Its number on the connection, from 1. */
  readonly n: number
  readonly update: Uint8Array
  readonly isStep2: boolean
  /**
   * Whether a gap is honest: words typed between the upgrade and step 2 travel ahead of what was typed offline, and
   * step 2 brings them all (docs/decisions/0007).
   */
  readonly mayRunAhead: boolean
}

export type ConnectionDeps = {
  readonly now: () => Date
  readonly report: (cause: unknown, about: { planId: string; partId: string }) => void
}

export class Connection {
  readonly grant: PartGrant
  /** The sign-in it came with: signing out there ends it. */
  readonly sessionId: string
  /** Set by Presence when this connection first says where it is. */
  awarenessId: number | null = null
  /** Why it was ended by this server, if it was. */
  endedFor: ErrorCode | null = null
  readonly #socket: WebSocket
  readonly #deps: ConnectionDeps
  readonly #inbox: Inbox
  #room: Room | null = null
  /** Whether the device has sent its answer to our step 1: everything it has. */
  #hasSentStep2 = false
  #received = 0
  #saved = 0
  #savedTold = 0
  /** The first write frame that was left alone because step 2 will bring it: nothing from here on counts until it has. */
  #leftAlone: number | null = null
  #isTelling = false
  #isClosed = false
  #lastPongAt: number

  constructor(socket: WebSocket, grant: PartGrant, sessionId: string, deps: ConnectionDeps) {
    this.#socket = socket
    this.#deps = deps
    this.grant = grant
    this.sessionId = sessionId
    this.#lastPongAt = deps.now().getTime()
    this.#inbox = new Inbox(
      (frame) => this.#work(frame),
      (isReading) => (isReading ? socket.resume() : socket.pause()),
    )
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** The room is ready: it gets what came early, then everything else as it comes. */
  enter(room: Room): void {
    this.#room = room
    room.join(this)
    this.#inbox.open()
  }

  /** One frame from the socket, in the order of arrival. */
  receive(bytes: Uint8Array): void {
    if (this.#isClosed) return
    if (bytes.length > limits.frameBytes) return this.close('too-large')
    this.#inbox.add(bytes)
  }

  #work(bytes: Uint8Array): void {
    if (this.#isClosed || this.#room === null) return
    try {
      this.#handle(this.#room, bytes)
    } catch (cause) {
      if (cause instanceof FrameError) return this.close('bad-frame')
      this.#deps.report(cause, this.grant)
      this.close('internal')
    }
  }

  #handle(room: Room, bytes: Uint8Array): void {
    const frame = readClientFrame(bytes)
    switch (frame.type) {
      case 'write': {
        this.#received += 1
        const mayRunAhead = !this.#hasSentStep2 && !frame.isStep2
        this.#hasSentStep2 ||= frame.isStep2
        return room.receive({ connection: this, n: this.#received, update: frame.update, isStep2: frame.isStep2, mayRunAhead })
      }
      case 'sync-step-1':
        return room.answerStep1(this, frame.stateVector)
      case 'awareness':
        if (frame.update.length > limits.awarenessBytes) return this.close('too-large')
        return room.hearPresence(this, frame.update)
      case 'query-awareness':
        return room.tellPresence(this)
    }
  }

  /** Write frame `n` is not stored: step 2 will bring what it holds. */
  leaveAlone(n: number): void {
    this.#leftAlone ??= n
  }

  /** Write frames up to `n` are on disk, but for those left alone. Told once a turn, however many there were. */
  saved({ n, isStep2 }: Pick<WriteFrame, 'n' | 'isStep2'>): void {
    if (isStep2) this.#leftAlone = null
    if (this.#leftAlone !== null && n >= this.#leftAlone) return
    this.#saved = Math.max(this.#saved, n)
    if (this.#isTelling) return
    this.#isTelling = true
    queueMicrotask(() => {
      this.#isTelling = false
      if (this.#saved > this.#savedTold) this.#tellSaved()
    })
  }

  #tellSaved(): void {
    this.#savedTold = this.#saved
    this.send(savedFrame(this.#saved))
  }

  /** Write frame `n` was refused as a whole; the device's copy is ahead of the truth for ever, so the channel ends. */
  refuse(n: number, code: ErrorCode): void {
    this.send(refusedFrame(n, code, errorTable[code].title))
    this.close(code)
  }

  sendStep1(stateVector: Uint8Array): void {
    this.send(syncStep1Frame(stateVector))
  }

  sendStep2(update: Uint8Array): void {
    this.send(syncStep2Frame(update))
  }

  /** Sends a frame that was made once for everyone in the room. */
  send(frame: Uint8Array): void {
    if (this.#isClosed) return
    // A reader that does not keep up must not fill the server's memory; it comes back and reads the current state.
    if (this.#socket.bufferedAmount > limits.bufferedBytes) return this.close('slow-reader')
    this.#socket.send(frame)
  }

  sawPong(): void {
    this.#lastPongAt = this.#deps.now().getTime()
  }

  /** Called at a steady beat: finds half-open sockets, and lets a stock client, which gives up after 30 s of silence, hear something. */
  beat(): void {
    if (this.#isClosed) return
    if (this.#deps.now().getTime() - this.#lastPongAt > limits.pongTimeoutMs) {
      this.#leave()
      return this.#socket.terminate()
    }
    this.#socket.ping()
    this.#tellSaved()
  }

  /** Ends the channel with the close code of an error. The reason is the stable code, never content. */
  close(code: ErrorCode): void {
    if (this.#isClosed) return
    this.endedFor = code
    this.#leave()
    this.#socket.close(errorTable[code].closeCode, code)
    // A paused or dead socket would never finish the closing handshake.
    setTimeout(() => this.#socket.terminate(), 5_000).unref()
  }

  /** The socket is gone, whoever ended it. */
  ended(): void {
    if (!this.#isClosed) this.#leave()
  }

  #leave(): void {
    this.#isClosed = true
    this.#inbox.close()
    this.#socket.resume()
    this.#room?.leave(this)
  }
}
