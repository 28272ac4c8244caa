import { afterEach, beforeEach, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { limitKey } from '../../server/http/address.ts'
import { codeOf, openTestApp, strangeId, testOrigin, type TestApp } from '../support/app.ts'
import { listen } from '../support/device.ts'

let server: TestApp
beforeEach(async () => {
  server = await openTestApp()
})
afterEach(() => server.close())

/** What a client that asks for a socket is told: 101, or the status and code of the refusal. */
async function upgrade(path: string): Promise<string> {
  const socket = new WebSocket(`${await listen(server)}${path}`, { headers: { origin: testOrigin } })
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve('101'))
    socket.on('error', reject)
    socket.on('unexpected-response', (_request, response) => {
      let body = ''
      response.on('data', (chunk: Buffer) => (body += chunk.toString()))
      response.on('end', () => resolve(`${response.statusCode} ${(JSON.parse(body) as { code: string }).code}`))
    })
  })
}

test('an upgrade is accepted on the addresses of sockets only, and no address reaches the log', async () => {
  const code = 'ABCD-EFGHJ-KMNP'
  for (const path of [`/api/invites/${code}`, `/api/invites/${code}?code=${code}`, '/healthz', '/api/setup', `/join/${code}`, `/nowhere/${code}`]) {
    expect(await upgrade(path), path).toBe('404 not-found')
  }
  expect(await upgrade(`/sync/${strangeId()}/plan`)).toBe('401 signed-out')
  expect(await upgrade(`/sync/${strangeId()}`)).toBe('401 signed-out')
  expect(await upgrade(`/sync/${strangeId()}/plan/more`)).toBe('404 not-found')
  expect(server.logLines.length).toBeGreaterThan(8)
  expect(server.logLines.join('\n')).not.toContain('ABCD')
})

test('a plain request for a socket\'s address is told what it is for', async () => {
  const plan = await server.plan()
  expect(codeOf(await server.ask(plan.lead, 'GET', `/sync/${plan.planId}/plan`))).toBe('426 upgrade-required')
})

test('a connection that is gone before its upgrade is handled is no fault of the server', async () => {
  // Such a request has no address any more, just as this one, which never came through a socket.
  const plan = await server.plan()
  await server.app.ready()
  const socket = await server.app.injectWS(`/sync/${plan.planId}/plan`, { headers: { origin: testOrigin, cookie: plan.lead.cookie } })
  socket.terminate()
  expect(server.logLines.join('\n')).not.toContain('request failed')
})

test('the limits count an IPv6 network as one, and an IPv4 address as itself however it is written', () => {
  expect(limitKey({ ip: '2001:db8:1:2:aaaa::1' })).toBe(limitKey({ ip: '2001:0DB8:1:2::ffff' }))
  expect(limitKey({ ip: '2001:db8:1:3::1' })).not.toBe(limitKey({ ip: '2001:db8:1:2::1' }))
  expect(limitKey({ ip: '::1' })).toBe('0:0:0:0')
  expect(limitKey({ ip: '2001:db8::' })).toBe('2001:db8:0:0')
  expect(limitKey({ ip: '::ffff:192.0.2.7' })).toBe('192.0.2.7')
  expect(limitKey({ ip: '192.0.2.7' })).not.toBe(limitKey({ ip: '192.0.2.8' }))
  expect(limitKey({ ip: undefined })).toBe('gone')
})
