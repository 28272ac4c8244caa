/** What others write and this device has received, while the person asked for calm: it waits before it changes the page. */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { syncTypes } from '#shared/protocol/frames.ts'

/** More than this is not held back: 1 MiB of updates, in bytes. */
const mostBytes = 1024 * 1024

export class WaitingNews {
  readonly #doc: Y.Doc
  readonly #origin: () => unknown
  #updates: Uint8Array[] = []
  #bytes = 0
  #isCalm = false

  /** `origin`: of the transaction that brings what waited into the document. */
  constructor(doc: Y.Doc, origin: () => unknown) {
    this.#doc = doc
    this.#origin = origin
  }

  get isWaiting(): boolean {
    return this.#updates.length > 0
  }

  /** From now on updates wait, or no longer; what waited comes in then. */
  setCalm(isCalm: boolean): void {
    this.#isCalm = isCalm
    if (!isCalm) this.show()
  }

  /** Takes the body of a sync frame where it is an update that has to wait. Says whether it took it. */
  take(decoder: decoding.Decoder): boolean {
    if (!this.#isCalm || decoding.peekUint8(decoder) !== syncTypes.update) return false
    decoding.readUint8(decoder)
    const update = decoding.readVarUint8Array(decoder)
    this.#updates.push(update)
    this.#bytes += update.length
    if (this.#bytes > mostBytes) this.show()
    return true
  }

  /** Brings what waits into the document, in its order and as one change. */
  show(): void {
    const updates = this.#updates
    this.forget()
    if (updates.length === 0) return
    const origin = this.#origin()
    Y.transact(this.#doc, () => updates.forEach((update) => Y.applyUpdate(this.#doc, update, origin)), origin, false)
  }

  /** For a connection that has ended: the next one brings all of it again, or what is left of it after an erasure. */
  forget(): void {
    this.#updates = []
    this.#bytes = 0
  }
}
