import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { askAgainIn, isFromDevice, keptRequest } from '../../client/http/kept-request.ts'

const kept = new Map<string, unknown>()
vi.mock('../../client/sync/device-store/kept-answers.ts', () => ({
  keepAnswer: (path: string, answer: unknown) => Promise.resolve(void kept.set(path, answer)),
  keptAnswer: (path: string) => Promise.resolve(kept.get(path)),
}))
vi.mock('../../client/sync/device-store/vault.ts', () => ({ lockIfOwn: () => Promise.resolve() }))

beforeEach(() => {
  vi.useFakeTimers()
  kept.clear()
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** A server that takes its time. */
const answerAfter = (ms: number, answer: unknown) =>
  vi.stubGlobal('fetch', () => new Promise((resolve) => setTimeout(() => resolve(Response.json(answer)), ms)))

test('an answer that comes too late for the page is asked for again, until the page has one of the server', async () => {
  const path = '/api/plans/slow'
  kept.set(path, 'old')
  answerAfter(5000, 'new')
  // What is at hand comes at once, and what was asked for meanwhile is the next answer.
  expect(await keptRequest(path, { opensAtOnce: true })).toBe('old')
  expect(askAgainIn(path)()).toBe(1)
  const first = keptRequest(path)
  await vi.advanceTimersByTimeAsync(4000)
  expect(await first).toBe('old')
  expect(askAgainIn(path)()).toBe(10_000)
  await vi.advanceTimersByTimeAsync(2000)
  // It is here now, and the page still shows the old one.
  expect(kept.get(path)).toBe('new')
  expect(askAgainIn(path)()).toBe(10_000)

  const second = keptRequest(path)
  await vi.advanceTimersByTimeAsync(4000)
  expect(await second).toBe('new')
  expect(askAgainIn(path)()).toBe(10_000)
  await vi.advanceTimersByTimeAsync(2000)

  answerAfter(100, 'newest')
  const third = keptRequest(path)
  await vi.advanceTimersByTimeAsync(200)
  expect(await third).toBe('newest')
  expect(askAgainIn(path)()).toBe(false)
})

test('the app opens with what is kept, and asks the server once for it', async () => {
  const path = '/api/plans/opening'
  kept.set(path, 'old')
  let asked = 0
  vi.stubGlobal('fetch', () => {
    asked += 1
    return new Promise((resolve) => setTimeout(() => resolve(Response.json('new')), 100))
  })
  expect(await keptRequest(path, { opensAtOnce: true })).toBe('old')
  expect(isFromDevice(path)).toBe(true)
  const next = keptRequest(path)
  await vi.advanceTimersByTimeAsync(100)
  expect(await next).toBe('new')
  expect(isFromDevice(path)).toBe(false)
  expect(asked).toBe(1)
})

test('where nothing is kept the page waits for the server, however long', async () => {
  const path = '/api/plans/never-seen'
  answerAfter(30_000, 'here')
  const asked = keptRequest(path)
  await vi.advanceTimersByTimeAsync(30_000)
  expect(await asked).toBe('here')
  expect(askAgainIn(path)()).toBe(false)
})
