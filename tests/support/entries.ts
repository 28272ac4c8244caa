/** Entries of any kind, for tests of what is made from them. */
import type * as Y from 'yjs'
import { addEntry } from './history.ts'
import { strangeId } from './app.ts'

/** Adds an entry with words and these values to a journal. Returns its id. */
export function writeEntry(doc: Y.Doc, author: string, words: string, values: Record<string, string | number | boolean> = {}, id = strangeId()): string {
  addEntry(doc, author, words, id)
  const entry = doc.getMap<Y.Map<unknown>>('entries').get(id) as Y.Map<unknown>
  for (const [key, value] of Object.entries(values)) entry.set(key, value)
  return id
}
