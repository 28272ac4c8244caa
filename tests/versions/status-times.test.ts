import { afterAll, expect, test } from 'vitest'
import type { StatusTimes } from '#shared/progress/api.ts'
import type * as Y from 'yjs'
import { codeOf, openTestApp, type TestPerson } from '../support/app.ts'
import { stopTestPostgres } from '../support/database.ts'
import { addGoal, addStrategy, writeAs } from '../support/history.ts'

afterAll(stopTestPostgres)

test('[access 2] when a strategy began, paused and went on is told to the minute, to who may read history, and only of what they read', async () => {
  const server = await openTestApp('sqlite')
  const plan = await server.plan()
  let id = ''
  const edit = (act: (doc: Y.Doc) => void) => writeAs(server, plan.planId, 'plan', plan.leadMemberId, act)
  await edit((doc) => {
    id = addStrategy(doc, 'Wait')
    addGoal(doc, 'Asks')
  })
  for (const status of ['learning', 'paused', 'learning']) {
    server.travel(60_000)
    await edit((doc) => doc.getMap<Y.Map<unknown>>('strategies').get(id)?.set('status', status))
  }
  // Twice within a minute: only the last one began.
  await edit((doc) => doc.getMap<Y.Map<unknown>>('strategies').get(id)?.set('status', 'stopped'))
  const ask = (who: TestPerson) => server.ask(who, 'GET', `/api/plans/${plan.planId}/status-times`)
  const { items } = (await ask(plan.lead)).json<StatusTimes>()
  const times = items.find((item) => item.id === id)?.times ?? []
  expect(times.map(({ status }) => status).slice(0, 3)).toEqual(['idea', 'learning', 'paused'])
  expect(times.at(-1)?.status).toBe('stopped')
  expect(new Set(times.map(({ from }) => from)).size).toBe(times.length)
  expect(items.map(({ entity }) => entity)).toEqual(['goal', 'strategy'])
  expect((await ask(await server.member(plan.planId, 'limited'))).json<StatusTimes>().items).toHaveLength(2)
  for (const role of ['caregiver', 'teacher', 'child', 'viewer', 'admin'] as const) {
    expect(codeOf(await ask(await server.member(plan.planId, role))), role).toBe('403 not-allowed')
  }
  await server.close()
})
