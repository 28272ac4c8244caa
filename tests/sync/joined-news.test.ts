import { expect, test } from 'vitest'
import * as Y from 'yjs'
import type { Channel } from '../../server/sync/channel.ts'
import { joinedNews, type News } from '../../server/sync/joined-news.ts'

const [ana, sam] = ['ana', 'sam'] as unknown as [Channel, Channel]

/** Updates that each put a word of so many letters at the end of one text, in order. */
function words(lengths: readonly number[], senders: readonly (Channel | null)[]): News[] {
  const doc = new Y.Doc()
  const news: News[] = []
  doc.on('update', (effect: Uint8Array) => void news.push({ effect, sender: senders[news.length % senders.length] ?? null }))
  for (const length of lengths) doc.getText().insert(doc.getText().length, 'x'.repeat(length))
  return news
}

function lettersIn(updates: readonly Uint8Array[]): number {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc.getText().length
}

test('small news goes out together, 32 at most, and all of it arrives', () => {
  const sent = [...joinedNews(words(Array.from({ length: 70 }, () => 2), [ana]))]
  expect(sent).toHaveLength(3)
  expect(lettersIn(sent.map(({ update }) => update))).toBe(140)
})

test('large news goes out by itself, in its order', () => {
  const news = words([2, 2, 9000, 2], [ana])
  const sent = [...joinedNews(news)]
  expect(sent).toHaveLength(3)
  expect(sent[1]?.update).toBe(news[2]?.effect)
  expect(lettersIn(sent.map(({ update }) => update))).toBe(9006)
})

test('only who sent all of it is left out', () => {
  expect([...joinedNews(words([1, 1], [ana]))].map(({ except }) => except)).toEqual([ana])
  expect([...joinedNews(words([1, 1], [ana, sam]))].map(({ except }) => except)).toEqual([null])
  expect([...joinedNews(words([1, 1], [null, sam]))].map(({ except }) => except)).toEqual([null])
})
