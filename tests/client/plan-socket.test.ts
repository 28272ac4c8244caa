/** The app's own socket: all parts of a plan as channels of one WebSocket, on a real server. */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { WebSocket as NodeSocket } from 'ws'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'
import { frameTypes, readSaved } from '#shared/protocol/frames.ts'
import { PlanSocket } from '../../client/sync/plan-socket.ts'
import { SaveTracker } from '../../client/sync/save-tracker.ts'
import { isStep2Frame, isWriteFrame } from '#shared/protocol/frames.ts'
import { openTestApp, testOrigin, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { listen, openDevice, until, type Device } from '../support/device.ts'
import { lineOf } from '../support/part-room.ts'

let app: TestApp
let plan: TestPlan
let url: string
let sockets: NodeSocket[]
const ends: (() => void)[] = []

beforeEach(async () => {
  app = await openTestApp()
  plan = await app.plan()
  url = await listen(app)
  sockets = []
})
afterEach(async () => {
  for (const end of ends.splice(0)) end()
  await app.close()
})

/** A WebSocket as a signed-in browser opens it. */
function browserOf({ cookie }: TestPerson): typeof WebSocket {
  const Socket = class extends NodeSocket {
    constructor(address: string) {
      super(address, { headers: { cookie, origin: testOrigin } })
      sockets.push(this)
    }
  }
  return Socket as unknown as typeof WebSocket
}

const planSocket = (person: TestPerson): PlanSocket => new PlanSocket(`${url}/sync/${plan.planId}`, browserOf(person))

function openPart(socket: PlanSocket, partId: string) {
  const doc = new Y.Doc()
  const tracker = new SaveTracker()
  const closes: { code: number; reason: string }[] = []
  doc.on('update', (_update: Uint8Array, origin: unknown) => {
    if (origin !== provider) tracker.changed()
  })
  const provider: WebsocketProvider = new WebsocketProvider(socket.url, partId, doc, {
    WebSocketPolyfill: socket.channelsOf(partId, {
      starting: () => tracker.connectionStarted(),
      sending: (bytes) => {
        if (isWriteFrame(bytes)) tracker.frameSent(isStep2Frame(bytes))
      },
    }),
    disableBc: true,
  })
  provider.messageHandlers[frameTypes.saved] = (_encoder, decoder) => tracker.saved(readSaved(decoder))
  provider.on('connection-close', (event) => {
    if (event !== null) closes.push({ code: event.code, reason: event.reason })
  })
  ends.push(() => provider.destroy())
  return { doc, provider, tracker, closes, isSaved: () => provider.synced && tracker.isSaved }
}

const loves = (doc: Y.Doc): Y.XmlText => lineOf(doc.getMap('about').get('loves'))

describe('one socket for a plan', () => {
  test('carries every part of it, and what one writes a stock client sees', async () => {
    const socket = planSocket(plan.lead)
    const [about, journal] = [openPart(socket, 'plan'), openPart(socket, 'journal.team')]
    const stock: Device = openDevice({ url, planId: plan.planId, partId: 'plan', cookie: plan.lead.cookie })
    ends.push(() => stock.close())
    await until(() => about.isSaved() && journal.isSaved() && stock.provider.synced)
    expect(sockets).toHaveLength(1)

    loves(about.doc).insert(0, 'trains')
    expect(about.tracker.isSaved).toBe(false)
    await until(() => about.isSaved() && loves(stock.doc).toString() === 'trains')
    loves(stock.doc).insert(0, 'red ')
    await until(() => loves(about.doc).toString() === 'red trains')
  })

  test('a channel that is not granted ends alone, with the reason', async () => {
    const parent = await app.member(plan.planId, 'guardian')
    const socket = planSocket(parent)
    const [about, notes] = [openPart(socket, 'plan'), openPart(socket, `notes.${plan.leadMemberId}`)]
    await until(() => about.isSaved() && notes.closes.length > 0)
    expect(notes.closes).toEqual([{ code: 4403, reason: 'not-allowed' }])
    loves(about.doc).insert(0, 'still here')
    await until(() => about.isSaved())
    expect(sockets).toHaveLength(1)
  })

  test('leaving and coming back in one go keeps the socket, and an old answer says nothing of the new channel', async () => {
    const socket = planSocket(plan.lead)
    const part = openPart(socket, 'plan')
    await until(() => part.isSaved())
    for (let i = 0; i < 20; i += 1) {
      loves(part.doc).insert(0, `${i} `)
      part.provider.disconnect()
      part.provider.connect()
      loves(part.doc).insert(0, `${i} `)
      expect(part.tracker.isSaved).toBe(false)
    }
    await until(() => part.isSaved())
    expect(sockets).toHaveLength(1)
    const reader = openPart(planSocket(plan.lead), 'plan')
    await until(() => reader.isSaved())
    expect(loves(reader.doc).toString()).toBe(loves(part.doc).toString())
  })

  test('the socket goes when the last channel has, and comes back with the next', async () => {
    const socket = planSocket(plan.lead)
    const part = openPart(socket, 'plan')
    await until(() => part.isSaved())
    part.provider.disconnect()
    await until(() => sockets[0]?.readyState === NodeSocket.CLOSED)
    part.provider.connect()
    await until(() => part.isSaved())
    expect(sockets).toHaveLength(2)
  })

  test('a socket that was lost ends every channel, and all come back on one new socket', async () => {
    const socket = planSocket(plan.lead)
    const parts = [openPart(socket, 'plan'), openPart(socket, 'journal.team'), openPart(socket, 'journal.guardians')]
    await until(() => parts.every((part) => part.isSaved()))
    sockets[0]?.terminate()
    await until(() => parts.every(({ provider }) => !provider.synced))
    loves((parts[0] as (typeof parts)[number]).doc).insert(0, 'kept')
    await until(() => parts.every((part) => part.isSaved()))
    expect(sockets).toHaveLength(2)
  })

  test('a socket that has been silent for too long is taken for dead by whoever opens a channel', async () => {
    const socket = planSocket(plan.lead)
    const first = openPart(socket, 'plan')
    await until(() => first.isSaved())
    const clock = vi.spyOn(Date, 'now').mockReturnValue(Date.now() + 31_000)
    openPart(socket, 'journal.team')
    clock.mockRestore()
    await until(() => sockets.length === 2 && first.isSaved())
    expect(first.closes).toEqual([{ code: 1006, reason: '' }])
  })

  test('signing out ends the socket and every channel with the reason', async () => {
    const socket = planSocket(plan.lead)
    const parts = [openPart(socket, 'plan'), openPart(socket, 'journal.team')]
    await until(() => parts.every((part) => part.isSaved()))
    await app.ask(plan.lead, 'POST', '/api/auth/sign-out', {})
    await until(() => parts.every(({ closes }) => closes.length > 0))
    for (const { closes } of parts) expect(closes).toEqual([{ code: 4401, reason: 'signed-out' }])
  })

  test('[A7] removal ends every channel; a plan that is not yours is refused before the upgrade', async () => {
    const parent = await app.member(plan.planId, 'guardian')
    const socket = planSocket(parent)
    const parts = [openPart(socket, 'plan'), openPart(socket, 'journal.team')]
    await until(() => parts.every((part) => part.isSaved()))
    await app.ask(plan.lead, 'DELETE', `/api/plans/${plan.planId}/members/${parent.memberId}`)
    await until(() => parts.every(({ closes }) => closes.length > 0))
    for (const { closes } of parts) expect(closes).toEqual([{ code: 4403, reason: 'not-allowed' }])
    const answer = new NodeSocket(`${url}/sync/${plan.planId}`, { headers: { cookie: parent.cookie, origin: testOrigin } })
    const status = await new Promise((resolve) => {
      answer.on('unexpected-response', (_request, response) => resolve(response.statusCode))
      answer.on('error', () => undefined)
    })
    expect(status).toBe(404)
  })
})
