/**
 * What one socket has sent and nobody has worked on yet. Every socket gets the same small share of each turn of
 * the event loop, and is not read from while it is too far ahead: a flood costs the one who sends it, not the others.
 */
import { limits } from '#shared/protocol/limits.ts'
import type { Clock } from './clock.ts'

/** Places of frames that are done with are given up in lots of this size: one by one would move the others each time. */
const lot = 1_000
const done = new Uint8Array()

export class Inbox {
  readonly #work: (frame: Uint8Array) => void
  readonly #setReading: (isReading: boolean) => void
  readonly #clock: Pick<Clock, 'nextTurn' | 'elapsedMs'>
  #frames: Uint8Array[] = []
  #next = 0
  #bytes = 0
  /** How many things have to come to pass before work goes on. */
  #holds = 0
  #isClosed = false
  #isPaused = false
  #framesLeft: number = limits.framesPerTurn
  #msLeft: number = limits.msPerTurn
  #isScheduled = false

  constructor(
    work: (frame: Uint8Array) => void,
    setReading: (isReading: boolean) => void,
    clock: Pick<Clock, 'nextTurn' | 'elapsedMs'>,
  ) {
    this.#work = work
    this.#setReading = setReading
    this.#clock = clock
  }

  add(frame: Uint8Array): void {
    this.#frames.push(frame)
    this.#bytes += frame.length
    if (!this.#isPaused && (this.#bytes > limits.inboxBytes || this.#frames.length - this.#next > limits.inboxFrames)) {
      this.#isPaused = true
      this.#setReading(false)
    }
    this.#run()
  }

  /** From now on frames wait, until `open` was called as often as this. */
  hold(): void {
    this.#holds += 1
  }

  /** Frames are worked on again, those that waited first, unless something else holds them. */
  open(): void {
    this.#holds -= 1
    this.#run()
  }

  /** Forgets everything; nothing more is worked on. */
  close(): void {
    this.#isClosed = true
    this.#frames = []
    this.#next = 0
    this.#bytes = 0
  }

  get #isOpen(): boolean {
    return this.#holds === 0 && !this.#isClosed
  }

  #run(): void {
    while (this.#isOpen && this.#next < this.#frames.length && this.#framesLeft > 0 && this.#msLeft > 0) {
      const frame = this.#frames[this.#next] as Uint8Array
      // Let go of at once: one that never lets its inbox run empty would keep everything it ever sent in memory.
      this.#frames[this.#next] = done
      this.#next += 1
      this.#bytes -= frame.length
      this.#framesLeft -= 1
      const startedAt = this.#clock.elapsedMs()
      this.#work(frame)
      this.#msLeft -= this.#clock.elapsedMs() - startedAt
      if (this.#next === lot) {
        this.#frames = this.#frames.slice(lot)
        this.#next = 0
      }
    }
    if (this.#next >= this.#frames.length) this.#drained()
    if (this.#isOpen && !this.#isScheduled && (this.#framesLeft < limits.framesPerTurn || this.#msLeft < limits.msPerTurn)) {
      this.#isScheduled = true
      this.#clock.nextTurn(() => this.#nextTurn())
    }
  }

  /** Who took more time than a turn's share pays it back: one frame can cost more than all others together. */
  #nextTurn(): void {
    this.#isScheduled = false
    this.#framesLeft = limits.framesPerTurn
    this.#msLeft = Math.min(limits.msPerTurn, this.#msLeft + limits.msPerTurn)
    this.#run()
  }

  #drained(): void {
    this.#frames = []
    this.#next = 0
    if (!this.#isPaused) return
    this.#isPaused = false
    this.#setReading(true)
  }
}
