/** Simulated time: a queue of what is to happen, and nothing happens otherwise. */
import type { CallOff, Clock } from '../../../server/sync/clock.ts'

/** Whose doing it is: a process, a device, the world itself. What is dead does nothing any more. */
export type Life = { readonly name: string; isAlive: boolean }

type Due = { readonly at: number; readonly order: number; readonly life: Life; act: (() => void) | null }

const startMs = Date.parse('2026-11-21T09:00:00Z')
const nextTurn = setImmediate
const nextTick = process.nextTick.bind(process)

export class SimulatedClock {
  /** The life whose event is being worked on. */
  current: Life
  #nowMs = 0
  #order = 0
  readonly #queue: Due[] = []

  constructor(world: Life) {
    this.current = world
  }

  /** Milliseconds since the simulation began. */
  get elapsedMs(): number {
    return this.#nowMs
  }

  get unixMs(): number {
    return startMs + this.#nowMs
  }

  /** What is still to happen, by the names of those who wait for it. */
  get waiting(): string[] {
    return this.#queue.filter(({ life, act }) => life.isAlive && act !== null).map(({ life }) => life.name)
  }

  after(ms: number, life: Life, act: () => void): CallOff {
    const due: Due = { at: this.#nowMs + Math.max(0, ms), order: (this.#order += 1), life, act }
    this.#push(due)
    return () => {
      due.act = null
    }
  }

  every(ms: number, life: Life, act: () => void): CallOff {
    let isOn = true
    let callOff: CallOff
    const again = (): void => {
      callOff = this.after(ms, life, () => {
        act()
        if (isOn) again()
      })
    }
    again()
    return () => {
      isOn = false
      callOff()
    }
  }

  /** The clock of one process. */
  of(life: Life): Clock {
    return {
      now: () => new Date(this.unixMs),
      elapsedMs: () => this.#nowMs,
      after: (ms, act) => this.after(ms, life, act),
      every: (ms, act) => this.every(ms, life, act),
      nextTurn: (act) => void this.after(0, life, act),
    }
  }

  /** Lets `ms` pass. Everything that an event sets off at once is over before the next one. */
  async pass(ms: number): Promise<void> {
    const end = this.#nowMs + ms
    for (let next = this.#queue[0]; next !== undefined && next.at <= end; next = this.#queue[0]) {
      this.#pop()
      this.#nowMs = next.at
      if (next.act !== null && next.life.isAlive) await this.#do(next.life, next.act)
    }
    this.#nowMs = end
    // A turn of the loop is what it takes to hear of promises that failed and that nobody looks after.
    await new Promise<void>((resolve) => nextTurn(resolve))
  }

  /** Does something in somebody's name, and waits until no promise moves any more. */
  async act(life: Life, act: () => void): Promise<void> {
    // The act comes in a promise's reaction, wherever the caller stands.
    await Promise.resolve()
    await this.#do(life, act)
    await new Promise<void>((resolve) => nextTurn(resolve))
  }

  /**
   * Ticks that are asked for in a promise's reaction come when no promise moves any more, and in the simulation nothing
   * but promises takes part. A turn of the loop for each of a thousand events would cost a tenth of the time.
   */
  async #do(life: Life, act: () => void): Promise<void> {
    const before = this.current
    this.current = life
    act()
    await new Promise<void>((resolve) => nextTick(resolve))
    this.current = before
  }

  #push(due: Due): void {
    const queue = this.#queue
    queue.push(due)
    for (let i = queue.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1
      if (!isBefore(queue[i] as Due, queue[parent] as Due)) break
      this.#swap(i, parent)
      i = parent
    }
  }

  #pop(): void {
    const queue = this.#queue
    const last = queue.pop() as Due
    if (queue.length === 0) return
    queue[0] = last
    for (let i = 0; ; ) {
      const [left, right] = [2 * i + 1, 2 * i + 2]
      let least = i
      if (left < queue.length && isBefore(queue[left] as Due, queue[least] as Due)) least = left
      if (right < queue.length && isBefore(queue[right] as Due, queue[least] as Due)) least = right
      if (least === i) return
      this.#swap(i, least)
      i = least
    }
  }

  #swap(i: number, j: number): void {
    const kept = this.#queue[i] as Due
    this.#queue[i] = this.#queue[j] as Due
    this.#queue[j] = kept
  }
}

const isBefore = (a: Due, b: Due): boolean => a.at < b.at || (a.at === b.at && a.order < b.order)
