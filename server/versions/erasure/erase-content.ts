/**
 * Takes content out of a part's history for good, the way Yjs itself collects what was deleted: ids stay, so that versions,
 * authors and whatever was written beside it stay true, and in the place of the words is only how many they were.
 */
import * as Y from 'yjs'
import type { FoundContent } from './find-content.ts'

/** Erases it from a document in which nothing is collected. What holds things is kept as an empty place. */
export function eraseContent(doc: Y.Doc, { things, ranges }: FoundContent): void {
  doc.transact((transaction) => {
    const erase = (item: Y.Item) => {
      item.delete(transaction)
      item.gc(doc.store, false)
    }
    for (const { client, clock, length } of ranges) {
      const end = clock + length
      for (let at = clock; at < end;) {
        const item = Y.getItemCleanStart(transaction, Y.createID(client, at))
        if (at + item.length > end) Y.getItemCleanEnd(transaction, doc.store, Y.createID(client, end - 1))
        at += item.length
        if (!(item.content instanceof Y.ContentDeleted)) erase(item)
      }
    }
    for (const thing of things) erase(thing)
  })
}
