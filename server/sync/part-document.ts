/** The document of one part in memory, and the judge of what may change it. */
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { shapeOf, type Part } from '#shared/plan/parts.ts'
import { Admission, type Judgement, type Owners, type Sender } from './admission/judge.ts'
import { replay } from './compaction.ts'
import type { StoredPart } from './log-store.ts'

/** The origin of the server's own transactions. */
const server = Symbol('server')

export class PartDocument {
  readonly #doc: Y.Doc
  readonly #part: Part
  readonly #admission: Admission
  /** What the change under way has really changed so far, as Yjs encodes it; null while that is nothing. */
  #effect: Uint8Array | null = null
  /** The whole document as bytes, until it changes: two hundred devices that come back at once get the same. */
  #whole: Uint8Array | null = null
  /** Set when an entity came or a text became empty, so that a key press need not look through all of them. */
  #mayLack = true

  constructor(part: Part, stored: StoredPart) {
    this.#part = part
    this.#doc = replay(stored, true)
    this.#doc.on('update', (update: Uint8Array) => {
      // Yjs tidies formatting after people formatted the same words, in a second transaction with an update of its own.
      this.#effect = this.#effect === null ? update : Y.mergeUpdates([this.#effect, update])
      this.#whole = null
    })
    this.#doc.on('afterTransaction', (transaction: Y.Transaction) => {
      this.#mayLack ||= leavesGaps(transaction)
    })
    this.#admission = new Admission(this.#doc, part)
  }

  /** The Yjs client id under which the server itself writes. */
  get clientId(): number {
    return this.#doc.clientID
  }

  /** What `look` finds in the document. It must not change it. */
  read<T>(look: (doc: Y.Doc) => T): T {
    return look(this.#doc)
  }

  /** Judges an update without changing anything. Throws where the judge itself fails. */
  judge(owners: Owners, sender: Sender, update: Uint8Array): Judgement {
    return this.#admission.judge(owners, sender, update)
  }

  /**
   * Applies an update that was accepted. Returns what it really changed, as Yjs encodes it, or null where that is
   * nothing. Throws where Yjs stops half-way or waits for more: the document is worth nothing then.
   */
  apply(update: Uint8Array): Uint8Array | null {
    const effect = this.#change(() => Y.applyUpdate(this.#doc, update))
    if (this.#doc.store.pendingStructs !== null || this.#doc.store.pendingDs !== null) throw new Error('an update left something pending')
    return effect
  }

  /**
   * Makes the containers that new entities lack, and the paragraph of a text that has none left, so that two people who first
   * touch a text find the same one. Returns the server's own update, or null where nothing was missing.
   */
  complete(): Uint8Array | null {
    if (!this.#mayLack) return null
    this.#mayLack = false
    return this.#change(() => this.#doc.transact(() => completeContainers(this.#doc, shapeOf(this.#part)), server))
  }

  /** Runs a change and returns its effect as bytes, or null if it had none. */
  #change(act: () => void): Uint8Array | null {
    this.#effect = null
    act()
    return this.#effect
  }

  stateVector(): Uint8Array {
    return Y.encodeStateVector(this.#doc)
  }

  /** The whole document, as one update. */
  get whole(): Uint8Array {
    this.#whole ??= Y.encodeStateAsUpdate(this.#doc)
    return this.#whole
  }

  /** What a device with this state vector lacks. Throws on bytes that are no state vector. */
  stateSince(stateVector: Uint8Array): Uint8Array {
    return Y.encodeStateAsUpdate(this.#doc, stateVector)
  }

  destroy(): void {
    this.#doc.destroy()
  }
}

/**
 * Whether a transaction put a map into a map, that is a new goal, step or entry, which may lack texts; or left a text
 * without a paragraph, because two people took one each.
 */
function leavesGaps(transaction: Y.Transaction): boolean {
  for (const [type, keys] of transaction.changed) {
    if (type instanceof Y.XmlFragment && !(type instanceof Y.XmlElement) && type.length === 0) return true
    if (type instanceof Y.Map) for (const key of keys) if (key !== null && type.get(key) instanceof Y.Map) return true
  }
  return false
}
