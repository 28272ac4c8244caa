/** Words that never reached the server, for the person to take with them. */
import * as Y from 'yjs'
import { waitingIn } from './copies.ts'
import { readRows } from './copy-rows.ts'
import { chosenDevice } from './device-choice.ts'
import { openDevice, type CopyRow } from './device-database.ts'
import { keyFor } from './vault.ts'

/** The words in a document that are newer than a state, one stretch a line. Words deleted since are not among them. */
export function wordsSince(doc: Y.Doc, state: Uint8Array): string {
  const { structs } = Y.decodeUpdate(Y.encodeStateAsUpdate(doc, state))
  return structs
    .map((struct) => ('content' in struct && struct.content instanceof Y.ContentString ? struct.content.str.trim() : ''))
    .filter((words) => words !== '')
    .join('\n')
}

export type UnsentWords = { count: number; words: string }

/** What the copies of one plan hold that the server never got; null where there is nothing. */
export async function readUnsentWords(planId: string): Promise<UnsentWords | null> {
  if (chosenDevice() !== 'own') return null
  const copies = (await (await openDevice()).getAll('copies')).filter((copy) => copy.planId === planId && waitingIn(copy) > 0)
  if (copies.length === 0) return null
  const words = await Promise.all(copies.map(wordsIn))
  return { count: copies.reduce((sum, copy) => sum + waitingIn(copy), 0), words: words.filter((part) => part !== '').join('\n') }
}

async function wordsIn(copy: CopyRow): Promise<string> {
  const key = await keyFor(copy.slot, copy.keyId)
  if (key === null) return ''
  const read = await readRows(copy.slot, key).catch(() => null)
  if (read === null) return ''
  const doc = new Y.Doc()
  for (const update of read.updates) Y.applyUpdate(doc, update)
  return wordsSince(doc, copy.acknowledged)
}
