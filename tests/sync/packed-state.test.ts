import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { Authorship } from '../../server/sync/authorship.ts'
import { packState, unpackState } from '../../server/sync/packed-state.ts'

test('[S5] what was packed comes back as it was, and what never was is left as it is', () => {
  const doc = new Y.Doc()
  const empty = Y.encodeStateAsUpdate(doc)
  doc.getText('t').insert(0, 'words and words and words and words')
  const full = Y.encodeStateAsUpdate(doc)
  const large = new Uint8Array(10_000)
  for (const bytes of [empty, full, large, new Authorship().encode(), new Uint8Array()]) {
    expect(Buffer.compare(unpackState(packState(bytes)), bytes)).toBe(0)
    expect(Buffer.compare(unpackState(bytes), bytes)).toBe(0)
  }
  expect(packState(large).length).toBeLessThan(100)
  expect(() => unpackState(packState(large).subarray(0, 20))).toThrow(/.+/)
})
