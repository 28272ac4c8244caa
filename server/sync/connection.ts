/** One open WebSocket on one part: its limits, its numbered write frames, and the way back. */
import type { WebSocket } from '@fastify/websocket'
import { errorTable, type ErrorCode } from '#shared/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import {
  awarenessFrame, FrameError, readClientFrame, refusedFrame, savedFrame, syncStep1Frame, syncStep2Frame, updateFrame,
} from '#shared/protocol/frames.ts'
import type { PartGrant } from './grant.ts'
import type { Room } from './room.ts'

export class Connection {
  readonly grant: PartGrant
  /** The sign-in it came with: signing out there ends it. */
  readonly sessionId: string
  /** Set by Presence when this connection first says where it is. */
  awarenessId: number | null = null
  readonly #socket: WebSocket
  #room: Room | null = null
  /** Frames that came before the room was loaded. */
  #early: Uint8Array[] = []
  /** Whether the device has answered our step 1 with everything it has. */
  #hasSynced = false
  #received = 0
  #saved = 0
  #savedTold = 0
  #isTelling = false
  #isClosed = false
  #lastPongAt: number

  constructor(socket: WebSocket, grant: PartGrant, sessionId: string, now: number) {
    this.#socket = socket
    this.grant = grant
    this.sessionId = sessionId
    this.#lastPongAt = now
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /**
   * Whether an update with a gap is honest: words typed between the upgrade and step 2 travel ahead of what was typed
   * offline, and step 2 brings them all.
   */
  get mayRunAhead(): boolean {
    return !this.#hasSynced
  }

  /** The room is ready: it gets what came early, then everything else as it comes. */
  enter(room: Room): void {
    this.#room = room
    room.join(this)
    const early = this.#early
    this.#early = []
    for (const bytes of early) this.receive(bytes)
  }

  /** One frame from the socket, in the order of arrival. */
  receive(bytes: Uint8Array): void {
    if (this.#isClosed) return
    if (bytes.length > limits.frameBytes) return this.close('too-large')
    if (this.#room === null) {
      this.#early.push(bytes)
      if (this.#early.reduce((sum, frame) => sum + frame.length, 0) > limits.frameBytes) this.close('too-large')
      return
    }
    try {
      this.#handle(this.#room, bytes)
    } catch (cause) {
      if (!(cause instanceof FrameError)) throw cause
      this.close('bad-frame')
    }
  }

  #handle(room: Room, bytes: Uint8Array): void {
    const frame = readClientFrame(bytes)
    switch (frame.type) {
      case 'write':
        this.#received += 1
        this.#hasSynced ||= frame.isStep2
        return room.receive(this, this.#received, frame.update)
      case 'sync-step-1':
        return room.answerStep1(this, frame.stateVector)
      case 'awareness':
        if (frame.update.length > limits.awarenessBytes) return this.close('too-large')
        return room.hearPresence(this, frame.update)
      case 'query-awareness':
        return room.tellPresence(this)
    }
  }

  /** Write frames 1 to `n` are on disk. Told once a turn, however many there were. */
  saved(n: number): void {
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
    this.#send(savedFrame(this.#saved))
  }

  /** Write frame `n` was refused as a whole; the device's copy is ahead of the truth for ever, so the channel ends. */
  refuse(n: number, code: ErrorCode): void {
    this.#send(refusedFrame(n, code, errorTable[code].title))
    this.close(code)
  }

  sendStep1(stateVector: Uint8Array): void {
    this.#send(syncStep1Frame(stateVector))
  }

  sendStep2(update: Uint8Array): void {
    this.#send(syncStep2Frame(update))
  }

  sendUpdate(update: Uint8Array): void {
    this.#send(updateFrame(update))
  }

  sendPresence(update: Uint8Array): void {
    this.#send(awarenessFrame(update))
  }

  #send(frame: Uint8Array): void {
    if (this.#isClosed) return
    // A reader that does not keep up must not fill the server's memory; it comes back and reads the current state.
    if (this.#socket.bufferedAmount > limits.bufferedBytes) return this.close('slow-reader')
    this.#socket.send(frame)
  }

  sawPong(now: number): void {
    this.#lastPongAt = now
  }

  /** Called at a steady beat: finds half-open sockets, and lets a stock client, which gives up after 30 s of silence, hear something. */
  beat(now: number): void {
    if (this.#isClosed) return
    if (now - this.#lastPongAt > limits.pongTimeoutMs) {
      this.#leave()
      return this.#socket.terminate()
    }
    this.#socket.ping()
    this.#tellSaved()
  }

  /** Ends the channel with the close code of an error. The reason is the stable code, never content. */
  close(code: ErrorCode): void {
    if (this.#isClosed) return
    this.#leave()
    this.#socket.close(errorTable[code].closeCode, code)
  }

  /** The socket is gone, whoever ended it. */
  ended(): void {
    if (!this.#isClosed) this.#leave()
  }

  #leave(): void {
    this.#isClosed = true
    this.#early = []
    this.#room?.leave(this)
  }
}
