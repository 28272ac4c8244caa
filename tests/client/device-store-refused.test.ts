/** [A5] What becomes of words on a device when the server ends a connection for good, without a browser and a server. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { ErrorCode } from '#shared/errors.ts'
import type { PartConnection } from '../../client/sync/part-connection.ts'
import { freshPage, type FreshPage, ownDevicePage, place } from '../devices/fresh-page.ts'

let page: FreshPage

beforeEach(async () => {
  page = await ownDevicePage()
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

/** The plan as a page has it open: what a connection counts and hears is said by the test. */
async function openPlan() {
  const doc = new Y.Doc()
  const listeners = new Set<() => void>()
  const tell = () => listeners.forEach((listener) => listener())
  const copy = new page.PartCopy(doc, tell)
  const copies = new page.PlanCopies(place.planId, place.memberId)
  const state = { waiting: 0, obstacle: null as PartConnection['obstacle'], retries: 0 }
  const connection = {
    partId: 'plan', canWrite: true, doc, copy, isConnected: false, hasSynced: false,
    get waiting() {
      return state.waiting
    },
    get obstacle() {
      return state.obstacle
    },
    subscribe: (listener: () => void) => listeners.add(listener),
    retry: () => {
      state.retries += 1
      state.obstacle = null
    },
    keep: (opening: Parameters<typeof copy.keep>[0]) => copy.keep(opening, () => state.waiting),
  }
  const store = await copies.open('plan')
  await copy.keep(Promise.resolve(store), () => 0)
  doc.on('update', (update: Uint8Array, origin: unknown) => {
    if (copy.isSourceOf(origin)) return
    copy.append(update, true)
    state.waiting += 1
    tell()
  })
  const session = new page.SessionCopies(copies, [connection as unknown as PartConnection])
  return {
    session, state, store,
    type: (words: string) => doc.getText('words').insert(doc.getText('words').length, words),
    end: (code: ErrorCode) => {
      state.obstacle = { code, isFinal: true }
      tell()
    },
  }
}

const rowsLeft = async () => (await (await page.openDevice()).getAll('copies')).length
const offered = async () => {
  const other = await freshPage()
  await other.loadPlan(place.planId)
  return other.refusedOf(place.planId).map(({ partId, words }) => `${partId}: ${words}`)
}

test('[A5] a refused change: the copy goes, so that the next start refuses nothing anew, and every letter is offered', async () => {
  const { store, type, end } = await openPlan()
  type('Too')
  await store?.settled()
  expect(await rowsLeft()).toBe(1)
  end('bad-update')
  // The field is on the page for a moment longer.
  type(' much')
  await vi.waitFor(async () => expect(await rowsLeft()).toBe(0))
  await vi.waitFor(async () => expect(await offered()).toEqual(['plan: Too much']))
})

test('[A5] rights that changed are asked for once more before words are put aside', async () => {
  const { state, type, end } = await openPlan()
  vi.useFakeTimers({ toFake: ['setTimeout'] })
  type('Perhaps still right.')
  end('not-allowed')
  end('not-allowed')
  expect(state.retries).toBe(0)
  vi.advanceTimersByTime(3000)
  vi.useRealTimers()
  expect(state.retries).toBe(1)
  expect(page.refusedOf(place.planId)).toEqual([])
  end('not-allowed')
  await vi.waitFor(async () => expect(await offered()).toEqual(['plan: Perhaps still right.']))
})

test('a copy that another tab removed begins anew by itself, but not once the server has ended its part', async () => {
  const { session, store, type, end } = await openPlan()
  const remove = async () => (await page.openDevice()).clear('copies')
  type('One.')
  await store?.settled()
  await remove()
  type(' Two.')
  await vi.waitFor(async () => expect(await rowsLeft()).toBe(1))
  expect(await page.waitingInCopies()).toBe(2)
  end('signed-out')
  await remove()
  type(' Three.')
  await new Promise((resolve) => setTimeout(resolve, 200))
  expect(await rowsLeft()).toBe(0)
  session.stop()
})

test('[A5] words wait for who has to sign in again', async () => {
  const { store, type, end } = await openPlan()
  type('Mine.')
  await store?.settled()
  end('signed-out')
  await vi.waitFor(async () => expect((await (await page.openDevice()).getAll('keys')).length).toBe(0))
  expect(await rowsLeft()).toBe(1)
  expect(page.refusedOf(place.planId)).toEqual([])
})

test('[A5] a plan that is opened with other rights takes over what may still be sent, and offers the rest', async () => {
  const before = await openPlan()
  before.type('From before.')
  await before.store?.settled()
  await page.setOpenPlanAside(place.planId, ['plan'])
  expect(page.refusedOf(place.planId)).toEqual([])
  await page.setOpenPlanAside(place.planId, ['journal.team'])
  expect(page.refusedOf(place.planId)).toMatchObject([{ partId: 'plan', words: 'From before.' }])
  expect(await rowsLeft()).toBe(0)
})

test('[access 4] where something was erased for good, the copy goes at once, and only what was never sent is offered', async () => {
  const { store, state, type, end } = await openPlan()
  type('Everything that was sent. ')
  state.waiting = 0
  await store?.settled()
  end('part-renewed')
  await vi.waitFor(async () => expect(await rowsLeft()).toBe(0))
  expect(await offered()).toEqual([])
  const later = await openPlan()
  later.type('Never sent.')
  await later.store?.settled()
  later.end('part-renewed')
  await vi.waitFor(async () => expect(await rowsLeft()).toBe(0))
  await vi.waitFor(async () => expect(await offered()).toEqual(['plan: Never sent.']))
})
