/** What happened in a simulation, as one number and as its last events. The same seed gives the same number. */

const keptEvents = 80

export class Trace {
  #hash = 0x811c9dc5
  #events = 0
  readonly #last: string[] = []

  note(event: string): void {
    for (let i = 0; i < event.length; i += 1) this.#hash = Math.imul(this.#hash ^ event.charCodeAt(i), 0x01000193)
    this.#events += 1
    this.#last[this.#events % keptEvents] = event
  }

  /** Bytes that were sent: they count and are not told. */
  mix(bytes: Uint8Array): void {
    let hash = this.#hash
    for (let i = 0; i < bytes.length; i += 1) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193)
    this.#hash = hash
  }

  get hash(): string {
    return `${this.#events}-${(this.#hash >>> 0).toString(16)}`
  }

  /** The last events, oldest first. */
  get last(): string[] {
    const first = this.#events + 1
    const inOrder = Array.from({ length: keptEvents }, (_, i) => this.#last[(first + i) % keptEvents])
    return inOrder.filter((event) => event !== undefined)
  }
}
