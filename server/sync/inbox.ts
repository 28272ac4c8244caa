/**
 * What one socket has sent and nobody has worked on yet. Every socket gets the same small share of each turn of
 * the event loop, and is not read from while it is too far ahead: a flood costs the one who sends it, not the others.
 */
import { limits } from '#shared/protocol/limits.ts'

export class Inbox {
  readonly #work: (frame: Uint8Array) => void
  readonly #setReading: (isReading: boolean) => void
  readonly #nextTurn: (act: () => void) => void
  #frames: Uint8Array[] = []
  #next = 0
  #bytes = 0
  #isOpen = true
  #isClosed = false
  #isPaused = false
  #leftThisTurn: number = limits.framesPerTurn
  #isScheduled = false

  constructor(
    work: (frame: Uint8Array) => void,
    setReading: (isReading: boolean) => void,
    nextTurn: (act: () => void) => void,
  ) {
    this.#work = work
    this.#setReading = setReading
    this.#nextTurn = nextTurn
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

  /** From now on frames wait. */
  hold(): void {
    this.#isOpen = false
  }

  /** From now on frames are worked on again, those that waited first. */
  open(): void {
    if (this.#isClosed) return
    this.#isOpen = true
    this.#run()
  }

  /** Forgets everything; nothing more is worked on. */
  close(): void {
    this.#isClosed = true
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
      this.#nextTurn(() => {
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
