/** The device store as a page has it that has just been opened, outside of a browser. What is on the disk stays. */
import 'fake-indexeddb/auto'
import { vi } from 'vitest'
import * as Y from 'yjs'
import type { DeviceKeys } from '#shared/plan/api.ts'

class MemoryStorage {
  readonly #items = new Map<string, string>()
  getItem = (key: string) => this.#items.get(key) ?? null
  setItem = (key: string, value: string) => void this.#items.set(key, value)
  removeItem = (key: string) => void this.#items.delete(key)
}

/** Opens a page: nothing is in memory that was in an earlier one. `reload` is what other tabs would do. */
export async function freshPage() {
  vi.resetModules()
  Object.assign(globalThis, {
    document: Object.assign(new EventTarget(), { hidden: false }),
    location: { reload: vi.fn<() => void>() },
    window: Object.assign(new EventTarget(), { indexedDB }),
    isSecureContext: true,
  })
  if (!('localStorage' in globalThis) || !(localStorage instanceof MemoryStorage)) {
    for (const name of ['localStorage', 'sessionStorage']) {
      Object.defineProperty(globalThis, name, { value: new MemoryStorage(), configurable: true, writable: true })
    }
  }
  const pieces = [
    await import('../../client/sync/device-store/device-choice.ts'),
    await import('../../client/sync/device-store/device-database.ts'),
    await import('../../client/sync/device-store/device-lock.ts'),
    await import('../../client/sync/device-store/kept-answers.ts'),
    await import('../../client/sync/device-store/kept-draft.ts'),
    await import('../../client/sync/device-store/open-draft.ts'),
    await import('../../client/sync/device-store/own-device.ts'),
    await import('../../client/sync/device-store/part-store.ts'),
    await import('../../client/sync/device-store/pin.ts'),
    await import('../../client/sync/device-store/plan-copies.ts'),
    await import('../../client/sync/device-store/refused-words.ts'),
    await import('../../client/sync/device-store/storage-trouble.ts'),
    await import('../../client/sync/device-store/vault.ts'),
    await import('../../client/sync/device-store/wipe.ts'),
    await import('../../client/sync/part-copy.ts'),
    await import('../../client/sync/session-copies.ts'),
  ] as const
  return Object.assign({}, ...pieces) as All<(typeof pieces)[number]>
}

/** Everything that any of these has. */
type All<Piece> = (Piece extends unknown ? (piece: Piece) => void : never) extends (all: infer Whole) => void ? Whole : never

export type FreshPage = Awaited<ReturnType<typeof freshPage>>

/** The keys that the server gives for a plan; another letter stands for other rights. */
export const keysOf = (letter: string, partIds = ['plan', 'journal.team']): DeviceKeys => ({
  keys: partIds.map((partId) => ({ partId, key: Buffer.from(letter.repeat(32)).toString('base64') })),
  leaseDays: 14,
})

/** The server, as far as a page can ask it for keys. `null`: it cannot be reached. */
export function answerWith(keys: DeviceKeys | null): void {
  const answer = () => (keys === null ? Promise.reject(new TypeError('no network')) : Promise.resolve(Response.json(keys)))
  vi.stubGlobal('fetch', answer)
}

export const place = { planId: 'plan-1', memberId: 'member-1', partId: 'plan' }

/** A page on somebody's own device that has kept nothing yet but the keys of `place`. */
export async function ownDevicePage(): Promise<FreshPage> {
  const page = await freshPage()
  await page.deleteDevice()
  page.chooseDevice('own')
  page.allowDevice()
  answerWith(keysOf('a'))
  await page.keepKeys(place.planId, place.memberId, keysOf('a'))
  return page
}

/** A document with its copy, as a page has them. */
export async function openCopy(page: FreshPage, at = place) {
  const key = await page.keyFor(page.slotOf(at.memberId, at.partId))
  if (key === null) throw new Error('no key')
  const store = new page.PartStore(at, key)
  const doc = new Y.Doc()
  const loaded = await store.load(doc)
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (origin !== store) store.append(update, origin === 'server' ? 0 : 1)
  })
  const words = doc.getText('words')
  return { store, doc, loaded, words, type: (text: string) => words.insert(words.length, text) }
}
