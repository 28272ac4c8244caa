/** What to try at home, as the start page reads it. */
import { expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { strategyFields } from '#shared/plan/plan-part.ts'
import { watchStrategies } from '../../client/today/strategies.ts'

const addStrategy = (list: Y.Map<unknown>, id: string) => list.set(id, newEntity(strategyFields, { status: 'learning', order: 'a0' }))

test('a plan that comes between the first reading and the listening is not missed', () => {
  const list = new Y.Doc().getMap<unknown>('strategies')
  const store = watchStrategies(list, 'mum')
  expect(store.read()).toEqual([])
  addStrategy(list, 'two-choices')
  const listener = vi.fn<() => void>()
  const stop = store.subscribe(listener)
  expect(store.read().map(({ id }) => id)).toEqual(['two-choices'])
  expect(store.read()).toBe(store.read())

  addStrategy(list, 'wait-and-look')
  expect(listener).toHaveBeenCalledOnce()
  expect(store.read()).toHaveLength(2)
  stop()
  addStrategy(list, 'a-picture')
  expect(listener).toHaveBeenCalledOnce()
})
