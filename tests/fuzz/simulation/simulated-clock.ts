/** Simulated time: a queue of what is to happen, and nothing happens otherwise. */
import type { CallOff, Clock } from '../../../server/sync/clock.ts'

/** Whose doing it is: a process, a device, the world itself. What is dead does nothing any more. */
export type Life = { readonly name: string; isAlive: boolean }

type Due = { readonly at: number; readonly order: number; readonly life: Life; act: (() => void) | null }

const startMs = Date.parse('2026-11-21T09:00:00Z')
const letOthersWork = setImmediate

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
      if (next.act === null || !next.life.isAlive) continue
      await this.act(next.life, next.act)
    }
    this.#nowMs = end
  }

  /** Does something in somebody's name, and waits until no promise moves any more. */
  async act<T>(life: Life, act: () => T): Promise<T> {
    const before = this.current
    this.current = life
    const result = act()
    // Promises settle before the loop's next turn, and in the simulation nothing but promises takes part.
    await new Promise<void>((resolve) => letOthersWork(resolve))
    this.current = before
    return result
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
