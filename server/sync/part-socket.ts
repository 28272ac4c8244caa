/** The socket of one part, as a stock y-websocket client opens it: its only channel is the whole socket. */
import type { ErrorCode } from '#shared/errors.ts'
import { Channel, type ChannelDeps } from './channel.ts'
import type { PartGrant } from './grant.ts'
import { LiveSocket, type Wire } from './live-socket.ts'
import type { PartFrame } from './part-frame.ts'

export class PartSocket extends LiveSocket {
  readonly channel: Channel

  constructor(wire: Wire, grant: PartGrant, sessionId: string, deps: ChannelDeps) {
    const { planId, memberId, accountId } = grant
    super(wire, { planId, memberId, accountId, sessionId }, deps)
    this.channel = new Channel(this, grant, deps)
  }

  override get channels(): readonly Channel[] {
    return [this.channel]
  }

  protected override handle(bytes: Uint8Array): void {
    this.channel.receive(bytes)
  }

  override send(frame: PartFrame): void {
    this.sendBytes(frame.bare)
  }

  override channelClosed(_channel: Channel, code: ErrorCode): void {
    this.close(code)
  }
}
