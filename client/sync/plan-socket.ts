/**
 * One WebSocket for a whole plan. Each part gets a channel on it that looks like a WebSocket of its own, so that
 * y-websocket's provider runs on it unchanged; reconnecting is the provider's work.
 */
import { channelTypes, leaveFrame, namedFrame, openFrame, readClosed, readPlanFrame } from '#shared/protocol/plan-frames.ts'

/** What a part wants to know of its channels. */
export type ChannelWatch = {
  /** A new channel begins; everything is counted anew. */
  starting(): void
  /** These bytes are about to be sent. */
  sending(bytes: Uint8Array): void
}

/** The server says something every 15 s. A socket that has been silent for longer than this is dead. */
const silenceMs = 30_000
/** What browsers say of a socket that ended without a goodbye. */
const lostCode = 1006

export class PlanSocket {
  /** Such as `wss://plan.example/sync/{planId}`. */
  readonly url: string
  readonly #Socket: typeof WebSocket
  readonly #channels = new Map<string, Channel>()
  /** For each part, channels asked for and not yet answered: what comes before the last answer is for an earlier one. */
  #unanswered = new Map<string, number>()
  #socket: WebSocket | null = null
  #heardAt = 0

  constructor(url: string, Socket: typeof WebSocket = WebSocket) {
    this.url = url
    this.#Socket = Socket
  }

  /** A class of WebSockets, each of which is a channel for this part. */
  channelsOf(partId: string, watch: ChannelWatch): typeof WebSocket {
    const open = this.#open
    const line = { leave: this.#leave, send: this.#send }
    const PartChannel = class extends Channel {
      constructor() {
        super(partId, watch, line)
        watch.starting()
        open(this)
      }
    }
    return PartChannel as unknown as typeof WebSocket
  }

  readonly #open = (channel: Channel): void => {
    if (this.#socket?.readyState === this.#Socket.OPEN && Date.now() - this.#heardAt > silenceMs) this.#lose(this.#socket)
    this.#channels.set(channel.partId, channel)
    if (this.#socket === null) this.#connect()
    else if (this.#socket.readyState === this.#Socket.OPEN) queueMicrotask(() => this.#begin(channel))
  }

  #connect(): void {
    const socket = new this.#Socket(this.url)
    socket.binaryType = 'arraybuffer'
    this.#socket = socket
    this.#unanswered = new Map()
    const isInUse = () => this.#socket === socket
    socket.addEventListener('open', () => {
      this.#heardAt = Date.now()
      if (isInUse()) for (const channel of this.#channels.values()) this.#begin(channel)
    })
    socket.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) => {
      if (isInUse()) this.#hear(new Uint8Array(data))
    })
    socket.addEventListener('error', (event) => {
      if (isInUse()) for (const channel of this.#channels.values()) channel.onerror?.(event)
    })
    socket.addEventListener('close', ({ code, reason }) => {
      if (isInUse()) this.#ended(code, reason)
    })
  }

  #begin(channel: Channel): void {
    if (this.#channels.get(channel.partId) !== channel || channel.readyState !== this.#Socket.CONNECTING) return
    this.#unanswered.set(channel.partId, (this.#unanswered.get(channel.partId) ?? 0) + 1)
    this.#socket?.send(openFrame(channel.partId))
    channel.opened()
  }

  #hear(bytes: Uint8Array): void {
    this.#heardAt = Date.now()
    const { partId, body } = readPlanFrame(bytes)
    const unanswered = this.#unanswered.get(partId) ?? 0
    if (body[0] === channelTypes.open) this.#unanswered.set(partId, unanswered - 1)
    else if (unanswered === 0) this.#give(partId, body)
  }

  #give(partId: string, body: Uint8Array): void {
    const channel = this.#channels.get(partId)
    if (body[0] !== channelTypes.close) return channel?.onmessage?.(new MessageEvent('message', { data: body }))
    const { code, reason } = readClosed(body)
    this.#channels.delete(partId)
    channel?.ended(code, reason)
    this.#closeIfUnused()
  }

  readonly #send = ({ partId }: Channel, bytes: Uint8Array): void => this.#socket?.send(namedFrame(partId, bytes))

  readonly #leave = (channel: Channel): void => {
    if (this.#channels.get(channel.partId) !== channel) return
    this.#channels.delete(channel.partId)
    const isBegun = channel.readyState === this.#Socket.OPEN
    if (isBegun && this.#socket?.readyState === this.#Socket.OPEN) this.#socket.send(leaveFrame(channel.partId))
    this.#closeIfUnused()
  }

  /** A moment later: a provider that leaves and connects again in one go keeps the socket. */
  #closeIfUnused(): void {
    queueMicrotask(() => {
      const socket = this.#socket
      if (this.#channels.size > 0 || socket === null) return
      this.#socket = null
      socket.close(1000)
    })
  }

  /** The socket is dead and nobody has said so: its close event may come a minute from now, or never. */
  #lose(socket: WebSocket): void {
    this.#ended(lostCode, '')
    socket.close()
  }

  #ended(code: number, reason: string): void {
    this.#socket = null
    const channels = [...this.#channels.values()]
    this.#channels.clear()
    for (const channel of channels) channel.ended(code, reason)
  }
}

type Line = { leave(channel: Channel): void; send(channel: Channel, bytes: Uint8Array): void }

/** What y-websocket's provider needs of a WebSocket. */
class Channel {
  static readonly CONNECTING = 0
  static readonly OPEN = 1
  readonly OPEN = 1
  readonly partId: string
  readyState: number = Channel.CONNECTING
  binaryType = 'arraybuffer'
  onopen: (() => void) | null = null
  onmessage: ((event: MessageEvent<Uint8Array>) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  onclose: ((event: CloseEvent) => void) | null = null
  readonly #watch: ChannelWatch
  readonly #line: Line

  constructor(partId: string, watch: ChannelWatch, line: Line) {
    this.partId = partId
    this.#watch = watch
    this.#line = line
  }

  send(bytes: Uint8Array): void {
    if (this.readyState !== Channel.OPEN) return
    this.#watch.sending(bytes)
    this.#line.send(this, bytes)
  }

  close(): void {
    this.#line.leave(this)
    this.readyState = 3
  }

  opened(): void {
    this.readyState = Channel.OPEN
    this.onopen?.()
  }

  /** The server has ended it, or the socket under it has. */
  ended(code: number, reason: string): void {
    this.readyState = 3
    this.onclose?.(new CloseEvent('close', { code, reason }))
  }
}
