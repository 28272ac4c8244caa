/** The sealed copy on a person's own device, on a database and cryptography that work as a browser's do. */
import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import type { DeviceKeys } from '#shared/plan/api.ts'

class MemoryStorage {
  readonly #items = new Map<string, string>()
  getItem = (key: string) => this.#items.get(key) ?? null
  setItem = (key: string, value: string) => void this.#items.set(key, value)
  removeItem = (key: string) => void this.#items.delete(key)
}
Object.assign(globalThis, { localStorage: new MemoryStorage(), sessionStorage: new MemoryStorage() })

const { chooseDevice, chosenDevice } = await import('../../client/sync/device-store/device-choice.ts')
const { allowDevice, openDevice, deleteDevice, databaseName } = await import('../../client/sync/device-store/device-database.ts')
const { keepAnswer, keptAnswer } = await import('../../client/sync/device-store/kept-answers.ts')
const { PartStore } = await import('../../client/sync/device-store/part-store.ts')
const { keepDraft } = await import('../../client/sync/device-store/kept-draft.ts')
const { dismissRefused, loadPlan, refusedOf } = await import('../../client/sync/device-store/refused-words.ts')
const { wordsSince } = await import('../../client/sync/device-store/unsent-words.ts')
const { keepKeys, keyFor, lockDevice, slotOf } = await import('../../client/sync/device-store/vault.ts')
const { forgetRefused, revokePlan, waitingInCopies, wipeDevice } = await import('../../client/sync/device-store/wipe.ts')

const place = { planId: 'plan-1', memberId: 'member-1', partId: 'plan' }
const slot = slotOf(place.memberId, place.partId)
const dayMs = 86_400_000
const secret = 'Mika is afraid of the dark'

const keysOf = (letter: string, partIds = ['plan', 'journal.team']): DeviceKeys => ({
  keys: partIds.map((partId) => ({ partId, key: Buffer.from(letter.repeat(32)).toString('base64') })),
  leaseDays: 14,
})

/** A document with its copy, as a tab has them. */
async function openTab(at = place) {
  const key = await keyFor(slotOf(at.memberId, at.partId))
  if (key === null) throw new Error('no key')
  const store = new PartStore(at, key)
  const doc = new Y.Doc()
  const loaded = await store.load(doc)
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== store) store.append(update, origin === 'server' ? 0 : 1)
  })
  const words = doc.getText('words')
  return { store, doc, loaded, words, type: (text: string) => words.insert(words.length, text) }
}

const allRows = async () => (await openDevice()).getAll('rows')
const copy = async () => (await openDevice()).get('copies', slot)

beforeEach(async () => {
  await deleteDevice()
  chooseDevice('own')
  allowDevice()
  await keepKeys(place.planId, place.memberId, keysOf('a'))
})

describe('what is kept', () => {
  test('a tab that ends without a goodbye leaves every word for the next one, and how many wait', async () => {
    const first = await openTab()
    first.type('One. ')
    first.type('Two.')
    await first.store.settled()
    const second = await openTab()
    expect(second.words.toJSON()).toBe('One. Two.')
    expect(second.loaded).toMatchObject({ waiting: 2, lost: 0 })
    // The server was never heard, so much may be missing.
    expect(second.loaded.asOf).toBeNull()
    second.doc.transact(() => second.type(' Three.'), 'server')
    await second.store.settled()
    expect((await openTab()).loaded).toMatchObject({ waiting: 2, asOf: expect.any(Number) })
  })

  test('nothing that anybody wrote is readable in the database, and no script can read the keys', async () => {
    const tab = await openTab()
    tab.type(secret)
    await tab.store.settled()
    await keepAnswer('/api/plans/plan-1', { childName: 'Mika' })
    const database = await openDevice()
    for (const name of database.objectStoreNames) {
      for (const row of await database.getAll(name)) {
        const plain = Buffer.concat([...bytesIn(row)]).toString('latin1')
        for (const word of ['Mika', 'afraid', 'dark', 'childName', 'words']) expect(plain).not.toContain(word)
      }
    }
    const keys = await database.getAll('keys')
    expect(keys.length).toBe(3)
    for (const { key } of keys) {
      if (!(key instanceof CryptoKey)) throw new Error('a locked key, without a PIN')
      expect(key.extractable).toBe(false)
      await expect(crypto.subtle.exportKey('raw', key)).rejects.toThrow('not extractable')
    }
    expect((await allRows()).length).toBe(1)
  })

  test('the server\'s word that it has everything ends the waiting, for what was loaded as well', async () => {
    const first = await openTab()
    first.type('One.')
    await first.store.settled()
    const second = await openTab()
    second.type(' Two.')
    second.store.acknowledge(Y.encodeStateVector(second.doc))
    await second.store.settled()
    expect(await waitingInCopies()).toBe(0)
    expect((await openTab()).loaded.waiting).toBe(0)
  })

  test('two tabs write to one copy: no word is lost, and one tab\'s "saved" does not speak for the other', async () => {
    const [one, other] = [await openTab(), await openTab()]
    for (let i = 0; i < 5; i += 1) {
      one.type('a')
      other.type('b')
    }
    await Promise.all([one.store.settled(), other.store.settled()])
    one.store.acknowledge(Y.encodeStateVector(one.doc))
    await one.store.settled()
    const next = await openTab()
    expect(next.words.toJSON().split('').toSorted().join('')).toBe('aaaaabbbbb')
    expect(next.loaded.waiting).toBe(5)
  })

  test('many rows become one, with every word', async () => {
    const tab = await openTab()
    for (let i = 0; i < 230; i += 1) {
      tab.type('x')
      await tab.store.settled()
    }
    expect((await allRows()).length).toBeLessThan(100)
    const next = await openTab()
    expect(next.words.length).toBe(230)
    expect(next.loaded.waiting).toBe(230)
  })
})

describe('what does not open', () => {
  test.each(['changed', 'moved', 'removed', 'of another part'])('a row that was %s drops the copy, and says how much is lost', async (how) => {
    const tab = await openTab()
    for (const word of ['One.', 'Two.', 'Three.']) {
      tab.type(word)
      await tab.store.settled()
    }
    const database = await openDevice()
    const [first, second] = await allRows()
    if (first === undefined || second === undefined) throw new Error('no rows')
    if (how === 'changed') {
      new Uint8Array(second.sealed)[3] = (new Uint8Array(second.sealed)[3] ?? 0) ^ 1
      await database.put('rows', second)
    }
    if (how === 'moved') {
      await database.put('rows', { ...first, seq: second.seq })
      await database.put('rows', { ...second, seq: first.seq })
    }
    if (how === 'removed') await database.delete('rows', [slot, second.seq])
    if (how === 'of another part') {
      const notes = await openTab({ ...place, partId: 'journal.team' })
      notes.type('elsewhere')
      await notes.store.settled()
      const [elsewhere] = (await allRows()).filter((row) => row.slot !== slot)
      if (elsewhere !== undefined) await database.put('rows', { ...elsewhere, slot })
    }
    const next = await openTab()
    expect(next.words.toJSON()).toBe('')
    expect(next.loaded).toEqual({ asOf: null, waiting: 0, lost: 3, acknowledged: null })
    // It begins anew.
    next.type('Again.')
    await next.store.settled()
    expect((await openTab()).words.toJSON()).toBe('Again.')
  })

  test('when the lease ends the key is gone; the server\'s key opens the copy again', async () => {
    const tab = await openTab()
    tab.type(secret)
    await tab.store.settled()
    expect(await keyFor(slot, undefined, Date.now() + 13 * dayMs)).not.toBeNull()
    expect(await keyFor(slot, undefined, Date.now() + 14 * dayMs + 1)).toBeNull()
    expect(await keyFor(slot)).toBeNull()
    await keepKeys(place.planId, place.memberId, keysOf('a'))
    expect((await openTab()).words.toJSON()).toBe(secret)
  })

  test('locked: no key and no answer is left, the unsent words are, and signing in opens them', async () => {
    const tab = await openTab()
    tab.type(secret)
    await tab.store.settled()
    await keepAnswer('/api/me', { name: 'Maeve' })
    expect(await keptAnswer('/api/me')).toEqual({ name: 'Maeve' })
    await lockDevice()
    expect(await keyFor(slot)).toBeNull()
    expect(await keptAnswer('/api/me')).toBeUndefined()
    expect(await waitingInCopies()).toBe(1)
    await keepKeys(place.planId, place.memberId, keysOf('a'))
    expect((await openTab()).loaded.waiting).toBe(1)
  })

  test('other rights bring another key: the copy is sealed anew and the old key is gone', async () => {
    const tab = await openTab()
    tab.type(secret)
    await tab.store.settled()
    const before = (await copy())?.keyId
    await keepKeys(place.planId, place.memberId, keysOf('b'), Date.now() + 1)
    const next = await openTab()
    expect(next.words.toJSON()).toBe(secret)
    next.type('!')
    await next.store.settled()
    expect((await copy())?.keyId).not.toBe(before)
    expect(await keyFor(slot, before)).toBeNull()
    expect((await openTab()).words.toJSON()).toBe(`${secret}!`)
    // The first tab finds the new key by itself.
    tab.type(' Late.')
    await tab.store.settled()
    expect(tab.store.hasFailed).toBe(false)
    expect((await openTab()).words.toJSON()).toContain('Late.')
  })

  test('a copy from before the rights changed does not open without its old key', async () => {
    const tab = await openTab()
    tab.type(secret)
    await tab.store.settled()
    await lockDevice()
    await keepKeys(place.planId, place.memberId, keysOf('b'))
    const next = await openTab()
    expect(next.words.toJSON()).toBe('')
    expect(next.loaded.lost).toBe(1)
  })
})

describe('what is taken away', () => {
  test('signing out leaves no database and no choice, and the open tab makes none anew', async () => {
    const tab = await openTab()
    tab.type(secret)
    await wipeDevice('signed-out')
    tab.type(' more')
    await tab.store.settled()
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(databaseName)
    expect(chosenDevice()).toBeNull()
    expect(tab.store.isWritten).toBe(false)
  })

  test('[A5] who may no longer open a plan keeps only the words that were never sent, until they took them', async () => {
    const tab = await openTab()
    tab.doc.transact(() => tab.type('From the server.'), 'server')
    tab.store.acknowledge(Y.encodeStateVector(tab.doc))
    tab.type(' Mine, never sent.')
    await tab.store.settled()
    const notes = await openTab({ ...place, partId: 'journal.team' })
    notes.doc.transact(() => notes.type('Old notes.'), 'server')
    await notes.store.settled()
    keepDraft(`${place.planId}/${place.memberId}`, { words: 'Begun, not saved. ', texts: { before: 'A loud party.', after: ' ' }, values: { topic: 'sleep' } })
    await revokePlan(place.planId)
    expect(await (await openDevice()).getAll('copies')).toEqual([])
    expect(await allRows()).toEqual([])
    await loadPlan(place.planId)
    expect(refusedOf(place.planId)).toEqual([
      { partId: 'draft', changes: 1, words: 'Begun, not saved.\nA loud party.' },
      { partId: 'plan', changes: 1, words: 'Mine, never sent.' },
    ])
    await dismissRefused(place.planId)
    expect(refusedOf(place.planId)).toEqual([])
  })

  test('[A5] what was begun in several places is all offered before all of it is removed, suggested words too', async () => {
    const mine = `${place.planId}/${place.memberId}`
    keepDraft(mine, { words: 'A note.' })
    keepDraft(`${mine}/entry-1`, { words: 'An answer.' })
    keepDraft(`${mine}/about/goals/goal-1/why`, { kind: 'suggestion', words: '', after: 'Other words.' })
    await revokePlan(place.planId)
    const words = () => refusedOf(place.planId).map((refused) => refused.words)
    expect(words().toSorted()).toEqual(['A note.', 'An answer.', 'Other words.'])
    // The same array while nothing changes: a page draws it.
    expect(refusedOf(place.planId)).toBe(refusedOf(place.planId))
    expect(refusedOf('plan')).toEqual([])
    await dismissRefused(place.planId)
    expect(words()).toEqual([])
  })

  test('[A5] loading a plan again takes the refused part and what holds nothing; words of other parts and what is begun stay', async () => {
    await keepKeys(place.planId, place.memberId, keysOf('a', ['plan', 'journal.team', 'journal.clinical']))
    const [refused, notes, settled] = [await openTab(), await openTab({ ...place, partId: 'journal.team' }), await openTab({ ...place, partId: 'journal.clinical' })]
    refused.type('Refused. ')
    notes.type('Waits.')
    settled.type('Sent.')
    settled.store.acknowledge(Y.encodeStateVector(settled.doc))
    await Promise.all([refused, notes, settled].map(({ store }) => store.settled()))
    await keepAnswer(`/api/plans/${place.planId}`, { childName: 'Mika' })
    await keepAnswer(`draft/${place.planId}/${place.memberId}`, { words: 'Begun.' })
    await forgetRefused(place.planId, ['plan'])
    expect((await (await openDevice()).getAll('copies')).map(({ partId }) => partId)).toEqual(['journal.team'])
    expect((await openTab({ ...place, partId: 'journal.team' })).words.toJSON()).toBe('Waits.')
    expect(await keptAnswer(`draft/${place.planId}/${place.memberId}`)).toEqual({ words: 'Begun.' })
    expect(await keptAnswer(`/api/plans/${place.planId}`)).toBeUndefined()
    expect(refusedOf(place.planId)).toMatchObject([{ partId: 'plan', words: 'Refused.' }])
    await dismissRefused(place.planId)
  })

  test('[A5] of unsent words, those that the person has deleted again are not offered, undo or not', () => {
    const doc = new Y.Doc()
    const words = doc.getText('words')
    words.insert(0, 'Known. ')
    const before = Y.encodeStateVector(doc)
    const undoing = new Y.UndoManager(words)
    words.insert(words.length, 'Kept, thought better of.')
    words.delete('Known. Kept'.length, ', thought better of'.length)
    expect(undoing.undoStack.length).toBeGreaterThan(0)
    expect(wordsSince(doc, before)).toBe('Kept\n.')
  })

  test('a device that is not the person\'s own keeps nothing', async () => {
    await wipeDevice('shared-device')
    await keepAnswer('/api/me', { name: 'Maeve' })
    await expect(openDevice()).rejects.toThrow('nothing is kept')
    expect(await keptAnswer('/api/me')).toBeUndefined()
    expect((await indexedDB.databases()).map(({ name }) => name)).not.toContain(databaseName)
  })
})

/** Every string and every byte array in a stored value, keys left out. */
function* bytesIn(value: unknown): Generator<Buffer> {
  if (typeof value === 'string') yield Buffer.from(value)
  else if (value instanceof ArrayBuffer) yield Buffer.from(value)
  else if (value instanceof Uint8Array) yield Buffer.from(value)
  else if (typeof value === 'object' && value !== null && !(value instanceof CryptoKey)) {
    for (const inner of Object.values(value)) yield* bytesIn(inner)
  }
}
