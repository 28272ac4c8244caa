/**
 * What one connection has sent and nobody has worked on yet. Every connection gets the same small share of each turn of
 * the event loop, and is not read from while it is too far ahead: a flood costs the one who sends it, not the others.
 */
import { limits } from '#shared/protocol/limits.ts'

export class Inbox {
  readonly #work: (frame: Uint8Array) => void
  readonly #setReading: (isReading: boolean) => void
  #frames: Uint8Array[] = []
  #next = 0
  #bytes = 0
  #isOpen = false
  #isPaused = false
  #leftThisTurn: number = limits.framesPerTurn
  #isScheduled = false

  constructor(work: (frame: Uint8Array) => void, setReading: (isReading: boolean) => void) {
    this.#work = work
    this.#setReading = setReading
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

  /** From now on frames are worked on, those that came before first. */
  open(): void {
    this.#isOpen = true
    this.#run()
  }

  /** Forgets everything; nothing more is worked on. */
  close(): void {
    this.#isOpen = false
    this.#frames = []
    this.#next = 0
    this.#bytes = 0
  }

  #run(): void {
    while (this.#isOpen && this.#next < this.#frames.length && this.#leftThisTurn > 0) {
      const frame = this.#frames[this.#next] as Uint8Array
      this.#next += 1
      this.#bytes -= frame.length
      this.#leftThisTurn -= 1
      this.#work(frame)
    }
    if (this.#next >= this.#frames.length) this.#drained()
    if (this.#isOpen && !this.#isScheduled && this.#leftThisTurn < limits.framesPerTurn) {
      this.#isScheduled = true
      setImmediate(() => {
        this.#isScheduled = false
        this.#leftThisTurn = limits.framesPerTurn
        this.#run()
      })
    }
  }

  #drained(): void {
    this.#frames = []
    this.#next = 0
    if (!this.#isPaused) return
    this.#isPaused = false
    this.#setReading(true)
  }
}
