import { afterAll, afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { DeviceKeys, PlanAccess } from '#shared/plan/api.ts'
import { codeOf, openTestApp, type TestApp, type TestPerson } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

describe.each(await testableKinds())('keys for copies on devices, on %s', (kind) => {
  let server: TestApp
  beforeEach(async () => {
    server = await openTestApp(kind)
  })
  afterEach(() => server.close())

  const keysOf = async (who: TestPerson, planId: string): Promise<Map<string, string>> => {
    const { keys } = (await server.ask(who, 'GET', `/api/plans/${planId}/device-keys`)).json<DeviceKeys>()
    return new Map(keys.map(({ partId, key }) => [partId, key]))
  }

  test('a member gets a key for exactly the parts that their device may open, and the same one each time', async () => {
    const { planId } = await server.plan()
    for (const role of ['guardian', 'caregiver', 'limited', 'viewer'] as const) {
      const person = await server.member(planId, role)
      const { parts } = (await server.ask(person, 'GET', `/api/plans/${planId}`)).json<PlanAccess>()
      const keys = await keysOf(person, planId)
      expect([...keys.keys()]).toEqual(parts.map((part) => part.id))
      expect([...keys.values()].every((key) => Buffer.from(key, 'base64').length === 32)).toBe(true)
      expect(await keysOf(person, planId)).toEqual(keys)
    }
  })

  test('no two members and no two parts share a key', async () => {
    const { planId, lead } = await server.plan()
    const parent = await server.member(planId, 'guardian')
    const all = [...(await keysOf(lead, planId)).values(), ...(await keysOf(parent, planId)).values()]
    expect(new Set(all).size).toBe(all.length)
  })

  test('a change of rights changes every key, and who left gets none', async () => {
    const { planId, lead } = await server.plan()
    const person = await server.member(planId, 'caregiver')
    const before = await keysOf(person, planId)
    const path = `/api/plans/${planId}/members/${person.memberId}`
    expect((await server.ask(lead, 'PATCH', path, { role: 'therapist' })).statusCode).toBeLessThan(300)
    const after = await keysOf(person, planId)
    for (const [partId, key] of after) expect(key).not.toBe(before.get(partId))
    expect((await server.ask(lead, 'DELETE', path)).statusCode).toBeLessThan(300)
    expect(codeOf(await server.ask(person, 'GET', `/api/plans/${planId}/device-keys`))).toBe('404 not-found')
  })

  test('strangers and people who are signed out get none, and no cache keeps the answer', async () => {
    const { planId, lead } = await server.plan()
    const path = `/api/plans/${planId}/device-keys`
    expect(codeOf(await server.ask(await server.person('Otto'), 'GET', path))).toBe('404 not-found')
    expect(codeOf(await server.ask(null, 'GET', path))).toBe('401 signed-out')
    const answer = await server.ask(lead, 'GET', path)
    expect(answer.headers['cache-control']).toBe('no-store')
    expect(answer.json<DeviceKeys>().leaseDays).toBe(14)
  })
})
