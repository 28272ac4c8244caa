/** The copy of one part that a person's own device keeps, as the connection of the part uses it. */
import * as Y from 'yjs'
import type { PartStore } from './device-store/part-store.ts'
import { wordsSince } from './device-store/unsent-words.ts'
import type { VaultKey } from './device-store/vault.ts'

export class PartCopy {
  readonly #doc: Y.Doc
  readonly #changed: () => void
  #store: PartStore | null = null
  #isOpening = false
  #asOf: number | null = null
  #lostChanges = 0
  #isSetAside = false
  /** The state when everything in the document was last on the server's disk. */
  #acknowledged: Uint8Array
  /** When the server was last heard, in milliseconds. */
  #heardAt: number | null = null
  /** Called when another tab, or the browser, has removed the copy: it can begin anew. */
  onLost: () => void = () => undefined

  constructor(doc: Y.Doc, changed: () => void) {
    this.#doc = doc
    this.#changed = changed
    this.#acknowledged = Y.encodeStateVector(doc)
  }

  /** When the server was last heard as far as the copy goes, in milliseconds; null where the copy shows nothing. */
  get asOf(): number | null {
    return this.#asOf
  }

  /** Changes of an earlier visit that were in a copy which could not be opened. */
  get lostChanges(): number {
    return this.#lostChanges
  }

  /** Whether a copy is kept, so that closing the page loses nothing. */
  get isKept(): boolean {
    return this.#store?.isOpen === true
  }

  /** Whether everything in the document is on this device's disk, or put aside for the person. */
  get isWritten(): boolean {
    return this.#isSetAside || this.#store?.isWritten === true
  }

  /** Whether the words that the server does not take were put aside. Nothing more becomes of this document. */
  get isSetAside(): boolean {
    return this.#isSetAside
  }

  /** Whether this device should keep a copy and cannot. */
  get hasNoRoom(): boolean {
    return this.#store?.hasFailed === true
  }

  /** Whether the server has what made this Yjs type, as far as it has confirmed. */
  hasAcknowledged(type: { readonly _item: Y.Item | null }): boolean {
    const id = type._item?.id
    return id === undefined || this.confirmed()(id.client, id.clock)
  }

  /** Says of Yjs ids whether the server has them, as far as it has confirmed by now. */
  confirmed(): (client: number, clock: number) => boolean {
    const reach = Y.decodeStateVector(this.#acknowledged)
    return (client, clock) => clock < (reach.get(client) ?? 0)
  }

  /** Words in the document that the server does not have. */
  get unsentWords(): string {
    return wordsSince(this.#doc, this.#acknowledged)
  }

  /** Whether an update came out of the copy. */
  isSourceOf(origin: unknown): boolean {
    return this.#store !== null && origin === this.#store
  }

  /** Keeps an update. `isMine`: made here, so that the server has yet to confirm it. */
  append(update: Uint8Array, isMine: boolean): void {
    if (!isMine) this.#heardAt = Date.now()
    this.#store?.append(update, isMine ? 1 : 0)
  }

  /** The server has everything in the document on its disk. */
  acknowledge(): void {
    this.#acknowledged = Y.encodeStateVector(this.#doc)
    this.#heardAt = Date.now()
    this.#store?.acknowledge(this.#acknowledged)
  }

  /**
   * Begins to keep a copy. What is in it goes into the document; what is in the document already, with `waiting` changes
   * that the server lacks, goes into it. Resolves to the number of unconfirmed changes that it brought.
   */
  async keep(opening: Promise<PartStore | null>, waiting: () => number): Promise<number> {
    if (this.#isOpening || this.#store !== null) return 0
    this.#isOpening = true
    const store = await opening
    this.#isOpening = false
    if (store === null || this.#doc.isDestroyed) return 0
    const already = { update: Y.encodeStateAsUpdate(this.#doc), waiting: waiting(), isEmpty: this.#doc.store.clients.size === 0 }
    store.onChange = () => this.#stored(store)
    this.#store = store
    const loaded = await store.load(this.#doc).catch(() => null)
    if (!already.isEmpty) store.append(already.update, already.waiting)
    if (loaded === null) return 0
    // The copy that begins here is no newer than what the server has said of the document.
    if (loaded.acknowledged === null && this.#heardAt !== null) store.begin(this.#acknowledged, this.#heardAt)
    this.#asOf = loaded.asOf ?? this.#asOf
    this.#heardAt ??= loaded.asOf
    this.#lostChanges += loaded.lost
    if (loaded.acknowledged !== null && already.isEmpty) this.#acknowledged = loaded.acknowledged
    return loaded.waiting
  }

  /** Seals the copy anew, once the server gives another key. */
  changeKey(key: VaultKey): void {
    this.#store?.changeKey(key)
  }

  /** What the server does not take was put aside for the person. */
  setAside(): void {
    this.#isSetAside = true
    this.stop()
  }

  #stored(store: PartStore): void {
    const isLost = store === this.#store && !store.isOpen && !store.hasFailed
    if (isLost) this.#store = null
    this.#changed()
    if (isLost) this.onLost()
  }

  /** Keeps no copy from now on. What was kept is for the caller to remove. */
  stop(): void {
    this.#store?.close()
    this.#store = null
    this.#changed()
  }
}
