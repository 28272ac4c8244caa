/**
 * What others write and this device has received waits before it changes the page: for the next picture of the screen, so that five
 * people who type cost one change each time; and where the person asked for calm, until they want it.
 */
import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import { syncTypes } from '#shared/protocol/frames.ts'

/** More than this is not held back: 1 MiB of updates, in bytes. */
const mostBytes = 1024 * 1024

/** A picture is not waited for longer than this. */
const latestMs = 100

/** A page that nobody sees, and a program without a screen, have nothing to wait for. */
const isDrawing = (): boolean => globalThis.document?.visibilityState === 'visible'

export class WaitingNews {
  readonly #doc: Y.Doc
  readonly #origin: () => unknown
  #updates: Uint8Array[] = []
  #bytes = 0
  #isCalm = false
  #isExpected = false

  /** `origin`: of the transaction that brings what waited into the document. */
  constructor(doc: Y.Doc, origin: () => unknown) {
    this.#doc = doc
    this.#origin = origin
  }

  /** Whether something waits for the person, not only for the screen. */
  get isWaiting(): boolean {
    return this.#isCalm && this.#updates.length > 0
  }

  /** From now on updates wait, or no longer; what waited comes in then. */
  setCalm(isCalm: boolean): void {
    this.#isCalm = isCalm
    if (!isCalm) this.show()
  }

  /** Takes the body of a sync frame where it is an update that has to wait. Says whether it took it. */
  take(decoder: decoding.Decoder): boolean {
    if ((!this.#isCalm && !isDrawing()) || decoding.peekUint8(decoder) !== syncTypes.update) return false
    decoding.readUint8(decoder)
    const update = decoding.readVarUint8Array(decoder)
    this.#updates.push(update)
    this.#bytes += update.length
    if (this.#bytes > mostBytes) this.show()
    else if (!this.#isCalm) this.#showWithNextPicture()
    return true
  }

  #showWithNextPicture(): void {
    if (this.#isExpected) return
    this.#isExpected = true
    const show = () => {
      if (!this.#isExpected) return
      this.#isExpected = false
      cancelAnimationFrame(picture)
      clearTimeout(timer)
      if (!this.#isCalm) this.show()
    }
    const picture = requestAnimationFrame(show)
    // A page that is put away draws no more pictures.
    const timer = setTimeout(show, latestMs)
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
