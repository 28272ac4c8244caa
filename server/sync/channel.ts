/** One part that is open on somebody's socket: its numbered write frames, and the way back to the device. */
import { errorTable, type ErrorCode } from '#shared/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import {
  FrameError, readClientFrame, refusedFrame, savedFrame, syncStep1Frame, syncStep2Frame,
} from '#shared/protocol/frames.ts'
import type { Clock } from './clock.ts'
import type { PartGrant } from './grant.ts'
import type { Measures } from './measures.ts'
import type { Offences } from './offences.ts'
import { PartFrame } from './part-frame.ts'
import type { Room } from './room.ts'

/** One write frame on its way through the room. */
export type WriteFrame = {
  readonly channel: Channel
  /** Its number on the channel, from 1. */
  readonly n: number
  readonly update: Uint8Array
  readonly isStep2: boolean
  /**
   * Whether a gap is honest: words typed between the upgrade and step 2 travel ahead of what was typed offline, and
   * step 2 brings them all (docs/decisions/0007).
   */
  readonly mayRunAhead: boolean
  /** When it came, by `Clock.elapsedMs`. */
  readonly receivedAt: number
}

export type ChannelDeps = {
  readonly clock: Clock
  readonly measures: Measures
  readonly offences: Offences
  readonly report: (cause: unknown, about: { planId: string; partId: string }) => void
}

/** The socket that a channel is on, as the channel uses it. */
export type Carrier = {
  /** The sign-in it came with: signing out there ends it. */
  readonly sessionId: string
  send(frame: PartFrame): void
  /** The channel was ended by this server. */
  channelClosed(channel: Channel, code: ErrorCode): void
}

export class Channel {
  readonly grant: PartGrant
  /** Set by Presence when this channel first says where it is. */
  awarenessId: number | null = null
  readonly #carrier: Carrier
  readonly #deps: ChannelDeps
  #room: Room | null = null
  /** What came before the room was ready. */
  #early: Uint8Array[] = []
  #earlyBytes = 0
  /** Whether the device has sent its answer to our step 1: everything it has. */
  #hasSentStep2 = false
  #received = 0
  #saved = 0
  #savedTold = 0
  /** The first write frame that was left alone because step 2 will bring it: nothing from here on counts until it has. */
  #leftAlone: number | null = null
  #isTelling = false
  #isClosed = false

  constructor(carrier: Carrier, grant: PartGrant, deps: ChannelDeps) {
    this.#carrier = carrier
    this.grant = grant
    this.#deps = deps
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  get sessionId(): string {
    return this.#carrier.sessionId
  }

  /** The room is ready: it gets what came early, then everything else as it comes. */
  enter(room: Room): void {
    this.#room = room
    room.join(this)
    const early = this.#early
    this.#early = []
    for (const frame of early) this.receive(frame)
  }

  /** One frame of this part, in the order of arrival. */
  receive(bytes: Uint8Array): void {
    if (this.#isClosed) return
    if (this.#room === null) return this.#wait(bytes)
    try {
      this.#handle(this.#room, bytes)
    } catch (cause) {
      if (cause instanceof FrameError) return this.close('bad-frame')
      this.#deps.report(cause, this.grant)
      this.close('internal')
    }
  }

  #wait(bytes: Uint8Array): void {
    this.#earlyBytes += bytes.length + limits.waitingFrameBytes
    if (this.#earlyBytes > limits.inboxBytes) return this.close('too-many-requests')
    // A copy: a frame of a few bytes is a view of everything that came with it, and would keep that too.
    this.#early.push(bytes.slice())
  }

  #handle(room: Room, bytes: Uint8Array): void {
    const frame = readClientFrame(bytes)
    this.#deps.measures.received(frame.type)
    switch (frame.type) {
      case 'write': {
        this.#received += 1
        const { update, isStep2 } = frame
        const mayRunAhead = !this.#hasSentStep2 && !isStep2
        this.#hasSentStep2 ||= isStep2
        const receivedAt = this.#deps.clock.elapsedMs()
        return room.receive({ channel: this, n: this.#received, update, isStep2, mayRunAhead, receivedAt })
      }
      case 'sync-step-1':
        if (frame.stateVector.length > limits.stateVectorBytes) return this.close('too-large')
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
      if (this.#saved > this.#savedTold) this.tellSaved()
    })
  }

  /** Says again how many are on disk: a stock client gives up after 30 s in which it hears nothing. */
  tellSaved(): void {
    this.#savedTold = this.#saved
    this.#sendBare(savedFrame(this.#saved))
  }

  /** Write frame `n` was refused as a whole; the device's copy is ahead of the truth for ever, so the channel ends. */
  refuse(n: number, code: ErrorCode): void {
    this.#sendBare(refusedFrame(n, code, errorTable[code].title))
    this.close(code)
  }

  sendStep1(stateVector: Uint8Array): void {
    this.#sendBare(syncStep1Frame(stateVector))
  }

  sendStep2(update: Uint8Array): void {
    this.#sendBare(syncStep2Frame(update))
  }

  #sendBare(bytes: Uint8Array): void {
    this.send(new PartFrame(this.grant.partId, bytes))
  }

  /** Sends a frame, perhaps one that was made once for everyone in the room. */
  send(frame: PartFrame): void {
    if (!this.#isClosed) this.#carrier.send(frame)
  }

  /** Ends the channel with the close code of an error. The reason is the stable code, never content. */
  close(code: ErrorCode): void {
    if (this.#isClosed) return
    if (code === 'bad-update' || code === 'bad-frame') this.#deps.offences.note(this.grant.memberId)
    this.ended()
    this.#carrier.channelClosed(this, code)
  }

  /** The channel is over, whoever ended it. */
  ended(): void {
    if (this.#isClosed) return
    this.#isClosed = true
    this.#early = []
    this.#room?.leave(this)
  }
}
