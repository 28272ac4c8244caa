/** The same as `kill.test.ts` with the whole server, signing in included; a few times only, because it starts slowly. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import type * as Y from 'yjs'
import { openDevice, until, type Device } from '../support/device.ts'
import { lineOf } from '../support/part-room.ts'
import { planOf, startServerProcess, type ServerProcess } from '../support/server-process.ts'

const kills = 3

let server: ServerProcess
let cookies: string[]
let planId: string

beforeAll(async () => {
  server = await startServerProcess()
  planId = planOf(server, 'plan-mateo')
  cookies = await Promise.all(['hana', 'lucia', 'daniel'].map((name) => server.signIn(name)))
})
afterAll(() => server.remove())

const openAll = (): Device[] =>
  cookies.map((cookie) => openDevice({ url: server.socketUrl, planId, partId: 'plan', cookie, origin: server.url }))

/** The one line that everybody writes into. A text holds 2,000 characters, so it is emptied between kills. */
const line = ({ doc }: Device): Y.XmlText => lineOf(doc.getMap('about').get('strengths'))
/** Tokens of one person between two kills. */
const tokensEach = 60
const write = (device: Device, token: string): void => line(device).insert(line(device).length, token)

/** The line as a device finds it that knows nothing yet. */
async function readBack(): Promise<string> {
  const [reader, ...others] = openAll()
  await (reader as Device).settled()
  const words = line(reader as Device).toString()
  for (const device of [reader as Device, ...others]) device.close()
  return words
}

test(`[S1] [S4] kill -9 in the middle of typing, ${kills} times: nothing that was acknowledged is missing`, async () => {
  let acknowledgedInAll = 0
  for (let kill = 0; kill < kills; kill += 1) {
    const devices = openAll()
    await Promise.all(devices.map((device) => device.settled()))
    const first = devices[0] as Device
    line(first).delete(0, line(first).length)
    await until(() => devices.every((device) => line(device).length === 0))
    await first.settled()

    // Each token travels in one write frame of its own, so the count of saved frames says which tokens are safe.
    const sent = devices.map((): { token: string; frame: number }[] => [])
    const typing = { isOn: true }
    const typists = devices.map(async (device, who) => {
      const before = device.sentFrames
      for (let i = 1; typing.isOn && i <= tokensEach; i += 1) {
        const token = `<${kill}.${who}.${i}>`
        write(device, token)
        sent[who]?.push({ token, frame: before + i })
        await until(() => device.savedFrames >= before + i - 5 || !typing.isOn)
      }
    })
    await until(() => devices.every((device) => device.savedFrames > 10 + ((kill * 7) % 40)))
    await server.end('SIGKILL')
    typing.isOn = false
    await Promise.all(typists)
    const acknowledged = devices.flatMap((device, who) =>
      (sent[who] ?? []).filter(({ frame }) => frame <= device.savedFrames).map(({ token }) => token),
    )
    acknowledgedInAll += acknowledged.length
    for (const device of devices) device.close()

    await server.start()
    const present = await readBack()
    expect(acknowledged.filter((token) => !present.includes(token))).toEqual([])
  }
  expect(acknowledgedInAll).toBeGreaterThan(kills * 20)
}, 30_000 + kills * 15_000)

test('[S7] SIGTERM puts everything on disk, tells devices to come back, and ends within three seconds', async () => {
  const device = openAll()[0] as Device
  await device.settled()
  write(device, '<last words>')
  const tookMs = await server.end('SIGTERM')
  expect(tookMs).toBeLessThan(3000)
  await until(() => device.closes.length > 0)
  expect(device.closes[0]).toMatchObject({ code: 4503, reason: 'restarting' })
  device.close()
  await server.start()
  expect(await readBack()).toContain('<last words>')
})
