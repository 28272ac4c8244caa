import { expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/app.ts'

/** Tries invitation codes, each time from another address, until the server has had enough. Returns how often it had not. */
async function triesOf(server: TestApp, from: (i: number) => string): Promise<number> {
  for (let i = 0; i < 40; i += 1) {
    const answer = await server.app.inject({ url: '/api/invites/0000-00000-0000', headers: { 'x-forwarded-for': from(i) } })
    if (answer.statusCode === 429) return i
  }
  return 40
}

test('behind a proxy that is trusted each visitor has limits of their own', async () => {
  const server = await openTestApp('sqlite', { settings: { trustedProxies: ['127.0.0.1'] } })
  expect(await triesOf(server, (i) => `192.0.2.${i}`)).toBe(40)
  expect(await triesOf(server, () => '198.51.100.1')).toBe(30)
  expect(await triesOf(server, (i) => `2001:db8:1:2::${i}`)).toBe(30)
  await server.close()
})

test.each([[[]], [['10.0.0.1']]])('whoever is no trusted proxy cannot say where they come from: %j', async (trustedProxies) => {
  const server = await openTestApp('sqlite', { settings: { trustedProxies } })
  expect(await triesOf(server, (i) => `192.0.2.${i}`)).toBe(30)
  await server.close()
})
