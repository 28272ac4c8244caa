/** The one socket of a plan, with a channel for each part that the device has open. */
import { errorTable, type ErrorCode } from '#shared/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import { channelTypes, closedFrame, openFrame, readPlanFrame } from '#shared/protocol/plan-frames.ts'
import { AppError } from '../errors.ts'
import { Channel, type ChannelDeps } from './channel.ts'
import type { PartGrant } from './grant.ts'
import { LiveSocket, type SocketOwner, type Wire } from './live-socket.ts'
import type { PartFrame } from './part-frame.ts'

export type PlanSocketDeps = ChannelDeps & {
  /** Decides, for each channel anew, what its person may do [A7]. Throws AppError where that is nothing. */
  readonly authorize: (partId: string) => Promise<PartGrant>
  /** Takes a new channel into its room, and lets go of one that has ended. */
  readonly rooms: { admit(channel: Channel): Promise<void>; release(channel: Channel): void }
}

export class PlanSocket extends LiveSocket {
  readonly #planDeps: PlanSocketDeps
  readonly #channels = new Map<string, Channel>()
  /** Channels on their way into a room, and how much has come for them meanwhile. */
  readonly #entering = new Map<Channel, number>()
  #idleSince: number

  constructor(wire: Wire, owner: SocketOwner, deps: PlanSocketDeps) {
    super(wire, owner, deps)
    this.#planDeps = deps
    this.#idleSince = deps.clock.elapsedMs()
  }

  override get channels(): readonly Channel[] {
    return [...this.#channels.values()]
  }

  protected override handle(bytes: Uint8Array): void {
    const { partId, body } = readPlanFrame(bytes)
    if (body.length === 1 && body[0] === channelTypes.open) return this.#open(partId)
    if (body.length === 1 && body[0] === channelTypes.close) return this.#leaveChannel(partId)
    // Frames that were on their way when their channel was closed belong to nobody.
    const channel = this.#channels.get(partId)
    if (channel !== undefined && this.#mayWait(channel, body.length)) channel.receive(body)
  }

  /** Whether one more frame may wait for its room: all channels of a socket together keep no more than an inbox does. */
  #mayWait(channel: Channel, length: number): boolean {
    const waiting = this.#entering.get(channel)
    if (waiting === undefined) return true
    this.#entering.set(channel, waiting + length + limits.waitingFrameBytes)
    let all = 0
    for (const bytes of this.#entering.values()) all += bytes
    if (all <= limits.inboxBytes) return true
    this.close('too-many-requests')
    return false
  }

  /** Opens a channel. What comes meanwhile waits for the look at the rights: order is kept. */
  #open(partId: string): void {
    this.#leaveChannel(partId)
    this.sendBytes(openFrame(partId))
    const isOneTooMany = this.#channels.size >= limits.channelsPerSocket
    if (isOneTooMany || !this.deps.offences.mayOpen(this.owner.memberId)) return this.#tellClosed(partId, 'too-many-requests')
    this.inbox.hold()
    this.#planDeps.authorize(partId).then(
      (grant) => {
        if (!this.isClosed) this.#begin(new Channel(this, grant, this.deps))
        this.inbox.open()
      },
      (cause: unknown) => {
        if (!(cause instanceof AppError)) this.deps.report(cause, { planId: this.owner.planId, partId })
        this.#tellClosed(partId, cause instanceof AppError ? cause.code : 'storage-unavailable')
        this.inbox.open()
      },
    )
  }

  #begin(channel: Channel): void {
    this.#channels.set(channel.grant.partId, channel)
    this.#entering.set(channel, 0)
    void this.#planDeps.rooms.admit(channel).then(() => this.#entering.delete(channel))
  }

  #leaveChannel(partId: string): void {
    const channel = this.#channels.get(partId)
    if (channel === undefined) return
    this.#forget(channel)
    channel.ended()
    this.#planDeps.rooms.release(channel)
  }

  override send(frame: PartFrame): void {
    this.sendBytes(frame.named)
  }

  override channelClosed(channel: Channel, code: ErrorCode): void {
    this.#forget(channel)
    this.deps.measures.closed(code)
    this.#tellClosed(channel.grant.partId, code)
    this.#planDeps.rooms.release(channel)
  }

  #forget(channel: Channel): void {
    const { partId } = channel.grant
    if (this.#channels.get(partId) === channel) this.#channels.delete(partId)
    this.#entering.delete(channel)
    this.#idleSince = this.deps.clock.elapsedMs()
  }

  #tellClosed(partId: string, code: ErrorCode): void {
    this.sendBytes(closedFrame(partId, errorTable[code].closeCode, code))
  }

  /** A socket on which nothing is open is worth nothing to anybody. */
  override beat(): void {
    const isIdle = this.#channels.size === 0 && this.deps.clock.elapsedMs() - this.#idleSince > limits.idleSocketMs
    if (isIdle) this.close('idle')
    else super.beat()
  }
}
