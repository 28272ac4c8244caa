/** Words that never reached the server: finding them in a document or a copy, and putting them aside [A5]. */
import * as Y from 'yjs'
import type { DeviceKeys } from '#shared/plan/api.ts'
import { dropCopy, waitingIn } from './copies.ts'
import { readRows } from './copy-rows.ts'
import { openDevice, type CopyRow } from './device-database.ts'
import { putAside } from './refused-words.ts'
import { keyFor } from './vault.ts'

/** The words in a document that are newer than a state, one stretch a line. Words deleted since are not among them. */
export function wordsSince(doc: Y.Doc, state: Uint8Array): string {
  const { structs, ds } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, state))
  return structs
    .filter((struct) => !Y.isDeleted(ds, struct.id))
    .map((struct) => ('content' in struct && struct.content instanceof Y.ContentString ? struct.content.str.trim() : ''))
    .filter((words) => words !== '')
    .join('\n')
}

/** Removes a copy that may not be sent any more. What was never sent is put aside first; without that, nothing is removed. */
export async function setAsideCopy(copy: CopyRow): Promise<void> {
  const changes = waitingIn(copy)
  const isSafe = changes === 0 || (await putAside(copy, { partId: copy.partId, changes, words: await wordsIn(copy) }))
  if (isSafe) await dropCopy(copy.slot)
}

/** Sets aside the copies of parts that this member no longer gets. */
export async function dropUngiven(planId: string, memberId: string, { keys }: DeviceKeys): Promise<void> {
  for (const copy of await (await openDevice()).getAll('copies')) {
    const isOurs = copy.planId === planId && copy.memberId === memberId
    if (isOurs && !keys.some(({ partId }) => partId === copy.partId)) await setAsideCopy(copy)
  }
}

async function wordsIn(copy: CopyRow): Promise<string> {
  const key = await keyFor(copy.slot, copy.keyId)
  const read = key && (await readRows(copy.slot, key).catch(() => null))
  if (read === null) return ''
  const doc = new Y.Doc()
  for (const update of read.updates) Y.applyUpdate(doc, update)
  const words = wordsSince(doc, copy.acknowledged)
  doc.destroy()
  return words
}
