import { afterEach, expect, test } from 'vitest'
import { openTestApp, type TestApp } from '../support/app.ts'
import { listen, openDevice, until } from '../support/device.ts'
import { lineOf } from '../support/part-room.ts'

let app: TestApp
afterEach(() => app.close())

const read = async (headers: Record<string, string> = {}) => app.app.inject({ method: 'GET', url: '/metrics', headers })
const valueOf = (text: string, series: string): number =>
  Number(text.split('\n').find((line) => line.startsWith(`${series} `))?.slice(series.length + 1))

test('every step of a key press is counted, and nothing names a person or holds a word', async () => {
  app = await openTestApp()
  const plan = await app.plan('Mika')
  const url = await listen(app)
  const device = openDevice({ url, planId: plan.planId, partId: 'plan', cookie: plan.lead.cookie })
  await until(() => device.provider.synced)
  lineOf(device.doc.getMap('about').get('loves')).insert(0, 'trains')
  await device.settled()

  const { body } = await read()
  expect(valueOf(body, 'samepage_frames_received_total{type="write"}')).toBeGreaterThan(0)
  expect(valueOf(body, 'samepage_commit_seconds_count')).toBeGreaterThan(0)
  expect(valueOf(body, 'samepage_commit_updates_sum')).toBeGreaterThan(0)
  expect(valueOf(body, 'samepage_acknowledge_seconds_count')).toBeGreaterThan(0)
  expect(valueOf(body, 'samepage_rooms')).toBe(1)
  expect(valueOf(body, 'samepage_channels')).toBe(1)
  expect(valueOf(body, 'samepage_sockets')).toBe(1)
  expect(valueOf(body, 'samepage_buffered_bytes')).toBe(0)
  expect(valueOf(body, 'samepage_part_bytes_max')).toBeGreaterThan(100)
  for (const secret of ['trains', 'Mika', 'Hana', plan.planId, plan.leadMemberId]) expect(body).not.toContain(secret)

  device.doc.getMap('about').set('notAField', 1)
  await until(() => device.refusals.length > 0)
  const after = (await read()).body
  expect(valueOf(after, 'samepage_updates_refused_total{reason="schema"}')).toBe(1)
  expect(valueOf(after, 'samepage_closed_total{code="bad-update"}')).toBe(1)
  device.close()
})

test('without a token only programs on this machine read them, and not through a proxy', async () => {
  app = await openTestApp()
  expect((await read()).statusCode).toBe(200)
  for (const header of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
    expect((await read({ [header]: '192.0.2.1' })).statusCode).toBe(404)
  }
  const away = await app.app.inject({ method: 'GET', url: '/metrics', remoteAddress: '192.0.2.1' })
  expect(away.statusCode).toBe(404)
})

test('with a token it is the token that counts', async () => {
  app = await openTestApp('sqlite', { settings: { metricsToken: 'a token of some length' } })
  expect((await read()).statusCode).toBe(404)
  expect((await read({ authorization: 'Bearer a token of some lengtH' })).statusCode).toBe(404)
  expect((await read({ authorization: 'Bearer a token of some length' })).statusCode).toBe(200)
})
