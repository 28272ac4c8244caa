/**
 * The rows of one part's copy in the database. Several tabs may write to the same copy: each row has the next number, and
 * who finds that the copy has changed meanwhile seals again.
 */
import * as Y from 'yjs'
import { allOf, openDevice, type CopyRow, type DeviceDatabase } from './device-database.ts'
import { seal, unseal } from './sealing.ts'
import type { VaultKey } from './vault.ts'

/** The copy has a hole, or a row that does not open. */
export class UnreadableCopy extends Error {
  override name = 'UnreadableCopy'
}

/** What a row is sealed for: another part's row, or the same one moved to another place, does not open. */
const placeOf = (slot: string, seq: number): string => `samepage/row/${slot}/${seq}`

/** Opens every row. Throws UnreadableCopy when one is missing, was changed, or was sealed with another key. */
export async function readRows(slot: string, key: VaultKey): Promise<{ copy: CopyRow; updates: Uint8Array[] }> {
  const transaction = (await openDevice()).transaction(['copies', 'rows'])
  const [copy, rows] = await Promise.all([
    transaction.objectStore('copies').get(slot),
    transaction.objectStore('rows').getAll(allOf(slot)),
  ])
  const first = rows[0]?.seq ?? 0
  const isWhole = rows.length > 0 && rows.every(({ seq }, i) => seq === first + i) && rows.at(-1)?.seq === copy?.lastSeq
  if (copy === undefined || !isWhole || copy.keyId !== key.keyId) throw new UnreadableCopy()
  const opened = rows.map((row) => unseal(key.key, placeOf(slot, row.seq), row))
  return { copy, updates: await Promise.all(opened).catch((cause: unknown) => Promise.reject(new UnreadableCopy('', { cause }))) }
}

/**
 * Adds a row (none for a null update) and puts what `edit` makes of the copy, in one transaction on disk. `known` is the
 * copy as it was read. False, and nothing done, when it has changed since.
 */
export async function addRow(
  known: CopyRow,
  key: VaultKey,
  update: Uint8Array | null,
  edit: (copy: CopyRow) => CopyRow,
): Promise<boolean> {
  const { slot } = known
  const seq = known.lastSeq + 1
  const sealed = update && (await seal(key.key, placeOf(slot, seq), update))
  return ifUnchanged(known, (writing, copy) => [
    ...(sealed === null ? [] : [writing.objectStore('rows').put({ slot, seq, ...sealed })]),
    writing.objectStore('copies').put(edit({ ...copy, lastSeq: sealed === null ? copy.lastSeq : seq })),
  ])
}

/** Makes one row of all of them, sealed with `newKey`; the old key is dropped. False when the copy changed meanwhile. */
export async function compactRows(slot: string, key: VaultKey, newKey: VaultKey): Promise<boolean> {
  const { copy: known, updates } = await readRows(slot, key)
  const doc = new Y.Doc()
  doc.transact(() => updates.forEach((update) => Y.applyUpdate(doc, update)))
  const seq = known.lastSeq + 1
  const sealed = await seal(newKey.key, placeOf(slot, seq), Y.encodeStateAsUpdate(doc))
  doc.destroy()
  const isDone = await ifUnchanged(known, (writing, copy) => [
    writing.objectStore('rows').delete(allOf(slot)),
    writing.objectStore('rows').put({ slot, seq, ...sealed }),
    writing.objectStore('copies').put({ ...copy, lastSeq: seq, keyId: newKey.keyId }),
  ])
  if (isDone && newKey.keyId !== key.keyId) await (await openDevice()).delete('keys', [slot, key.keyId])
  return isDone
}

const startWrite = (database: DeviceDatabase) => database.transaction(['copies', 'rows'], 'readwrite', { durability: 'strict' })

async function ifUnchanged(
  known: CopyRow,
  act: (writing: ReturnType<typeof startWrite>, copy: CopyRow) => Promise<unknown>[],
): Promise<boolean> {
  const writing = startWrite(await openDevice())
  const now = await writing.objectStore('copies').get(known.slot)
  const isSame = now === undefined ? known.lastSeq === 0 : now.lastSeq === known.lastSeq && now.keyId === known.keyId
  await Promise.all([...(isSame ? act(writing, now ?? known) : []), writing.done])
  return isSame
}
