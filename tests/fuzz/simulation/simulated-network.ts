/**
 * Connections between devices and the server: frames take their time and keep their order, a connection may be cut with
 * all that is on its way, and either end may not hear of it for long.
 */
import type { Wire } from '../../../server/sync/live-socket.ts'
import type { Random } from '../random.ts'
import type { Life, SimulatedClock } from './simulated-clock.ts'
import type { Trace } from './trace.ts'

export type NetworkDeps = {
  readonly clock: SimulatedClock
  readonly random: Random
  readonly trace: Trace
}

/** The server's end, filled in by whoever answers the upgrade. */
export type ServerEnd = { receive(bytes: Uint8Array): void; sawPong(): void; closed(): void }

/** Looks at what passes. Called at the moment a frame is sent or taken out of the network. */
export type Watch = { serverSends(bytes: Uint8Array): void; serverReceives(bytes: Uint8Array): void; deviceHeard(): void }

const lostCode = 1006
/** How long Firefox waits for the answer to an upgrade. */
const openTimeoutMs = 20_000
/** What waits for a device that has stopped reading: more than one may be behind. */
const stalledBytes = 2 ** 21
const connecting = 0
const open = 1
const closed = 3

export class Line {
  readonly url: string
  readonly device: Life
  readonly socket: DeviceSocket
  server: ServerEnd | null = null
  watch: Watch | null = null
  /** Whether what is sent gets lost while both ends believe in the connection. */
  isHalfOpen = false
  /** Whether the device has stopped reading. */
  isStalled = false
  #isCut = false
  #isServerDone = false
  #isPaused = false
  #paused: Uint8Array[] = []
  readonly #network: SimulatedNetwork
  readonly #process: Life
  /** When the last frame of each direction arrives: nothing overtakes. */
  readonly #lastAt = { up: 0, down: 0 }

  constructor(network: SimulatedNetwork, socket: DeviceSocket, url: string, device: Life, process: Life) {
    this.#network = network
    this.socket = socket
    this.url = url
    this.device = device
    this.#process = process
  }

  get isCut(): boolean {
    return this.#isCut
  }

  /** What the server's code takes for the WebSocket. */
  get wire(): Wire {
    const isStalled = () => this.isStalled
    return {
      get bufferedAmount() {
        return isStalled() ? stalledBytes : 0
      },
      send: (bytes) => {
        this.watch?.serverSends(bytes)
        this.#network.deps.trace.mix(bytes)
        this.#carry('down', () => this.socket.hear(bytes))
      },
      ping: () => this.#carry('down', () => this.#carry('up', () => this.server?.sawPong())),
      pause: () => {
        this.#isPaused = true
      },
      resume: () => {
        this.#isPaused = false
        const waiting = this.#paused
        this.#paused = []
        for (const bytes of waiting) this.#take(bytes)
      },
      close: (code, reason) => {
        this.#carry('down', () => {
          this.socket.ended(code, reason)
          this.#carry('up', () => this.#serverLost())
        })
      },
      terminate: () => this.cut(),
    }
  }

  /** The device learns that the connection is open, before anything else. */
  welcome(): void {
    this.#carry('down', () => this.socket.opened())
  }

  /** The device sends. */
  up(bytes: Uint8Array): void {
    // A copy, as a network makes one.
    const sent = bytes.slice()
    this.#network.deps.trace.mix(sent)
    this.#carry('up', () => this.#take(sent))
  }

  /** The device says goodbye. */
  leave(): void {
    this.#carry('up', () => this.#serverLost())
  }

  /** The connection is gone, with everything on its way. Each end hears of it sooner or later. */
  cut(isHeard = true): void {
    if (this.#isCut) return
    this.#isCut = true
    this.#network.forget(this)
    const { clock, random } = this.#network.deps
    if (isHeard) clock.after(random.next() * 50, this.device, () => this.socket.ended(lostCode, ''))
    clock.after(random.next() * 50, this.#process, () => this.#serverLost())
  }

  #take(bytes: Uint8Array): void {
    if (this.#isPaused) return void this.#paused.push(bytes)
    this.watch?.serverReceives(bytes)
    this.server?.receive(bytes)
  }

  #serverLost(): void {
    if (this.#isServerDone) return
    this.#isServerDone = true
    this.server?.closed()
  }

  #carry(way: 'up' | 'down', arrive: () => void): void {
    const { clock } = this.#network.deps
    if (this.#isCut || this.isHalfOpen) return
    const at = Math.max(this.#lastAt[way], clock.elapsedMs + this.#network.latency())
    this.#lastAt[way] = at
    clock.after(at - clock.elapsedMs, way === 'up' ? this.#process : this.device, () => {
      if (this.#isCut || this.isHalfOpen) return
      arrive()
      if (way === 'down') this.watch?.deviceHeard()
    })
  }
}

/** A device's end, with as much of a WebSocket as PlanSocket and y-websocket use. */
export class DeviceSocket {
  static readonly CONNECTING = connecting
  static readonly OPEN = open
  readonly OPEN = open
  readyState: number = connecting
  binaryType = 'arraybuffer'
  onopen: ((event: Event) => void) | null = null
  onmessage: ((event: MessageEvent) => void) | null = null
  onerror: ((event: Event) => void) | null = null
  onclose: ((event: CloseEvent) => void) | null = null
  line: Line | null = null
  readonly #listeners: { readonly type: string; readonly listener: (event: Event) => void }[] = []

  addEventListener(type: string, listener: (event: Event) => void): void {
    this.#listeners.push({ type, listener })
  }

  send(bytes: Uint8Array): void {
    if (this.readyState === open) this.line?.up(bytes)
  }

  close(): void {
    if (this.readyState === closed) return
    this.readyState = closed
    this.line?.leave()
  }

  opened(): void {
    if (this.readyState !== connecting) return
    this.readyState = open
    this.#tell('open', new Event('open'))
  }

  hear(bytes: Uint8Array): void {
    if (this.readyState === open) this.#tell('message', new MessageEvent('message', { data: bytes.slice().buffer }))
  }

  ended(code: number, reason: string): void {
    if (this.readyState === closed) return
    this.readyState = closed
    if (code === lostCode) this.#tell('error', new Event('error'))
    this.#tell('close', new CloseEvent('close', { code, reason }))
  }

  #tell(type: 'open' | 'message' | 'error' | 'close', event: Event): void {
    ;(this[`on${type}`] as ((event: Event) => void) | null)?.(event)
    for (const one of this.#listeners) if (one.type === type) one.listener(event)
  }
}

/** Answers the upgrade of a new line: refuses it by returning null, or returns what begins it. */
export type Answer = { readonly life: Life; upgrade(line: Line): (() => void) | null }

type Call = {
  readonly socket: DeviceSocket
  readonly url: string
  readonly device: Life
  readonly isOnline: () => boolean
  readonly watch: (line: Line) => Watch
}

export class SimulatedNetwork {
  readonly deps: NetworkDeps
  /** Who answers; null while no server runs. */
  answer: Answer | null = null
  /** Milliseconds that a frame takes at most. */
  slowestMs = 20
  readonly lines = new Set<Line>()

  constructor(deps: NetworkDeps) {
    this.deps = deps
  }

  latency(): number {
    return this.deps.random.next() * this.slowestMs
  }

  forget(line: Line): void {
    this.lines.delete(line)
  }

  /** A class of WebSockets for one device. `watch` makes a look-out for each new line. */
  socketsOf(device: Life, isOnline: () => boolean, watch: (line: Line) => Watch): typeof WebSocket {
    const dial = (socket: DeviceSocket, url: string) => this.#dial({ socket, url, device, isOnline, watch })
    const Socket = class extends DeviceSocket {
      constructor(url: string) {
        super()
        dial(this, url)
      }
    }
    return Socket as unknown as typeof WebSocket
  }

  #dial({ socket, url, device, isOnline, watch }: Call): void {
    const { clock, trace } = this.deps
    const refuse = () => void clock.after(this.latency(), device, () => socket.ended(lostCode, ''))
    const arrive = (line: Line, answer: Answer): void => {
      const accept = answer.upgrade(line)
      trace.note(`network: ${device.name} ${accept === null ? 'refused' : 'connected'} ${url}`)
      if (accept === null) return refuse()
      socket.line = line
      this.lines.add(line)
      line.welcome()
      accept()
    }
    clock.after(this.latency(), device, () => {
      const { answer } = this
      if (answer === null || !isOnline()) return refuse()
      const line = new Line(this, socket, url, device, answer.life)
      line.watch = watch(line)
      clock.after(this.latency(), answer.life, () => arrive(line, answer))
      // The server may die before it answers; browsers give up after a while.
      clock.after(openTimeoutMs, device, () => (socket.readyState === connecting ? socket.ended(lostCode, '') : undefined))
    })
  }
}
