/** What somebody has begun to write, as far as it is on their device's disk. */
import type { Page } from 'playwright-core'

/** How many bytes the words that are not saved yet take there, sealed as they are; 0 while there are none. */
export const draftBytes = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('samepage')
        opening.addEventListener('error', () => reject(new Error('no database')))
        opening.addEventListener('success', () => {
          const asking = opening.result.transaction('answers').objectStore('answers').getAll(IDBKeyRange.bound('draft/', 'draft/\uffff'))
          asking.addEventListener('success', () => {
            opening.result.close()
            resolve((asking.result as { sealed: ArrayBuffer }[]).reduce((sum, { sealed }) => sum + sealed.byteLength, 0))
          })
        })
      }),
  )
