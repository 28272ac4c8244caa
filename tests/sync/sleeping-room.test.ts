/** A room that nobody has needed a document of yet: what it tells newcomers comes straight from what is stored. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { frameTypes, syncTypes } from '#shared/protocol/frames.ts'
import type { StoredPart } from '../../server/sync/log-store.ts'
import { wholeAsStored } from '../../server/sync/whole-as-stored.ts'
import { openTestApp, testOrigin, type TestApp, type TestPlan } from '../support/app.ts'
import { listen, openDevice, until } from '../support/device.ts'
import { lineOf } from '../support/part-room.ts'

describe('a part as it is stored', () => {
  const rowsOf = (acts: ((text: Y.Text) => void)[]): StoredPart => {
    const doc = new Y.Doc()
    const updates: StoredPart['updates'] = []
    doc.on('update', (bytes: Uint8Array) => updates.push({ seq: updates.length + 1, bytes, memberId: null, at: '' }))
    for (const act of acts) act(doc.getText())
    return { state: null, updates, lastSeq: updates.length, owners: new Map() }
  }

  test('is its rows joined, while they only add', () => {
    const whole = wholeAsStored(rowsOf([(text) => text.insert(0, 'trains'), (text) => text.insert(0, 'red ')]))
    const doc = new Y.Doc()
    Y.applyUpdate(doc, whole as Uint8Array)
    expect(doc.getText().toJSON()).toBe('red trains')
  })

  test('[V2] is not to be had where a row deletes: the deleted words are still in the bytes', () => {
    expect(wholeAsStored(rowsOf([(text) => text.insert(0, 'a secret'), (text) => text.delete(0, 8)]))).toBe(null)
  })
})

describe('a server that was just started', () => {
  let first: TestApp
  let app: TestApp
  let plan: TestPlan
  let url: string

  beforeEach(async () => {
    first = await openTestApp()
    plan = await first.plan()
    await fill()
    app = await openTestApp('sqlite', { on: { database: first.deps.database, dataDir: first.deps.config.dataDir, remove: async () => undefined } })
    url = await listen(app)
  })
  afterEach(async () => {
    await app.close()
    await first.close()
  })

  const device = (doc = new Y.Doc()) => openDevice({ url, planId: plan.planId, partId: 'plan', cookie: plan.lead.cookie, doc })
  const loves = (doc: Y.Doc): Y.XmlText => lineOf(doc.getMap('about').get('loves'))

  async function fill(): Promise<void> {
    url = await listen(first)
    const writer = device()
    await writer.settled()
    loves(writer.doc).insert(0, 'trains')
    await until(() => writer.sentFrames === writer.savedFrames && writer.sentFrames > 1)
    writer.close()
  }

  test('gives a new device everything, and takes its first word', async () => {
    const [laptop, phone] = [device(), device()]
    await until(() => laptop.provider.synced && phone.provider.synced)
    expect(loves(phone.doc).toString()).toBe('trains')
    loves(phone.doc).insert(0, 'red ')
    await phone.settled()
    await until(() => loves(laptop.doc).toString() === 'red trains')
    laptop.close()
    phone.close()
  })

  test('[S3] takes what a device brings from its own copy', async () => {
    const before = device()
    await until(() => before.provider.synced)
    before.close()
    loves(before.doc).insert(0, 'old ')
    const reader = device()
    await until(() => reader.provider.synced)
    const back = device(before.doc)
    await back.settled()
    await until(() => loves(reader.doc).length > 6)
    expect(loves(reader.doc).toString()).toBe('old trains')
    back.close()
    reader.close()
  })

  test('asks a device that says nothing what it has, as every server of this protocol does', async () => {
    const socket = new WebSocket(`${url}/sync/${plan.planId}/plan`, { headers: { cookie: plan.lead.cookie, origin: testOrigin } })
    const heard: Uint8Array[] = []
    socket.on('message', (bytes: Buffer) => heard.push(bytes))
    await until(() => heard.length > 0)
    expect([...(heard[0] as Uint8Array).subarray(0, 2)]).toEqual([frameTypes.sync, syncTypes.step1])
    socket.close()
  })
})
