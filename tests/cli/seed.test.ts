import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openDemoLinks } from '../../server/cli/demo-links.ts'
import { parseSample } from '../../server/cli/seed.ts'
import { seedFamilies } from '../../server/cli/seed-families.ts'
import { codeOf, openTestApp } from '../support/app.ts'
import { stopTestPostgres, testableKinds } from '../support/database.ts'

afterAll(stopTestPostgres)

const sample = parseSample(readFileSync(join(import.meta.dirname, '../../server/cli/sample-families.json'), 'utf8'))

describe.each(await testableKinds())('the sample families on %s', (kind) => {
  test('everyone has their place, and signs in with their link as often as they like', async () => {
    const links = openDemoLinks()
    const server = await openTestApp(kind, { extraRoutes: links.addRoutes })
    const { accounts, plans } = await seedFamilies(server.deps, sample, null)
    for (const { id, careTeam } of sample.plans) {
      const planId = plans.find((plan) => plan.sampleId === id)?.planId ?? ''
      const members = await server.deps.database.db.selectFrom('member').select('id').where('plan_id', '=', planId).execute()
      expect(members).toHaveLength(careTeam.length)
    }
    const colin = accounts.find((account) => account.sampleId === 'u-colin')
    const link = new URL(links.linkFor(server.deps, colin?.accountId ?? '')).pathname
    for (let i = 0; i < 2; i += 1) {
      const opened = await server.app.inject(link)
      expect(opened).toMatchObject({ statusCode: 302, headers: { location: '/today' } })
      const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? ''
      const me = await server.app.inject({ url: '/api/me', headers: { cookie } })
      expect(me.json()).toMatchObject({ account: { name: 'Colin Hart' }, memberships: [{ role: 'limited', childName: 'Nell' }] })
    }
    expect(server.logLines.join('')).not.toContain(link.split('/').at(-1))
    await server.close()
  })

  test('a seed that fails leaves nothing behind', async () => {
    const server = await openTestApp(kind)
    const broken = structuredClone(sample)
    broken.plans.at(-1)?.careTeam.push({ userId: 'u-nobody', role: 'guardian-full', since: '2026-09-01' })
    await expect(seedFamilies(server.deps, broken, null)).rejects.toThrow('u-nobody')
    expect(await server.deps.setup.isOpen()).toBe(true)
    await server.close()
  })
})

test('without the demo there are no such links', async () => {
  const server = await openTestApp()
  expect(codeOf(await server.app.inject('/demo/anything'))).toBe('404 not-found')
  await server.close()
})
