/**
 * Puts the global clock and the global randomness of this thread under a simulation. Import it before anything of Yjs:
 * lib0 keeps what it finds in `Date.now` and `crypto.getRandomValues` when it is loaded. Outside a simulation everything
 * is as it was.
 */
import { webcrypto } from 'node:crypto'

/** What a simulation decides in place of the machine. */
export type Steering = {
  nowMs(): number
  after(ms: number, act: () => void, isRepeated: boolean): () => void
  /** A number in [0, 1). */
  random(): number
  /** Somebody has complained on the console: y-protocols swallows errors so. */
  complain(words: string): void
}

let steering: Steering | null = null

/** From here on `next` decides; null gives the globals back. */
export function steer(next: Steering | null): void {
  steering = next
}

class SteeredTimer {
  readonly callOff: () => void
  constructor(callOff: () => void) {
    this.callOff = callOff
  }
}

const real = { now: Date.now, random: Math.random, setTimeout, setInterval, clearTimeout, clearInterval }
const realRandomValues = webcrypto.getRandomValues.bind(webcrypto) as (array: Uint8Array) => Uint8Array

type Timed = (act: (...given: unknown[]) => void, ms?: number, ...rest: unknown[]) => unknown
const timed = (isRepeated: boolean, otherwise: Timed): Timed => (act, ms = 0, ...rest) =>
  steering === null
    ? otherwise(act, ms, ...rest)
    : new SteeredTimer(steering.after(ms, () => act(...rest), isRepeated))
const callOff = (otherwise: (timer: never) => void) => (timer: unknown): void =>
  timer instanceof SteeredTimer ? timer.callOff() : otherwise(timer as never)
const complain = (otherwise: (...words: unknown[]) => void) => (...words: unknown[]): void =>
  steering === null ? otherwise(...words) : steering.complain(words.map(String).join(' '))

function fillAtRandom<T extends ArrayBufferView>(array: T): T {
  if (steering === null) return realRandomValues(array as unknown as Uint8Array) as unknown as T
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength)
  for (let i = 0; i < bytes.length; i += 1) bytes[i] = Math.floor(steering.random() * 256)
  return array
}

Date.now = () => (steering === null ? real.now() : steering.nowMs())
Math.random = () => (steering === null ? real.random() : steering.random())
Object.defineProperty(webcrypto, 'getRandomValues', { value: fillAtRandom })
Object.assign(globalThis, {
  setTimeout: timed(false, real.setTimeout as unknown as Timed),
  setInterval: timed(true, real.setInterval as unknown as Timed),
  clearTimeout: callOff(real.clearTimeout),
  clearInterval: callOff(real.clearInterval),
})
// eslint-disable-next-line no-console
Object.assign(console, { error: complain(console.error), warn: complain(console.warn) })

/** What the app asks of its page: whether there is a network. Each device of a simulation is a page of its own. */
export const page = new (class {
  #listeners: Map<string, (() => void)[]> = new Map()

  /** What is listened for during `act` is told to the caller alone. */
  during<T>(act: () => T): { made: T; tell: (event: 'online' | 'offline') => void } {
    const listeners = new Map<string, (() => void)[]>()
    this.#listeners = listeners
    const made = act()
    this.#listeners = new Map()
    return { made, tell: (event) => listeners.get(event)?.forEach((listener) => listener()) }
  }

  addEventListener(event: string, listener: () => void): void {
    this.#listeners.set(event, [...(this.#listeners.get(event) ?? []), listener])
  }

  removeEventListener(): void {
    // The page goes with its device.
  }
})()
/** As much of a message as is read here: the one of Node takes longer to make than everything that is done with it. */
class PlainMessageEvent {
  readonly type: string
  readonly data: unknown
  constructor(type: string, { data }: { data: unknown }) {
    this.type = type
    this.data = data
  }
}
const storage = { getItem: () => null, setItem: () => undefined, removeItem: () => undefined }
Object.assign(globalThis, { window: page, localStorage: storage, sessionStorage: storage, MessageEvent: PlainMessageEvent })
process.setMaxListeners(1_000)
