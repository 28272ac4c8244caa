/** One open WebSocket of one person: its share of the server's time and memory, and its end. */
import { errorTable, type ErrorCode } from '#shared/errors.ts'
import { FrameError } from '#shared/protocol/frames.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { Carrier, Channel, ChannelDeps } from './channel.ts'
import { Inbox } from './inbox.ts'
import type { PartFrame } from './part-frame.ts'

/** A WebSocket, as far as it is used here; the one of `ws` is one. */
export type Wire = {
  readonly bufferedAmount: number
  send(bytes: Uint8Array, written?: () => void): void
  ping(): void
  pause(): void
  resume(): void
  close(code: number, reason: string): void
  terminate(): void
}

/** Whose socket it is: one account under one sign-in, as one member of one plan. */
export type SocketOwner = {
  readonly planId: string
  readonly memberId: string
  readonly accountId: string
  readonly sessionId: string
}

/** More waiting than this is looked at together with what waits for the account's other sockets. */
const worthWeighing = 64 * 1024

/** How long a closing handshake may take: a paused or dead socket would never finish it. */
const goodbyeMs = 5_000

export abstract class LiveSocket implements Carrier {
  readonly owner: SocketOwner
  protected readonly deps: ChannelDeps
  protected readonly inbox: Inbox
  readonly #wire: Wire
  #isClosed = false
  #lastPongAt: number
  /** Bytes sent so far, and how far into them the last frame reaches that is larger than a reader may be behind. */
  #sentBytes = 0
  #largeUntil = 0
  #weigh: () => void = () => undefined

  constructor(wire: Wire, owner: SocketOwner, deps: ChannelDeps) {
    this.#wire = wire
    this.owner = owner
    this.deps = deps
    this.#lastPongAt = deps.clock.elapsedMs()
    this.inbox = new Inbox(
      (frame) => this.#work(frame),
      (isReading) => (isReading ? wire.resume() : wire.pause()),
      deps.clock,
    )
  }

  /** From now on `weigh` is called whenever much waits for this reader. */
  weighWith(weigh: () => void): void {
    this.#weigh = weigh
  }

  get sessionId(): string {
    return this.owner.sessionId
  }

  get isClosed(): boolean {
    return this.#isClosed
  }

  /** Bytes that wait for this reader. */
  get bufferedBytes(): number {
    return this.#wire.bufferedAmount
  }

  /** The channels that are open on it. */
  abstract get channels(): readonly Channel[]
  /** Works on one frame. Throws FrameError where it is none. */
  protected abstract handle(bytes: Uint8Array): void
  abstract send(frame: PartFrame): void
  abstract channelClosed(channel: Channel, code: ErrorCode): void

  /** One message from the socket, in the order of arrival. Text is no frame. */
  receive(bytes: Uint8Array, isBinary = true): void {
    if (this.#isClosed) return
    if (!isBinary) return this.#refuseFrame()
    if (bytes.length > limits.frameBytes) return this.close('too-large')
    this.inbox.add(bytes)
  }

  #work(bytes: Uint8Array): void {
    if (this.#isClosed) return
    try {
      this.handle(bytes)
    } catch (cause) {
      if (!(cause instanceof FrameError)) throw cause
      this.#refuseFrame()
    }
  }

  #refuseFrame(): void {
    this.deps.offences.note(this.owner.memberId)
    this.close('bad-frame')
  }

  protected sendBytes(bytes: Uint8Array): void {
    if (this.#isClosed) return
    const waiting = this.#wire.bufferedAmount
    // A whole part can be larger than a reader may be behind: what is left of it does not count, or a slow line would
    // never get it. Nothing else is asked for meanwhile.
    const ofLarge = Math.max(0, this.#largeUntil - (this.#sentBytes - waiting))
    // A reader that does not keep up must not fill the server's memory; it comes back and reads the current state.
    if (waiting - ofLarge > limits.bufferedBytes) return this.close('slow-reader')
    const isLarge = bytes.length > limits.bufferedBytes
    if (isLarge && ofLarge > 0) return this.close('slow-reader')
    this.#sentBytes += bytes.length
    if (isLarge) {
      this.#largeUntil = this.#sentBytes
      this.inbox.hold()
    }
    this.#wire.send(bytes, isLarge ? () => this.inbox.open() : undefined)
    if (waiting + bytes.length > worthWeighing) this.#weigh()
  }

  sawPong(): void {
    this.#lastPongAt = this.deps.clock.elapsedMs()
  }

  /** Called at a steady beat: finds half-open sockets, and lets the device hear something. */
  beat(): void {
    if (this.#isClosed) return
    if (this.deps.clock.elapsedMs() - this.#lastPongAt > limits.pongTimeoutMs) {
      this.#leave()
      return this.#wire.terminate()
    }
    this.#wire.ping()
    for (const channel of this.channels) channel.tellSaved()
  }

  /** Ends the socket and every channel on it, with the close code of an error. */
  close(code: ErrorCode): void {
    if (this.#isClosed) return
    this.deps.measures.closed(code)
    this.#leave()
    this.#wire.close(errorTable[code].closeCode, code)
    this.deps.clock.after(goodbyeMs, () => this.#wire.terminate())
  }

  /** Ends the connection without a goodbye. */
  drop(): void {
    this.ended()
    this.#wire.terminate()
  }

  /** The socket is gone, whoever ended it. */
  ended(): void {
    if (!this.#isClosed) this.#leave()
  }

  #leave(): void {
    this.#isClosed = true
    this.inbox.close()
    this.#wire.resume()
    for (const channel of this.channels) channel.ended()
  }
}
