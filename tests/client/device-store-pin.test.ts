/** A PIN on the keys of a device: what lies on the disk is of no use without it. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { answerWith, freshPage, type FreshPage, keysOf, openCopy, ownDevicePage, place } from '../devices/fresh-page.ts'

const pin = 'our blue boat'
const secret = 'Mika is afraid of the dark'
let page: FreshPage

beforeEach(async () => {
  page = await ownDevicePage()
  const copy = await openCopy(page)
  copy.type(secret)
  await copy.store.settled()
  await page.keepAnswer('/api/me', { name: 'Maeve' })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

const slot = 'member-1/plan'
const isOpen = (tried: Awaited<ReturnType<FreshPage['unlockWithPin']>>) => tried !== 'missing' && 'vault' in tried

/** What a thief with the files has: every row of the database. */
const stolen = async () => {
  const database = await page.openDevice()
  return { keys: await database.getAll('keys'), lock: await database.get('lock', 'lock') }
}

test('with a PIN no key lies on the disk that works, and the next page opens nothing before it has the PIN', async () => {
  await page.setPin(pin)
  const { keys, lock } = await stolen()
  expect(keys.length).toBe(3)
  expect(keys.some(({ key }) => key instanceof CryptoKey)).toBe(false)
  expect(JSON.stringify(lock)).not.toContain('blue')
  expect(lock).toMatchObject({ iterations: 600_000, isNumber: false })
  // This page goes on.
  expect((await openCopy(page)).words.toJSON()).toBe(secret)

  page = await freshPage()
  expect(await page.isShut()).toBe(true)
  await expect(page.keyFor(slot)).rejects.toThrow(page.DeviceShut)
  await expect(page.keptAnswer('/api/me')).rejects.toThrow(page.DeviceShut)
  await expect(page.keepKeys(place.planId, place.memberId, keysOf('a'))).rejects.toThrow(page.DeviceShut)
  expect(await page.unlockWithPin('our blue coat')).toEqual({ waitMs: 0 })
  expect(await page.isShut()).toBe(true)
  expect(isOpen(await page.unlockWithPin(` ${pin}  `))).toBe(true)
  expect((await openCopy(page)).words.toJSON()).toBe(secret)
  expect((await openCopy(page)).loaded.waiting).toBe(1)
  expect(await page.keptAnswer('/api/me')).toEqual({ name: 'Maeve' })
})

test('what an unlocked page keeps is locked as well, and a key that is opened cannot be read out', async () => {
  await page.setPin(pin)
  await page.keepKeys(place.planId, place.memberId, keysOf('b'), Date.now() + 1)
  await page.keepAnswer('/api/plans', { plans: [] })
  expect((await stolen()).keys.some(({ key }) => key instanceof CryptoKey)).toBe(false)
  const opened = await page.keyFor(slot)
  expect(opened?.key.extractable).toBe(false)
})

test('without a network a PIN is not set, and nothing has changed', async () => {
  answerWith(null)
  await expect(page.setPin(pin)).rejects.toThrow('unreachable')
  expect((await stolen()).lock).toBeUndefined()
  page = await freshPage()
  expect((await openCopy(page)).words.toJSON()).toBe(secret)
})

test('setting a PIN after rights changed loses no unsent word', async () => {
  answerWith(keysOf('b'))
  await page.setPin(pin)
  page = await freshPage()
  await page.unlockWithPin(pin)
  expect((await openCopy(page)).words.toJSON()).toBe(secret)
})

test('setting a PIN after a part was taken away puts its words aside', async () => {
  answerWith(keysOf('b', ['journal.team']))
  await page.setPin(pin)
  page = await freshPage()
  await page.unlockWithPin(pin)
  await page.loadPlan(place.planId)
  expect(page.refusedOf(place.planId)).toMatchObject([{ partId: 'plan', words: secret }])
})

describe('changing and removing it', () => {
  test('takes the old PIN', async () => {
    await page.setPin(pin)
    expect(await page.changePin('not this', '493817')).toEqual({ waitMs: 0 })
    expect(isOpen(await page.changePin(pin, '493817'))).toBe(true)
    page = await freshPage()
    expect((await stolen()).lock).toMatchObject({ isNumber: true, wrongTries: 0 })
    expect(isOpen(await page.unlockWithPin(pin))).toBe(false)
    expect(isOpen(await page.unlockWithPin('493817'))).toBe(true)
    expect(await page.removePin(pin)).toEqual({ waitMs: 0 })
    expect(isOpen(await page.removePin('493817'))).toBe(true)
    page = await freshPage()
    expect(await page.isShut()).toBe(false)
    expect((await openCopy(page)).words.toJSON()).toBe(secret)
    expect((await stolen()).keys.every(({ key }) => key instanceof CryptoKey && !key.extractable)).toBe(true)
  })

  test('the PIN stays when the sign-in ends elsewhere, and goes with the copy at sign-out', async () => {
    await page.setPin(pin)
    await page.lockDevice()
    page = await freshPage()
    expect(await page.isShut()).toBe(true)
    await page.unlockWithPin(pin)
    await page.keepKeys(place.planId, place.memberId, keysOf('a'))
    expect((await openCopy(page)).words.toJSON()).toBe(secret)
    await page.wipeDevice('signed-out')
    page.chooseDevice('own')
    page.allowDevice()
    expect(await page.isShut()).toBe(false)
  })
})

describe('wrong PINs', () => {
  test('five are free, then the pause doubles up to a quarter of an hour; closing the page saves nobody the pause', async () => {
    await page.setPin(pin)
    vi.useFakeTimers({ toFake: ['Date'] })
    const pauses: number[] = []
    const triedTooSoon: unknown[] = []
    for (let i = 0; i < 12; i += 1) {
      page = await freshPage()
      const tried = await page.unlockWithPin(`wrong ${i}`)
      if (tried === 'missing' || 'vault' in tried) throw new Error('opened')
      pauses.push(tried.waitMs / 1000)
      if (tried.waitMs > 1000) {
        vi.setSystemTime(Date.now() + tried.waitMs - 1000)
        triedTooSoon.push(await page.unlockWithPin(pin))
      }
      vi.setSystemTime(Date.now() + 1000)
    }
    expect(pauses).toEqual([0, 0, 0, 0, 30, 60, 120, 240, 480, 900, 900, 900])
    // Not even the right one is tried before.
    expect(triedTooSoon).toEqual(Array.from({ length: 8 }, () => ({ waitMs: 1000 })))
    // A clock that is turned back makes nobody wait for years.
    vi.setSystemTime(Date.now() - 400 * 86_400_000)
    expect(await page.unlockWithPin(pin)).toEqual({ waitMs: 900_000 })
    vi.setSystemTime(Date.now() + 900_000)
    expect(isOpen(await page.unlockWithPin(pin))).toBe(true)
    expect((await stolen()).lock).toMatchObject({ wrongTries: 0, nextTryAt: 0 })
  }, 60_000)
})
