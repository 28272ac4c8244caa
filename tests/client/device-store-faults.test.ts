/** A device that keeps less than it was asked to: a private window, a full disk, a browser that cleared the copy. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { freshPage, type FreshPage, openCopy, ownDevicePage, place } from '../devices/fresh-page.ts'

const secret = 'Mika is afraid of the dark'
let page: FreshPage

beforeEach(async () => {
  page = await ownDevicePage()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

/** The copy of a part as its connection has it. */
async function openPart() {
  const doc = new Y.Doc()
  const copy = new page.PartCopy(doc, () => undefined)
  const opening = new page.PlanCopies(place.planId, place.memberId).open(place.partId)
  await copy.keep(opening, () => 0)
  doc.on('update', (update: Uint8Array, origin: unknown) => !copy.isSourceOf(origin) && copy.append(update, true))
  const type = (words: string) => doc.getText('words').insert(0, words)
  return { copy, doc, type, store: await opening }
}

/** From now on the disk takes nothing of this store. */
function fill(storeName: string): void {
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as (this: IDBObjectStore, row: unknown) => IDBRequest<IDBValidKey>
  vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(function (this: IDBObjectStore, row: unknown) {
    if (this.name === storeName) throw new DOMException('full', 'QuotaExceededError')
    return put.call(this, row)
  })
}

test('a full disk: the copy is no longer said to be kept, what was kept before is there, and the words are not lost from the page', async () => {
  const { copy, doc, type, store } = await openPart()
  type('Before. ')
  await store?.settled()
  expect([copy.isKept, copy.isWritten, copy.hasNoRoom]).toEqual([true, true, false])
  fill('rows')
  type(secret)
  await store?.settled()
  expect([copy.isKept, copy.isWritten, copy.hasNoRoom]).toEqual([false, false, true])
  expect(doc.getText('words').toJSON()).toContain(secret)
  expect(copy.unsentWords).toContain(secret)
  vi.restoreAllMocks()
  page = await freshPage()
  expect((await openCopy(page)).words.toJSON()).toBe('Before. ')
})

test('a browser that keeps nothing: that is told, no copy is said to be kept, and the app goes on', async () => {
  page = await freshPage()
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw new DOMException('not in a private window', 'InvalidStateError')
  })
  const { copy, store } = await openPart()
  expect(store).toBeNull()
  expect(copy.isKept).toBe(false)
  expect(page.storageTrouble()).toBe('nothing-kept')
  await expect(page.keptAnswer('/api/me')).rejects.toThrow('private window')
})

test('a browser that has cleared the copy: that is told once, at the next start, and a new copy begins', async () => {
  const { type, store } = await openPart()
  type(secret)
  await store?.settled()
  await page.closeDevice()
  await new Promise((resolve) => indexedDB.deleteDatabase(page.databaseName).addEventListener('success', resolve))

  page = await freshPage()
  expect(page.chosenDevice()).toBe('own')
  await page.recallOwnDevice()
  expect(await page.keyFor('member-1/plan')).toBeNull()
  expect(page.storageTrouble()).toBe('removed')
  const again = await openPart()
  again.type('Anew.')
  await again.store?.settled()
  expect(again.copy.isKept).toBe(true)

  page = await freshPage()
  await page.recallOwnDevice()
  expect((await openCopy(page)).words.toJSON()).toBe('Anew.')
  expect(page.storageTrouble()).toBeNull()
})

test('a copy that another tab removed: it is not said to be kept, and begins anew with what the server lacks', async () => {
  const { copy, doc, type, store } = await openPart()
  doc.transact(() => doc.getText('words').insert(0, 'From the server. '), 'server')
  copy.acknowledge()
  type('Before. ')
  await store?.settled()
  const remove = async () => {
    const writing = (await page.openDevice()).transaction(['copies', 'rows'], 'readwrite')
    await Promise.all([writing.objectStore('copies').clear(), writing.objectStore('rows').clear(), writing.done])
  }
  await remove()
  type('After. ')
  await store?.settled()
  expect([copy.isKept, copy.isWritten, copy.hasNoRoom]).toEqual([false, false, false])
  expect(copy.unsentWords).toContain('After.')
  await copy.keep(new page.PlanCopies(place.planId, place.memberId).open(place.partId), () => 2)
  await vi.waitFor(() => expect([copy.isKept, copy.isWritten]).toEqual([true, true]))
  page = await freshPage()
  const next = await openCopy(page)
  expect(next.words.toJSON()).toBe('After. Before. From the server. ')
  expect(next.loaded).toMatchObject({ waiting: 2, asOf: expect.any(Number) })
})

test('a copy that was removed on purpose is not said to have been cleared', async () => {
  page = await freshPage()
  await page.recallOwnDevice()
  await page.wipeDevice('shared-device')
  page.chooseDevice('own')
  page.allowDevice()
  await page.openDevice()
  expect(page.storageTrouble()).toBeNull()
})

test('words that the disk does not take are not put aside there either: their copy stays', async () => {
  const { type, store } = await openPart()
  type(secret)
  await store?.settled()
  fill('answers')
  await page.revokePlan(place.planId)
  expect((await (await page.openDevice()).getAll('copies')).length).toBe(1)
  // On the page they are there to copy.
  expect(page.refusedOf(place.planId)).toMatchObject([{ words: secret }])
  vi.restoreAllMocks()
  page = await freshPage()
  await page.revokePlan(place.planId)
  expect((await (await page.openDevice()).getAll('copies')).length).toBe(0)
})

test('a tab that was put to sleep keeps nothing that was wiped: what it holds open is empty', async () => {
  const { type, store } = await openPart()
  type(secret)
  await store?.settled()
  const asleep = await new Promise<IDBDatabase>((resolve) => {
    const opening = indexedDB.open(page.databaseName)
    opening.addEventListener('success', () => resolve(opening.result))
  })
  await page.wipeDevice('signed-out')
  expect(page.chosenDevice()).toBeNull()
  const stores = [...asleep.objectStoreNames]
  const counts = await Promise.all(
    stores.map((name) => new Promise((resolve) => {
      const asking = asleep.transaction(name).objectStore(name).count()
      asking.addEventListener('success', () => resolve(asking.result))
    })),
  )
  expect(stores).toEqual(['answers', 'copies', 'keys', 'lock', 'rows'])
  expect(counts).toEqual([0, 0, 0, 0, 0])
  asleep.close()
})
