/** "Seen by" is about the words that stand there. */
import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import type { SeenList } from '#shared/version/api.ts'
import { followSeen } from '../../client/http/follow-seen.ts'
import { seenKey } from '../../client/http/since.ts'
import { addGoal, goalText, lineIn } from '../support/history.ts'

const planId = 'the-plan'
const key = seenKey(planId)
let queries: QueryClient
let doc: Y.Doc
let connection: { partId: string; doc: Y.Doc; hasSynced: boolean; waiting: number }
let goals: [string, string]
let asked: number
let stop: () => void

beforeEach(async () => {
  vi.useFakeTimers()
  doc = new Y.Doc()
  goals = [addGoal(doc, 'Brush teeth'), addGoal(doc, 'Sleep')]
  connection = { partId: 'plan', doc, hasSynced: true, waiting: 0 }
  queries = new QueryClient()
  asked = 0
  const item = (id: string) => ({ entity: 'goal' as const, id, changedAt: '', isNew: false, seenBy: ['maeve'], waitsFor: [] })
  const queryFn = (): SeenList => {
    asked += 1
    return { upTo: '', looks: [], items: goals.map(item) }
  }
  await queries.fetchQuery({ queryKey: key, queryFn })
  // As if it stood on the page: what nobody shows is not asked for anew.
  new QueryObserver(queries, { queryKey: key, queryFn, staleTime: Infinity }).subscribe(() => undefined)
  stop = followSeen(queries, planId, [connection])
})
afterEach(() => {
  queries.clear()
  vi.useRealTimers()
})

const seen = () => queries.getQueryData<SeenList>(key)?.items.map(({ seenBy }) => seenBy.length)
const type = () => lineIn(goalText(doc, goals[0])).insert(0, 'x')
/** The same by somebody else. */
const hear = () => {
  const other = new Y.Doc()
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc))
  lineIn(goalText(other, goals[0])).insert(0, 'y')
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other, Y.encodeStateVector(doc)))
}

test('nobody has seen the words that were typed just now, by me or by others; the other goal stays seen', () => {
  type()
  expect(seen()).toEqual([0, 1])
})

test('the server is asked anew once it is quiet, once for all that changed', async () => {
  for (let i = 0; i < 5; i += 1) {
    hear()
    expect(seen()).toEqual([0, 1])
    await vi.advanceTimersByTimeAsync(2000)
  }
  expect(asked).toBe(1)
  await vi.advanceTimersByTimeAsync(1000)
  expect(asked).toBe(2)
  expect(seen()).toEqual([1, 1])
})

test('what is not on the server yet is not asked about', async () => {
  connection.waiting = 1
  type()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([asked, seen()]).toEqual([1, [0, 1]])
  connection.waiting = 0
  await vi.advanceTimersByTimeAsync(3000)
  expect(asked).toBe(2)
})

test('the plan as it comes first is no change', async () => {
  connection.hasSynced = false
  hear()
  await vi.advanceTimersByTimeAsync(60_000)
  expect([asked, seen()]).toEqual([1, [1, 1]])
})

test('who comes back to the plan later asks anew', () => {
  stop()
  type()
  expect(queries.getQueryState(key)?.isInvalidated).toBe(true)
})
