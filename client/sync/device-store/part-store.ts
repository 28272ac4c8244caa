/**
 * The sealed copy of one part on a person's own device, as a document uses it: what is in it comes first, then every
 * update is kept in the order it happened. What comes while a write is under way shares the next one.
 */
import * as Y from 'yjs'
import { idleMoment } from '../../ui/idle.ts'
import { dropCopy, waitingIn } from './copies.ts'
import { addRow, compactRows, readRows, UnreadableCopy } from './copy-rows.ts'
import { openDevice, type CopyRow, type TabCount } from './device-database.ts'
import { keyFor, slotOf, type VaultKey } from './vault.ts'

export type PartPlace = { planId: string; memberId: string; partId: string }

export type Loaded = {
  /** When the server was last heard, in milliseconds; null where it never was, so that much may be missing. */
  asOf: number | null
  /** Changes in the copy that the server has not confirmed. */
  waiting: number
  /** Such changes that were in a copy which cannot be opened: they are gone. */
  lost: number
  /** The state when everything was last on the server's disk. */
  acknowledged: Uint8Array | null
}

const rowsUntilCompaction = 200
const nothing: Loaded = { asOf: null, waiting: 0, lost: 0, acknowledged: null }
const emptyState = new Uint8Array([0])
const emptyUpdate = new Uint8Array([0, 0])

export class PartStore {
  readonly #place: PartPlace
  readonly #slot: string
  readonly #tab = crypto.randomUUID()
  /** The key that the rows are sealed with, and the one they are to be sealed with next. */
  #key: VaultKey
  #newKey: VaultKey | null = null
  #count: TabCount = { made: 0, stored: 0 }
  /** How much each tab had made of what was loaded: once all is confirmed, that is too. */
  #carried: Record<string, number> = {}
  #isCarriedStored = false
  #acknowledged: Uint8Array | null = null
  #heardAt: number | null = null
  #queue: Uint8Array[] = []
  #rows = 0
  #hasCopy = false
  #isDirty = false
  #isClosed = false
  #hasFailed = false
  #loading: Promise<unknown> = Promise.resolve()
  #work: Promise<void> | null = null
  /** Called when something has reached this device's disk, or cannot. */
  onChange: () => void = () => undefined

  constructor(place: PartPlace, key: VaultKey) {
    this.#place = place
    this.#slot = slotOf(place.memberId, place.partId)
    this.#key = key
  }

  /** Whether everything so far is on this device's disk. */
  get isWritten(): boolean {
    return this.#work === null && !this.#isClosed
  }

  /** Whether updates are kept: not once this device took no more, or the copy is gone from under it. */
  get isOpen(): boolean {
    return !this.#isClosed
  }

  /** Whether this device did not take more: it is full, or a private window. */
  get hasFailed(): boolean {
    return this.#hasFailed
  }

  /** Puts the copy into the document, with this store as the origin. A copy that cannot be opened is dropped. */
  load(doc: Y.Doc): Promise<Loaded> {
    const loading = this.#load(doc)
    this.#loading = loading.catch(() => undefined)
    return loading
  }

  /** Keeps an update. `changes`: how many changes of this device it brings, for the server to confirm. */
  append(update: Uint8Array, changes: number): void {
    this.#queue.push(update)
    this.#count = { ...this.#count, made: this.#count.made + changes }
    if (changes === 0) this.#heardAt = Date.now()
    this.#wake()
  }

  /** Said of a document that a new copy begins with: what the server had confirmed of it, and when that was. */
  begin(acknowledged: Uint8Array, heardAt: number): void {
    this.#acknowledged = acknowledged
    this.#heardAt = heardAt
  }

  /** The server has everything in the document, which is now in this state, on its disk. */
  acknowledge(state: Uint8Array): void {
    this.#count = { ...this.#count, stored: this.#count.made }
    this.#isCarriedStored = true
    this.#acknowledged = state
    this.#heardAt = Date.now()
    this.#wake()
  }

  /** Seals the copy anew, once the server gives another key. */
  changeKey(key: VaultKey): void {
    if (key.keyId === (this.#newKey ?? this.#key).keyId) return
    this.#newKey = key
    this.#wake()
  }

  /** Resolves when nothing is on its way to this device's disk. */
  async settled(): Promise<void> {
    while (this.#work !== null) await this.#work
  }

  /** Keeps nothing from now on. */
  close(): void {
    this.#isClosed = true
  }

  #wake(): void {
    if (this.#isClosed) return
    this.#isDirty = true
    this.#work ??= this.#run().finally(() => {
      this.#work = null
      this.onChange()
    })
  }

  async #run(): Promise<void> {
    try {
      await this.#loading
      while (this.#queue.length > 0 || this.#isDirty) {
        if (this.#isClosed) return
        this.#isDirty = false
        await this.#write()
      }
    } catch {
      // The words stay in memory and on their way to the server; only the copy ends here.
      this.#hasFailed = !this.#isClosed
      this.#isClosed = true
    }
  }

  async #load(doc: Y.Doc): Promise<Loaded> {
    const copy = await (await openDevice()).get('copies', this.#slot)
    if (copy === undefined) return nothing
    try {
      // Rights have changed since: what was sealed before is opened with the old key if it is still there.
      const key = copy.keyId === this.#key.keyId ? this.#key : await keyFor(this.#slot, copy.keyId)
      if (key === null) throw new UnreadableCopy()
      const { updates } = await readRows(this.#slot, key)
      // Years of notes take a while: a text box that somebody came for is there before them.
      await idleMoment()
      doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update, this)), this)
      if (key !== this.#key) this.#newKey = this.#key
      this.#key = key
      this.#rows = updates.length
    } catch (cause) {
      if (!(cause instanceof UnreadableCopy)) throw cause
      await dropCopy(this.#slot)
      return { ...nothing, lost: waitingIn(copy) }
    }
    this.#hasCopy = true
    // What the server confirmed while this was loading did not speak for what was loaded.
    this.#isCarriedStored = false
    this.#carried = Object.fromEntries(Object.entries(copy.tabs).map(([tab, { made }]) => [tab, made]))
    return { asOf: copy.asOf === 0 ? null : copy.asOf, waiting: waitingIn(copy), lost: 0, acknowledged: copy.acknowledged }
  }

  async #write(): Promise<void> {
    // A part that the server says is empty is worth a copy: it opens without a network.
    if (!this.#hasCopy && this.#acknowledged !== null) this.#queue.push(emptyUpdate)
    const update = this.#queue.length === 0 ? null : Y.mergeUpdates(this.#queue.splice(0))
    const { made, stored } = this.#count
    const edit = this.#editCopy({ made, stored })
    for (;;) {
      const known = await (await openDevice()).get('copies', this.#slot)
      // Wiped meanwhile. A copy of half the document would be worth nothing.
      if (known === undefined && this.#hasCopy) return this.close()
      if (known === undefined && update === null) return
      if (known !== undefined && known.keyId !== this.#key.keyId) await this.#findKey(known.keyId)
      if (await addRow(known ?? this.#newCopy(), this.#key, update, edit)) break
    }
    this.#hasCopy = true
    this.#rows += update === null ? 0 : 1
    if (this.#newKey !== null || this.#rows > rowsUntilCompaction) await this.#compact()
  }

  async #compact(): Promise<void> {
    const key = this.#newKey ?? this.#key
    // Another tab was faster, or has sealed it anew: there is a next time.
    const isDone = await compactRows(this.#slot, this.#key, key).catch((cause: unknown) => {
      if (cause instanceof UnreadableCopy) return false
      throw cause
    })
    if (!isDone) return
    this.#key = key
    this.#newKey = null
    this.#rows = 1
  }

  /** Another tab has sealed the copy anew. */
  async #findKey(keyId: string): Promise<void> {
    const key = await keyFor(this.#slot, keyId)
    if (key === null) throw new UnreadableCopy()
    this.#key = key
    if (this.#newKey?.keyId === keyId) this.#newKey = null
  }

  #editCopy(mine: TabCount): (copy: CopyRow) => CopyRow {
    const acknowledged = this.#acknowledged
    const asOf = this.#heardAt
    const confirmed = this.#isCarriedStored ? Object.entries(this.#carried) : []
    return (copy) => {
      const tabs = { ...copy.tabs, [this.#tab]: mine }
      for (const [tab, made] of confirmed) {
        const count = tabs[tab]
        if (count === undefined) continue
        if (count.made <= made) delete tabs[tab]
        else tabs[tab] = { made: count.made, stored: Math.max(count.stored, made) }
      }
      return { ...copy, tabs, asOf: asOf ?? copy.asOf, acknowledged: acknowledged ?? copy.acknowledged }
    }
  }

  #newCopy(): CopyRow {
    const { planId, memberId, partId } = this.#place
    return {
      slot: this.#slot, planId, memberId, partId, keyId: this.#key.keyId, lastSeq: 0, asOf: 0, tabs: {}, acknowledged: emptyState,
    }
  }
}
