/** One device as a server sees it: a socket that sends prepared updates and notes what comes back. It holds no document. */
import { WebSocket } from 'ws'
import type { Wire } from './wire.ts'

/** Where a device connects, and how it speaks. */
export type Seat = { readonly url: string; readonly headers: Record<string, string>; readonly wire: Wire }

/** The state vector, and the update, of a document without content. */
const nothing = { stateVector: Uint8Array.of(0), update: Uint8Array.of(0, 0) }

export type Ending = { code: number; at: number }

export class Client {
  readonly socket: WebSocket
  readonly #wire: Wire
  /** Write frames sent on this connection, and how many of them the server has acknowledged. */
  sent = 0
  acknowledged = 0
  /** Bytes of content and updates received. */
  received = 0
  /** When the content came. */
  contentAt = 0
  content: Uint8Array | null = null
  ending: Ending | null = null
  onAcknowledged: (upTo: number) => void = () => undefined
  onUpdate: (update: Uint8Array) => void = () => undefined
  readonly #ready = Promise.withResolvers<void>()
  #hasAnswered = false

  private constructor({ url, headers, wire }: Seat) {
    this.#wire = wire
    this.socket = new WebSocket(url, { headers, perMessageDeflate: false, maxPayload: 0 })
    this.socket.on('open', () => this.#opened())
    this.socket.on('message', (data: Buffer) => this.#hear(data))
    this.socket.on('close', (code) => this.#ended(code))
    this.socket.on('error', (cause) => this.#ready.reject(cause))
  }

  /** Connects; resolves when the server has sent its content and has been answered. */
  static async open(seat: Seat, timeoutMs = 60_000): Promise<Client> {
    const client = new Client(seat)
    const timer = setTimeout(() => client.#ready.reject(new Error('no content came')), timeoutMs)
    try {
      await client.#ready.promise
    } catch (cause) {
      client.socket.terminate()
      throw cause
    } finally {
      clearTimeout(timer)
    }
    return client
  }

  #opened(): void {
    if (!this.#wire.answers) return this.#ready.resolve()
    if (this.#wire.greeting === null) this.#ask()
    else this.socket.send(this.#wire.greeting)
  }

  #ask(): void {
    this.socket.send(this.#wire.step1(nothing.stateVector))
  }

  #hear(data: Buffer): void {
    const heard = this.#wire.read(data)
    switch (heard.is) {
      case 'update':
        this.received += heard.update.length
        return this.onUpdate(heard.update)
      case 'acknowledged':
        this.acknowledged = heard.upTo === 'next' ? this.acknowledged + 1 : heard.upTo
        return this.onAcknowledged(this.acknowledged)
      case 'content':
        this.contentAt = performance.now()
        this.content = heard.update
        this.received += heard.update.length
        break
      case 'question':
        if (this.#hasAnswered) return
        this.#hasAnswered = true
        this.sent += 1
        this.socket.send(this.#wire.step2(nothing.update))
        break
      case 'welcome':
        return this.#ask()
      case 'other':
        return
    }
    if (this.content !== null && this.#hasAnswered) this.#ready.resolve()
  }

  #ended(code: number): void {
    this.ending = { code, at: performance.now() }
    this.#ready.reject(new Error(`the server closed the connection with ${code}`))
  }

  /** Sends one update; returns the number of its write frame. */
  send(update: Uint8Array): number {
    this.sent += 1
    this.socket.send(this.#wire.update(update))
    return this.sent
  }

  close(): void {
    this.socket.terminate()
  }
}

/** Opens a client on every seat at once. */
export const openAll = (seats: Seat[]): Promise<Client[]> => Promise.all(seats.map((seat) => Client.open(seat)))

/** Waits until `check` holds. Throws after `timeoutMs`, saying what did not come. */
export async function waitFor(what: string, check: () => boolean, timeoutMs = 30_000): Promise<void> {
  const deadline = performance.now() + timeoutMs
  while (!check()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${timeoutMs} ms`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}
