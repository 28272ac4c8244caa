/** The copy that a device keeps of one part, on a disk of its own that is always a moment behind. */
import * as Y from 'yjs'
import type { Loaded } from '../../../client/sync/device-store/part-store.ts'
import type { Life, SimulatedClock } from './simulated-clock.ts'

/** What is on the device's disk. It outlives the page. */
export type KeptCopy = {
  readonly updates: Uint8Array[]
  /** Updates that were made on this device. */
  readonly mine: Uint8Array[]
  made: number
  stored: number
  acknowledged: Uint8Array | null
}

export const emptyCopy = (): KeptCopy => ({ updates: [], mine: [], made: 0, stored: 0, acknowledged: null })

/** What PartCopy needs of a PartStore, without the sealing. */
export class DeviceCopy {
  readonly hasFailed = false
  onChange: () => void = () => undefined
  readonly #kept: KeptCopy
  readonly #clock: SimulatedClock
  readonly #page: Life
  #made: number
  #waiting = 0
  #isClosed = false

  constructor(kept: KeptCopy, clock: SimulatedClock, page: Life) {
    this.#kept = kept
    this.#clock = clock
    this.#page = page
    this.#made = kept.made
  }

  get isOpen(): boolean {
    return !this.#isClosed
  }

  get isWritten(): boolean {
    return this.#waiting === 0 && !this.#isClosed
  }

  load(doc: Y.Doc): Promise<Loaded> {
    const { updates, made, stored, acknowledged } = this.#kept
    doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update, this)), this)
    const asOf = updates.length === 0 ? null : this.#clock.unixMs
    return Promise.resolve({ asOf, waiting: made - stored, lost: 0, acknowledged })
  }

  append(update: Uint8Array, changes: number): void {
    this.#made += changes
    this.#write(() => {
      this.#kept.updates.push(update)
      if (changes > 0) this.#kept.mine.push(update)
      this.#kept.made += changes
    })
  }

  acknowledge(state: Uint8Array): void {
    const stored = this.#made
    this.#write(() => {
      this.#kept.stored = Math.max(this.#kept.stored, Math.min(stored, this.#kept.made))
      this.#kept.acknowledged = state
    })
  }

  begin(): void {
    // No copy here begins with a document that is there already.
  }

  changeKey(): void {
    // Nothing is sealed here.
  }

  close(): void {
    this.#isClosed = true
  }

  /** Writes reach the disk in order: the wait is the same for all. */
  #write(act: () => void): void {
    if (this.#isClosed) return
    this.#waiting += 1
    this.#clock.after(10, this.#page, () => {
      this.#waiting -= 1
      if (!this.#isClosed) act()
      this.onChange()
    })
  }
}
