/** Writes into a part that no room holds, inside somebody's transaction: a new plan's first content, sample content. */
import type { Transaction } from 'kysely'
import * as Y from 'yjs'
import type { Tables } from '../db/tables.ts'
import { replay } from './compaction.ts'
import { findOrMakePart } from './part-keys.ts'
import { readPartWithin } from './stored-part.ts'
import { rowChecksum } from './log-store.ts'

export class PartWriter {
  readonly #doc: Y.Doc
  readonly #trx: Transaction<Tables>
  readonly #partKey: number
  #seq: number
  /** A Yjs client id for each writer: who wrote what is told by it [W1]. */
  readonly #clientIds = new Map<string | null, number>()

  private constructor(trx: Transaction<Tables>, partKey: number, doc: Y.Doc, seq: number) {
    this.#trx = trx
    this.#partKey = partKey
    this.#doc = doc
    this.#seq = seq
  }

  /** Opens a part, and makes it if it does not exist. */
  static async open(trx: Transaction<Tables>, planId: string, partId: string): Promise<PartWriter> {
    const key = await findOrMakePart(trx, planId, partId)
    const stored = await readPartWithin(trx, key, 'live')
    return new PartWriter(trx, key, replay(stored, true), stored.lastSeq)
  }

  /** One change by one member, or by the server (null), as one log row. A change without effect makes none. */
  async writeAs(memberId: string | null, at: string, act: (doc: Y.Doc) => void): Promise<void> {
    const known = this.#clientIds.get(memberId)
    const clientId = known ?? new Y.Doc().clientID
    this.#doc.clientID = clientId
    let effect: Uint8Array | undefined
    this.#doc.once('update', (update: Uint8Array) => {
      effect = update
    })
    this.#doc.transact(() => act(this.#doc))
    if (effect === undefined) return

    this.#seq += 1
    const bytes = Buffer.from(effect)
    const row = { part_key: this.#partKey, seq: this.#seq, member_id: memberId, at, bytes }
    const checksum = rowChecksum(row.part_key, row.seq, memberId, at, bytes)
    await this.#trx.insertInto('update_log').values({ ...row, checksum }).execute()
    await this.#trx.updateTable('part').set({ last_seq: this.#seq }).where('key', '=', this.#partKey).execute()
    if (known !== undefined) return
    this.#clientIds.set(memberId, clientId)
    await this.#trx.insertInto('client_id').values({ part_key: this.#partKey, client_id: clientId, member_id: memberId }).execute()
  }
}
