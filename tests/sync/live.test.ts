/**
 * Live editing as devices meet it: stock y-websocket clients on a real server with a real database. Long, because all of
 * it is one story on one stage: the same server, people, disk that can be held back, and devices.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { once } from 'node:events'
import * as decoding from 'lib0/decoding'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { frameTypes, readRefused, readSaved, syncStep1Frame, syncStep2Frame, updateFrame } from '#shared/protocol/frames.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields } from '#shared/plan/plan-part.ts'
import { fillText, plainText } from '#shared/plan/text.ts'
import { compactPart, replay } from '../../server/sync/compaction.ts'
import { sqliteLogStore } from '../../server/sync/sqlite-log.ts'
import { openUpdateLog, UpdateLog } from '../../server/sync/update-log.ts'
import type { SqliteDatabase } from '../../server/db/database.ts'
import { openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { listen, openDevice, until, type Device } from '../support/device.ts'
import { lineOf } from '../support/part-room.ts'
import { troubledLog, type TroubledLog } from '../support/failing-log.ts'

let app: TestApp
let plan: TestPlan
let parent: TestPerson & { memberId: string }
let url: string
let disk: TroubledLog
const devices: Device[] = []

beforeEach(async () => {
  app = await openTestApp('sqlite', {
    openLog: (database) => {
      disk = troubledLog(sqliteLogStore(database as SqliteDatabase))
      return new UpdateLog(disk)
    },
  })
  plan = await app.plan()
  parent = await app.member(plan.planId, 'guardian', 'Maeve Orr')
  url = await listen(app)
})
afterEach(async () => {
  disk.fault = null
  disk.release()
  for (const device of devices.splice(0)) device.close()
  await app.close()
})

const open = (person: TestPerson, partId = 'plan', more: { doc?: Y.Doc; origin?: string } = {}): Device => {
  const device = openDevice({ url, planId: plan.planId, partId, cookie: person.cookie, ...more })
  devices.push(device)
  return device
}

/** What the database holds, read as another program would. */
async function onDisk(partId = 'plan'): Promise<Y.Doc> {
  const log = openUpdateLog(app.deps.database)
  const doc = replay(await log.load(await log.partKey(plan.planId, partId)), true)
  await log.close()
  return doc
}

const goals = (doc: Y.Doc): Y.Map<unknown> => doc.getMap('goals')
const titleOf = (doc: Y.Doc, id: string): Y.XmlFragment => (goals(doc).get(id) as Y.Map<unknown>).get('title') as Y.XmlFragment

function addGoal(doc: Y.Doc, id: string, words: string): void {
  doc.transact(() => {
    const goal = newEntity(goalFields, { status: 'active', order: 'a0' })
    goals(doc).set(id, goal)
    fillText(goal.get('title') as Y.XmlFragment, words)
  })
}

/** A line that everybody writes into. */
const loves = (doc: Y.Doc): Y.XmlText => lineOf(doc.getMap('about').get('loves'))

const goalId = '7d3a1c52-9f0e-4b7a-8a52-3c1d2e4f5a6b'

describe('two people, two devices, one plan', () => {
  test('what one writes, the other sees and the database holds', async () => {
    const [laptop, phone] = [open(plan.lead), open(parent)]
    await Promise.all([laptop.settled(), phone.settled()])
    addGoal(laptop.doc, goalId, 'Asks for help with two words')
    await until(() => goals(phone.doc).has(goalId))
    const title = (titleOf(phone.doc, goalId).get(0) as Y.XmlElement).get(0) as Y.XmlText
    title.insert(title.length, ', at snack')
    await phone.settled()
    await laptop.settled()
    await until(() => plainText(titleOf(laptop.doc, goalId)) === 'Asks for help with two words, at snack')
    expect(plainText(titleOf(await onDisk(), goalId))).toBe('Asks for help with two words, at snack')
  })

  test('twenty devices open a new plan at the same moment: its first content is there once', async () => {
    const twenty = Array.from({ length: 20 }, (_, i) => open(i % 2 === 0 ? plan.lead : parent))
    await Promise.all(twenty.map((device) => device.settled()))
    const texts = twenty.map(({ doc }) => doc.getMap('about').get('loves') as Y.XmlFragment)
    expect(new Set(texts.map((fragment) => fragment.length))).toEqual(new Set([1]))
    const states = twenty.map(({ doc }) => Buffer.from(Y.encodeStateAsUpdate(doc)).toString('base64'))
    expect(new Set(states).size).toBe(1)
    const rows = await app.deps.database.db.selectFrom('update_log').select(['seq']).execute()
    expect(rows.every((row) => row.seq === 1)).toBe(true)
  })

  test('a goal from another program, with title, status and order only, gets its texts from the server, once', async () => {
    const [laptop, phone] = [open(plan.lead), open(parent)]
    await Promise.all([laptop.settled(), phone.settled()])
    laptop.doc.transact(() => {
      const title = new Y.XmlFragment()
      goals(laptop.doc).set(goalId, new Y.Map<unknown>([['title', title], ['status', 'proposed'], ['order', 'a0']]))
    })
    const whyOn = ({ doc }: Device) => (goals(doc).get(goalId) as Y.Map<unknown> | undefined)?.get('why')
    await until(() => whyOn(laptop) instanceof Y.XmlFragment && whyOn(phone) instanceof Y.XmlFragment)
    expect(Y.encodeStateVector(laptop.doc)).toEqual(Y.encodeStateVector(phone.doc))
  })

  test('words written without a network arrive when it is back, and nothing is asked', async () => {
    const [laptop, phone] = [open(plan.lead), open(parent)]
    await Promise.all([laptop.settled(), phone.settled()])
    addGoal(laptop.doc, goalId, 'Sleeps')
    await until(() => goals(phone.doc).has(goalId))
    phone.provider.disconnect()
    const word = (device: Device) => (titleOf(device.doc, goalId).get(0) as Y.XmlElement).get(0) as Y.XmlText
    for (const letter of ' in his own bed') word(phone).insert(word(phone).length, letter)
    word(laptop).insert(0, 'Max: ')
    await laptop.settled()
    phone.provider.connect()
    // Typing goes on in the very moment the connection comes back.
    phone.provider.on('status', () => word(phone).insert(word(phone).length, '!'))
    await until(() => plainText(titleOf(laptop.doc, goalId)).startsWith('Max: Sleeps in his own bed!'))
    await phone.settled()
    expect(phone.refusals).toEqual([])
    expect(plainText(titleOf(await onDisk(), goalId))).toBe(plainText(titleOf(phone.doc, goalId)))
  })
})

describe('saved is true', () => {
  test('[S1] an update is acknowledged, and shown to others, only after its row is on disk', async () => {
    const [laptop, phone] = [open(plan.lead), open(parent)]
    await Promise.all([laptop.settled(), phone.settled()])
    disk.hold()
    const rows = disk.stored.length
    addGoal(laptop.doc, goalId, 'Asks for help')
    // A round trip on the same connection: the server has worked on the update by now.
    await until(() => laptop.sentFrames > laptop.savedFrames)
    const newcomer = open(parent)
    await until(() => newcomer.provider.wsconnected)
    await new Promise((resolve) => setImmediate(resolve))
    expect(laptop.savedFrames).toBeLessThan(laptop.sentFrames)
    expect(goals(phone.doc).has(goalId)).toBe(false)
    expect(newcomer.provider.synced).toBe(false)
    expect(disk.stored.length).toBe(rows)
    disk.release()
    await laptop.settled()
    await until(() => goals(phone.doc).has(goalId) && goals(newcomer.doc).has(goalId))
    expect(disk.stored.length).toBe(rows + 1)
  })

  test('[S4] a log that refuses to write: nothing is acknowledged or shown, and all is stored when the fault ends', async () => {
    const [laptop, phone] = [open(plan.lead), open(parent)]
    await Promise.all([laptop.settled(), phone.settled()])
    disk.fault = new Error('disk full')
    addGoal(laptop.doc, goalId, 'Asks for help')
    await until(() => laptop.closes.some((close) => close.code === 4500 && close.reason === 'storage-unavailable'))
    expect(goals(phone.doc).has(goalId)).toBe(false)
    expect(goals(await onDisk()).has(goalId)).toBe(false)
    disk.fault = null
    await until(() => goals(phone.doc).has(goalId))
    await laptop.settled()
    expect(goals(await onDisk()).has(goalId)).toBe(true)
  })

  test('[S5] a room that was unloaded is the same when it is opened again, compacted or not', async () => {
    const laptop = open(plan.lead)
    await laptop.settled()
    addGoal(laptop.doc, goalId, 'Asks for help')
    loves(laptop.doc).insert(0, 'cars')
    await laptop.settled()
    const before = Buffer.from(Y.encodeStateAsUpdate(await onDisk())).toString('base64')
    const log = openUpdateLog(app.deps.database)
    await compactPart(log, await log.partKey(plan.planId, 'plan'), '2026-11-21T04:00:00.000Z')
    await log.close()
    expect(Buffer.from(Y.encodeStateAsUpdate(await onDisk())).toString('base64')).toBe(before)
    loves(laptop.doc).insert(0, 'buses and ')
    await laptop.settled()
    expect(loves(await onDisk()).toString()).toBe('buses and cars')
  })

  test('[S2] words that arrive together share a commit', async () => {
    const laptop = open(plan.lead)
    await laptop.settled()
    disk.hold()
    const before = disk.batches.length
    for (let i = 0; i < 50; i += 1) loves(laptop.doc).insert(0, 'x')
    await until(() => laptop.sentFrames >= 50)
    disk.release()
    await laptop.settled()
    const sizes = disk.batches.slice(before)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(50)
    expect(sizes.length).toBeLessThanOrEqual(2)
  })

  test('[S7] a server that stops puts everything on disk first, says so, and tells devices to come back', async () => {
    const laptop = open(plan.lead)
    await laptop.settled()
    laptop.provider.shouldReconnect = () => false
    disk.hold()
    const saved = laptop.savedFrames
    addGoal(laptop.doc, goalId, 'Asks for help')
    // A round trip behind the change: the server has received it.
    const newcomer = open(parent)
    await until(() => newcomer.provider.wsconnected)
    const closing = app.app.close()
    await new Promise((resolve) => setImmediate(resolve))
    disk.release()
    await closing
    await until(() => laptop.closes.length > 0)
    expect(laptop.closes[0]).toMatchObject({ code: 4503, reason: 'restarting' })
    expect(laptop.savedFrames).toBe(saved + 1)
    expect(goals(await onDisk()).has(goalId)).toBe(true)
  })
})

describe('only true updates', () => {
  test('[A5] a refused update leaves no trace: not in the room, not in the log, not on another device', async () => {
    const carer = await app.member(plan.planId, 'caregiver')
    const [phone, laptop] = [open(carer), open(plan.lead)]
    await laptop.settled()
    await until(() => phone.provider.synced)
    const rows = disk.stored.length
    addGoal(phone.doc, goalId, 'not mine to write')
    await until(() => phone.closes.some((close) => close.code === 4403 && close.reason === 'read-only'))
    expect(phone.refusals).toEqual([{ n: 2, code: 'read-only' }])
    addGoal(laptop.doc, '0e9d3e0a-6a53-4a53-9d2b-0e5b8a9a3f11', 'mine')
    await laptop.settled()
    expect(goals(laptop.doc).has(goalId)).toBe(false)
    expect(disk.stored.length).toBe(rows + 1)
    expect([...goals(await onDisk()).keys()]).toEqual(['0e9d3e0a-6a53-4a53-9d2b-0e5b8a9a3f11'])
  })

  test('[A2] a device that writes under another member\'s client id is refused and closed', async () => {
    const laptop = open(plan.lead)
    await laptop.settled()
    loves(laptop.doc).insert(0, 'cars')
    await laptop.settled()
    const forger = open(parent)
    await forger.settled()
    forger.provider.shouldReconnect = () => false
    const own = forger.doc.clientID
    forger.doc.clientID = laptop.doc.clientID
    loves(forger.doc).insert(0, 'forged')
    forger.doc.clientID = own
    await until(() => forger.closes.some((close) => close.code === 4409))
    expect(forger.refusals[0]?.code).toBe('bad-update')
    expect(loves(await onDisk()).toString()).toBe('cars')
  })

  test('[A7] a change of rights refuses the next write and ends the connection', async () => {
    const colleague = await app.member(plan.planId, 'therapist')
    const phone = open(colleague)
    await phone.settled()
    const answer = await app.ask(plan.lead, 'PATCH', `/api/plans/${plan.planId}/members/${colleague.memberId}`, { role: 'caregiver' })
    expect(answer.statusCode).toBe(204)
    await until(() => phone.closes.some((close) => close.code === 4403))
    phone.provider.connect()
    addGoal(phone.doc, goalId, 'too late')
    await until(() => phone.refusals.length > 0)
    expect(goals(await onDisk()).has(goalId)).toBe(false)
  })

  test('[A7] rights that another program takes away end the connection too', async () => {
    const phone = open(parent)
    await phone.settled()
    const { db } = app.deps.database
    await db.updateTable('member').set({ removed_at: '2026-11-21T03:00:00.000Z', epoch: 2 }).where('id', '=', parent.memberId).execute()
    await until(() => phone.closes.length > 0)
    expect(phone.closes[0]).toMatchObject({ code: 4403, reason: 'not-allowed' })
  })

  test('[A5] after repeated offences a member is kept out for a while, and then let in again', async () => {
    for (let offence = 0; offence < 5; offence += 1) {
      const phone = open(parent)
      await until(() => phone.provider.wsconnected)
      phone.provider.shouldReconnect = () => false
      phone.provider.ws?.send(new Uint8Array([99]))
      await until(() => phone.closes.length > 0)
    }
    const kept = open(parent)
    kept.provider.shouldReconnect = () => false
    await until(() => kept.closes.length > 0)
    expect(kept.closes[0]).toMatchObject({ code: 4529, reason: 'too-many-requests' })
    app.travel(600_001)
    const again = open(parent)
    await again.settled()
  })

  test('signing out ends the connections of that sign-in, and of no other', async () => {
    const [phone, laptop] = [open(parent), open(plan.lead)]
    await Promise.all([phone.settled(), laptop.settled()])
    await app.ask(parent, 'POST', '/api/auth/sign-out')
    await until(() => phone.closes.some((close) => close.code === 4401))
    expect(laptop.closes).toEqual([])
  })
})

describe('the order of things on one connection', () => {
  /** A raw socket of a person, and every frame that comes back. */
  async function rawSocket(person: TestPerson): Promise<{ socket: WebSocket; saved: () => number; refusals: string[] }> {
    const socket = new WebSocket(`${url}/sync/${plan.planId}/plan`, { headers: { cookie: person.cookie, origin: 'http://localhost:3000' } })
    let saved = 0
    const refusals: string[] = []
    socket.on('message', (data: Buffer) => {
      const decoder = decoding.createDecoder(new Uint8Array(data))
      const type = decoding.readVarUint(decoder)
      if (type === frameTypes.saved) saved = readSaved(decoder)
      if (type === frameTypes.refused) refusals.push(readRefused(decoder).code)
    })
    await once(socket, 'open')
    return { socket, saved: () => saved, refusals }
  }

  /** A device's words: typed offline, one typed right after the connection came back, and all of them as step 2. */
  function offlineWords(copy: Y.Doc): { key: Uint8Array; all: Uint8Array } {
    const before = Y.encodeStateVector(copy)
    loves(copy).insert(0, 'offline ')
    let key = new Uint8Array()
    copy.once('update', (update: Uint8Array) => {
      key = Uint8Array.from(update)
    })
    loves(copy).insert(0, 'k')
    return { key, all: Y.encodeStateAsUpdate(copy, before) }
  }

  test('[S1] [A3] a key that runs ahead of step 2 is not acknowledged before step 2 is on disk, whatever else is', async () => {
    const laptop = open(plan.lead)
    await laptop.settled()
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(laptop.doc))
    const { key, all } = offlineWords(copy)
    const { socket, saved, refusals } = await rawSocket(parent)
    socket.send(updateFrame(key))
    socket.send(updateFrame(Y.encodeStateAsUpdate(laptop.doc)))
    loves(laptop.doc).insert(0, 'x')
    await laptop.settled()
    expect(saved()).toBe(0)
    socket.send(syncStep2Frame(all))
    await until(() => saved() === 3)
    expect(refusals).toEqual([])
    expect(loves(await onDisk()).toString()).toContain('koffline ')
    socket.close()
  })

  test('[A3] the same while a slow commit holds everything back', async () => {
    const laptop = open(plan.lead)
    await laptop.settled()
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(laptop.doc))
    const { key, all } = offlineWords(copy)
    disk.hold()
    loves(laptop.doc).insert(0, 'slow ')
    await until(() => laptop.sentFrames > laptop.savedFrames)
    const { socket, saved, refusals } = await rawSocket(parent)
    socket.send(syncStep1Frame(Y.encodeStateVector(copy)))
    socket.send(updateFrame(key))
    socket.send(syncStep2Frame(all))
    disk.release()
    await until(() => saved() === 2)
    expect(refusals).toEqual([])
    socket.close()
  })
})

describe('[A2] a client id that others can see is bound already', () => {
  test('nobody writes under an id they read from presence, not even while its owner is away', async () => {
    const [laptop, phone] = [open(plan.lead), open(parent)]
    await Promise.all([laptop.settled(), phone.settled()])
    laptop.provider.awareness.setLocalState({ where: 'goals' })
    await until(() => phone.provider.awareness.getStates().has(laptop.doc.clientID))
    laptop.provider.disconnect()
    phone.provider.shouldReconnect = () => false
    const own = phone.doc.clientID
    phone.doc.clientID = laptop.doc.clientID
    loves(phone.doc).insert(0, 'stolen')
    phone.doc.clientID = own
    await until(() => phone.refusals.length > 0)
    loves(laptop.doc).insert(0, 'mine')
    laptop.provider.connect()
    await laptop.settled()
    expect(loves(await onDisk()).toString()).toBe('mine')
  })
})

test('[A2] the client id of somebody who only reads is bound too: tomorrow they may write', async () => {
  const carer = await app.member(plan.planId, 'caregiver')
  const [laptop, tablet] = [open(plan.lead), open(carer)]
  await Promise.all([laptop.settled(), tablet.settled()])
  tablet.provider.awareness.setLocalState({ where: 'goals' })
  await until(() => laptop.provider.awareness.getStates().has(tablet.doc.clientID))
  laptop.provider.shouldReconnect = () => false
  const own = laptop.doc.clientID
  laptop.doc.clientID = tablet.doc.clientID
  loves(laptop.doc).insert(0, 'stolen')
  laptop.doc.clientID = own
  await until(() => laptop.refusals.length > 0)
  expect(loves(await onDisk()).toString()).toBe('')
})

describe('[A6] who is here is written by the server', () => {
  test('a false name does not pass, and a device speaks for itself only', async () => {
    const [laptop, phone] = [open(plan.lead), open(parent)]
    await Promise.all([laptop.settled(), phone.settled()])
    phone.provider.awareness.setLocalState({ user: { name: 'Dr. Somebody', memberId: plan.leadMemberId }, where: 'goals', secret: 'x' })
    const seen = () => laptop.provider.awareness.getStates().get(phone.doc.clientID)
    await until(() => seen() !== undefined)
    await until(() => seen()?.where === 'goals')
    expect(seen()).toEqual({
      user: { memberId: parent.memberId, name: 'Maeve Orr', role: 'guardian', tint: expect.any(String) as string },
      where: 'goals',
      cursor: null,
    })
    phone.close()
    await until(() => seen() === undefined)
  })
})

describe('what is not a part of a plan of yours, or not a frame, is refused', () => {
  async function upgrade(path: string, headers: Record<string, string>): Promise<{ status: number; code: string }> {
    const response = await app.app.inject({ method: 'GET', url: path, headers: { connection: 'upgrade', upgrade: 'websocket', ...headers } })
    return { status: response.statusCode, code: response.json<{ code: string }>().code }
  }
  const origin = 'http://localhost:3000'

  test('before the upgrade, as plain HTTP with a stable code', async () => {
    const path = `/sync/${plan.planId}/plan`
    const stranger = await app.person('Nobody')
    const admin = await app.member(plan.planId, 'admin')
    expect(await upgrade(path, { origin })).toEqual({ status: 401, code: 'signed-out' })
    expect(await upgrade(path, { origin: 'https://evil.example', cookie: parent.cookie })).toEqual({ status: 403, code: 'wrong-origin' })
    expect(await upgrade(path, { cookie: parent.cookie })).toEqual({ status: 403, code: 'wrong-origin' })
    expect(await upgrade(path, { origin, cookie: stranger.cookie })).toEqual({ status: 404, code: 'not-found' })
    expect(await upgrade(`/sync/${goalId}/plan`, { origin, cookie: parent.cookie })).toEqual({ status: 404, code: 'not-found' })
    for (const partId of ['Plan', 'journal', 'journal.', 'notes.x', 'plan.plan', `journal.${parent.memberId.toUpperCase()}`, '__proto__']) {
      expect(await upgrade(`/sync/${plan.planId}/${partId}`, { origin, cookie: parent.cookie })).toEqual({ status: 404, code: 'not-found' })
    }
    expect(await upgrade(path, { origin, cookie: admin.cookie })).toEqual({ status: 403, code: 'not-allowed' })
    expect(await upgrade(`/sync/${plan.planId}/notes.${plan.leadMemberId}`, { origin, cookie: parent.cookie })).toEqual({ status: 403, code: 'not-allowed' })
    const plain = await app.app.inject({ method: 'GET', url: path, headers: { origin, cookie: parent.cookie } })
    expect(plain.statusCode).toBe(426)
  })

  test.each([
    ['an unknown frame', new Uint8Array([99]), 4400, 'bad-frame'],
    ['a frame with bytes after its end', new Uint8Array([3, 0]), 4400, 'bad-frame'],
    ['an update that is not one', new Uint8Array([0, 2, 3, 255, 255, 255]), 4409, 'bad-update'],
    ['awareness that is not JSON', new Uint8Array([1, 4, 1, 5, 1, 0]), 4400, 'bad-frame'],
    ['[A8] a frame over the limit', new Uint8Array(4 * 1024 * 1024 + 1), 4413, 'too-large'],
    ['[A8] presence over the limit', new Uint8Array([1, 0x81, 0x20, ...new Uint8Array(4097)]), 4413, 'too-large'],
  ])('on the socket: %s', async (_what, bytes, code, reason) => {
    const phone = open(parent)
    await phone.settled()
    phone.provider.shouldReconnect = () => false
    phone.provider.ws?.send(bytes)
    await until(() => phone.closes.length > 0)
    expect(phone.closes[0]).toMatchObject({ code, reason })
  })

  test('no frame, however wrong, shows its content in the server\'s log', async () => {
    const phone = open(parent)
    await phone.settled()
    phone.provider.shouldReconnect = () => false
    phone.provider.ws?.send(Buffer.concat([Buffer.from([0, 2, 30]), Buffer.from('CANARY-IN-A-BROKEN-FRAME-12345')]))
    await until(() => phone.closes.length > 0)
    expect(app.logLines.join('')).not.toContain('CANARY')
  })
})
