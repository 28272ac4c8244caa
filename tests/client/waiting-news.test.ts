/** Calm mode on a device: what others write waits, in its order, and nothing of it is lost or comes twice. */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { syncTypes } from '#shared/protocol/frames.ts'
import { WaitingNews } from '../../client/sync/waiting-news.ts'

afterEach(() => vi.unstubAllGlobals())

const body = (type: number, update: Uint8Array): decoding.Decoder => {
  const encoder = encoding.createEncoder()
  encoding.writeUint8(encoder, type)
  encoding.writeVarUint8Array(encoder, update)
  return decoding.createDecoder(encoding.toUint8Array(encoder))
}

function open() {
  const other = new Y.Doc()
  const mine = new Y.Doc()
  const provider = {}
  const news = new WaitingNews(mine, () => provider)
  const arrived: { origin: unknown; local: boolean }[] = []
  mine.on('afterTransaction', ({ origin, local }) => arrived.push({ origin, local }))
  const sent: Uint8Array[] = []
  other.on('update', (update: Uint8Array) => sent.push(update))
  const write = (words: string) => {
    other.getText('words').insert(other.getText('words').length, words)
    return sent.at(-1) as Uint8Array
  }
  return { mine, news, arrived, provider, write, words: () => mine.getText('words').toJSON() }
}

test('while it is calm updates wait, and come in order as one change of somebody else', () => {
  const { news, arrived, provider, write, words } = open()
  news.setCalm(true)
  for (const word of ['one ', 'two ', 'three']) expect(news.take(body(syncTypes.update, write(word)))).toBe(true)
  expect(words()).toBe('')
  expect(news.isWaiting).toBe(true)
  news.show()
  expect(words()).toBe('one two three')
  expect(arrived).toEqual([{ origin: provider, local: false }])
  expect(news.isWaiting).toBe(false)
  // It is still calm.
  expect(news.take(body(syncTypes.update, write(' four')))).toBe(true)
  news.setCalm(false)
  expect(words()).toBe('one two three four')
  expect(news.take(body(syncTypes.update, write(' five')))).toBe(false)
})

test('the answers of a synchronisation never wait', () => {
  const { news, write } = open()
  news.setCalm(true)
  const decoder = body(syncTypes.step2, write('one'))
  expect(news.take(decoder)).toBe(false)
  // It is left to be read by who reads the others.
  expect(decoder.pos).toBe(0)
})

test('what waits when a connection ends is forgotten, as the next one brings it; a lot of it does not wait', () => {
  const { news, write, words } = open()
  news.setCalm(true)
  news.take(body(syncTypes.update, write('one ')))
  news.forget()
  expect(news.isWaiting).toBe(false)
  news.setCalm(false)
  expect(words()).toBe('')
  news.setCalm(true)
  const all = new Y.Doc()
  all.getText('words').insert(0, 'x'.repeat(1024 * 1024))
  news.take(body(syncTypes.update, Y.encodeStateAsUpdate(all)))
  expect(news.isWaiting).toBe(false)
  expect(words().length).toBe(1024 * 1024)
})

test('on a page that is seen, what comes before the next picture comes as one change; a page that is put away waits no longer than a moment', async () => {
  const pictures: (() => void)[] = []
  vi.stubGlobal('document', { visibilityState: 'visible' })
  vi.stubGlobal('requestAnimationFrame', (act: () => void) => pictures.push(act))
  vi.stubGlobal('cancelAnimationFrame', () => undefined)
  const { news, arrived, write, words } = open()
  for (const word of ['one ', 'two ']) expect(news.take(body(syncTypes.update, write(word)))).toBe(true)
  // Nobody has asked for calm: nothing waits for them.
  expect(news.isWaiting).toBe(false)
  expect(pictures.length).toBe(1)
  pictures[0]?.()
  expect(words()).toBe('one two ')
  expect(arrived.length).toBe(1)
  news.take(body(syncTypes.update, write('three')))
  await vi.waitFor(() => expect(words()).toBe('one two three'))
  // Who asks for calm before the picture gets calm.
  news.take(body(syncTypes.update, write(' four')))
  news.setCalm(true)
  pictures.at(-1)?.()
  expect(words()).toBe('one two three')
  expect(news.isWaiting).toBe(true)
})
