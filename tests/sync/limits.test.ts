/**
 * [A8] Every limit of shared/protocol/limits.ts, at its edge: what is just within it is taken, what is beyond it is not.
 * Those of presence are in presence-limits.test.ts, and what happens under attack in plan-socket-attack.test.ts. Long,
 * because a limit without a test of its name fails the first test here.
 */
import { globSync, readFileSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { limits } from '#shared/protocol/limits.ts'
import { syncStep1Frame, updateFrame } from '#shared/protocol/frames.ts'
import type { SqliteDatabase } from '../../server/db/database.ts'
import { Inbox } from '../../server/sync/inbox.ts'
import { Offences } from '../../server/sync/offences.ts'
import { sqliteLogStore } from '../../server/sync/sqlite-log.ts'
import { UpdateLog } from '../../server/sync/update-log.ts'
import { openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { openCable } from '../support/cable.ts'
import { listen, openDevice, until } from '../support/device.ts'
import { troubledLog, type TroubledLog } from '../support/failing-log.ts'
import { lineOf, PartRoom, updateOf } from '../support/part-room.ts'
import { collectGarbage, openRaw, tellFigure, type RawSocket } from '../support/raw-socket.ts'

const ana = '0a0a0a0a-0000-4000-8000-00000000000a'
const mebibyte = 1024 * 1024

test('[A8] every limit has a test of its name', () => {
  const titles = globSync('tests/sync/*.test.ts').map((file) => readFileSync(file, 'utf8')).join('\n')
  expect(Object.keys(limits).filter((name) => !titles.includes(`[A8] ${name}: `))).toEqual([])
})

describe('of one update', () => {
  const refused = (refusal: string) => ({ accepted: false, refusal })
  const notesOf = (act: (doc: Y.Doc) => void) => {
    const room = new PartRoom(`notes.${ana}`)
    return room.judge(ana, updateOf(room.device(), act))
  }
  const paragraphs = (count: number) => (doc: Y.Doc) =>
    doc.getXmlFragment('notes').insert(0, Array.from({ length: count }, () => new Y.XmlElement('paragraph')))

  test('[A8] structsPerUpdate: 50,000 are taken, one more is not', () => {
    expect(notesOf(paragraphs(limits.structsPerUpdate)).accepted).toBe(true)
    expect(notesOf(paragraphs(limits.structsPerUpdate + 1))).toEqual(refused('too-many-structs'))
  })

  /** The notes' one line, written in by so many devices of one member. */
  function byClients(count: number) {
    const room = new PartRoom(`notes.${ana}`)
    const device = room.device()
    const updates = Array.from({ length: count }, (_, i) => {
      device.clientID = 1_000 + i
      return updateOf(device, (doc) => doc.getXmlFragment('notes').insert(0, [new Y.XmlElement('paragraph')]))
    })
    return room.judge(ana, Y.mergeUpdates(updates))
  }

  test('[A8] clientsPerUpdate: 500 are taken, one more is not', () => {
    expect(byClients(limits.clientsPerUpdate).accepted).toBe(true)
    expect(byClients(limits.clientsPerUpdate + 1)).toEqual(refused('gap'))
  })

  test('[A8] entitiesPerUpdate: 500 entries are taken, one more is not', () => {
    const entries = (count: number) => {
      const room = new PartRoom('journal.team')
      const values = { kind: 'observation', author: ana, createdAt: '2026-11-21T02:15:00-07:00' }
      return room.judge(ana, updateOf(room.device(), (doc) => {
        for (let i = 0; i < count; i += 1) doc.getMap('entries').set(randomUUID(), newEntity({ ...entryFields }, values))
      }))
    }
    expect(entries(limits.entitiesPerUpdate).accepted).toBe(true)
    expect(entries(limits.entitiesPerUpdate + 1)).toEqual(refused('too-large'))
  })

  test('[A8] structLength: a million deleted letters are taken, one more is not', () => {
    const collected = (length: number) => {
      const encoder = encoding.createEncoder()
      // One block of one struct of client 7 from clock 0: collected letters; nothing deleted.
      for (const number of [1, 1, 7, 0, 0, length, 0]) encoding.writeVarUint(encoder, number)
      return new PartRoom('plan').judge(ana, encoding.toUint8Array(encoder))
    }
    expect(collected(limits.structLength).accepted).toBe(true)
    expect(collected(limits.structLength + 1)).toEqual(refused('gap'))
  })

  /** A judge that runs out of stack is one that refuses: a room takes nothing that cannot be judged. */
  const isTaken = (room: PartRoom, update: Uint8Array): boolean => {
    try {
      return room.judge(ana, update).accepted
    } catch (cause) {
      if (cause instanceof RangeError) return false
      throw cause
    }
  }

  test('[A8] lists in lists, ten, 3,000 and 40,000 levels deep, are refused within a second', () => {
    for (const depth of [10, 3_000, 40_000]) {
      const room = new PartRoom(`notes.${ana}`)
      const update = updateOf(room.device(), (doc) => {
        let outer: Y.XmlFragment = doc.getXmlFragment('notes')
        for (let level = 0; level < depth; level += 1) {
          const inner = new Y.XmlElement(level % 2 === 0 ? 'bulletList' : 'listItem')
          outer.insert(0, [inner])
          outer = inner
        }
      })
      const startedAt = performance.now()
      expect(isTaken(room, update)).toBe(false)
      expect(performance.now() - startedAt).toBeLessThan(1_000)
    }
  })
})

describe('of what one socket is ahead', () => {
  /** An inbox on a clock that moves by `costMs` with every frame, and stands still otherwise. */
  function openInbox(costMs = 0) {
    let now = 0
    const turns: (() => void)[] = []
    const story = { worked: 0, isReading: true }
    const inbox = new Inbox(
      () => {
        story.worked += 1
        now += costMs
      },
      (isReading) => {
        story.isReading = isReading
      },
      { elapsedMs: () => now, nextTurn: (act) => void turns.push(act) },
    )
    return { inbox, story, nextTurn: () => turns.shift()?.() }
  }
  const frame = Uint8Array.of(3)

  test('[A8] framesPerTurn: 64, and the others have their turn before the next 64', () => {
    const { inbox, story, nextTurn } = openInbox()
    for (let i = 0; i < 200; i += 1) inbox.add(frame)
    expect(story.worked).toBe(limits.framesPerTurn)
    nextTurn()
    expect(story.worked).toBe(2 * limits.framesPerTurn)
  })

  test('[A8] msPerTurn: frames that take long are fewer, and one that takes very long is paid back in turns', () => {
    const { inbox, story, nextTurn } = openInbox(3)
    for (let i = 0; i < 10; i += 1) inbox.add(frame)
    expect(story.worked).toBe(2)
    const slow = openInbox(40)
    slow.inbox.add(frame)
    slow.inbox.add(frame)
    for (let turn = 0; turn < 9; turn += 1) slow.nextTurn()
    expect(slow.story.worked).toBe(1)
    slow.nextTurn()
    expect(slow.story.worked).toBe(2)
    nextTurn()
    expect(story.worked).toBe(3)
  })

  test('[A8] inboxFrames: one more than 2,000 waiting, and nothing is read until all of them are done', () => {
    const { inbox, story, nextTurn } = openInbox()
    for (let i = 0; i < limits.inboxFrames + limits.framesPerTurn; i += 1) inbox.add(frame)
    expect(story.isReading).toBe(true)
    inbox.add(frame)
    expect(story.isReading).toBe(false)
    for (let turn = 0; turn < 31; turn += 1) nextTurn()
    expect(story.isReading).toBe(false)
    nextTurn()
    expect(story).toEqual({ worked: limits.inboxFrames + limits.framesPerTurn + 1, isReading: true })
  })

  test('[A8] inboxBytes: more than 8 MiB waiting, and nothing is read', () => {
    const { inbox, story } = openInbox()
    inbox.hold()
    inbox.add(new Uint8Array(limits.inboxBytes))
    expect(story.isReading).toBe(true)
    inbox.add(frame)
    expect(story.isReading).toBe(false)
    inbox.open()
    expect(story.isReading).toBe(true)
  })

  test('frames that are done with are let go of, even while the inbox never runs empty', async () => {
    const { inbox, nextTurn } = openInbox()
    const done: WeakRef<Uint8Array>[] = []
    for (let i = 0; i < 10_000; i += 1) {
      const next = new Uint8Array(10_000)
      if (i < 9_000) done.push(new WeakRef(next))
      inbox.add(next)
      if (i > 200 && i % limits.framesPerTurn === 0) nextTurn()
    }
    // What a WeakRef was asked for in this turn of the loop is kept until its end.
    await new Promise((resolve) => setImmediate(resolve))
    collectGarbage()
    expect(done.filter((ref) => ref.deref() !== undefined).length).toBeLessThan(10)
  })
})

describe('of one member', () => {
  test('[A8] offences: the fifth keeps them out', () => {
    const offences = new Offences(() => new Date())
    for (let i = 1; i < limits.offences; i += 1) offences.note('ana')
    expect(offences.isKeptOut('ana')).toBe(false)
    offences.note('ana')
    expect([offences.isKeptOut('ana'), offences.mayOpen('ana'), offences.isKeptOut('ben')]).toEqual([true, false, false])
  })

  test('[A8] offenceWindowMs: ten minutes later they count for nothing', () => {
    let now = new Date()
    const offences = new Offences(() => now)
    for (let i = 0; i < 1_000; i += 1) offences.note('ana')
    now = new Date(now.getTime() + limits.offenceWindowMs - 1)
    expect(offences.isKeptOut('ana')).toBe(true)
    now = new Date(now.getTime() + 1)
    expect(offences.isKeptOut('ana')).toBe(false)
  })
})

describe('on a real server', () => {
  let app: TestApp
  let plan: TestPlan
  let url: string
  let disk: TroubledLog
  /** From now on parts are not read from the disk until `openLoad`. */
  let holdLoad: () => void
  let openLoad: () => void
  const raws: RawSocket[] = []

  beforeEach(async () => {
    let loading: Promise<void> | null = null
    openLoad = () => undefined
    app = await openTestApp('sqlite', {
      openLog: (database) => {
        const store = sqliteLogStore(database as SqliteDatabase)
        disk = troubledLog({ ...store, load: async (partKey, kind) => loading?.then(() => store.load(partKey, kind)) ?? store.load(partKey, kind) })
        return new UpdateLog(disk)
      },
    })
    plan = await app.plan()
    url = await listen(app)
    holdLoad = () => {
      loading = new Promise((resolve) => {
        openLoad = resolve
      })
    }
  })
  afterEach(async () => {
    vi.useRealTimers()
    openLoad()
    disk.release()
    for (const { socket } of raws.splice(0)) socket.terminate()
    await app.close()
  })

  const open = async (person: TestPerson, partId?: string): Promise<RawSocket> => {
    const raw = await openRaw({ url, planId: plan.planId, cookie: person.cookie, ...(partId !== undefined && { partId }) })
    raws.push(raw)
    return raw
  }
  const enter = async (raw: RawSocket, partId: string): Promise<void> => {
    raw.open(partId)
    raw.send(partId, syncStep1Frame(Uint8Array.of(0)))
    await until(() => raw.of(partId).isSynced)
  }
  const figure = async (name: string): Promise<number> => {
    const { body } = await app.app.inject({ method: 'GET', url: '/metrics' })
    return Number(body.split('\n').find((line) => line.startsWith(`${name} `))?.slice(name.length + 1))
  }
  const ended = (raw: RawSocket) => until(() => raw.ending !== null)

  test('[A8] frameBytes: a frame of 4 MiB is read, one byte more ends the socket', async () => {
    const [within, beyond] = [await open(plan.lead), await open(plan.lead)]
    within.socket.send(new Uint8Array(limits.frameBytes).fill(1, 0, 2))
    await within.caughtUp()
    expect(within.ending).toBeNull()
    beyond.socket.send(new Uint8Array(limits.frameBytes + 1))
    await ended(beyond)
    expect(beyond.ending).toEqual({ code: 4413, reason: 'too-large' })
  })

  test('a frame of 200 MB is not taken into memory: its socket ends at its first bytes', async () => {
    const { port } = new URL(url)
    const before = process.memoryUsage().rss
    for (const announced of [200_000_000, 2 ** 40]) {
      const wire = connect(Number(port), '127.0.0.1')
      wire.on('error', () => undefined)
      const key = Buffer.from('0123456789abcdef').toString('base64')
      wire.write(`GET /sync/${plan.planId} HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n`
        + `Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: ${key}\r\nOrigin: http://localhost:3000\r\nCookie: ${plan.lead.cookie}\r\n\r\n`)
      await once(wire, 'data')
      const head = Buffer.alloc(14)
      head.writeUInt16BE(0x82ff)
      head.writeBigUInt64BE(BigInt(announced), 2)
      wire.write(head)
      let sent = 0
      const chunk = Buffer.alloc(64 * 1024)
      wire.resume()
      while (!wire.destroyed && sent < announced) {
        sent += chunk.length
        if (!wire.write(chunk)) await Promise.race([once(wire, 'drain'), once(wire, 'close')]).catch(() => undefined)
      }
      expect(sent).toBeLessThan(8 * mebibyte)
    }
    const grown = (process.memoryUsage().rss - before) / mebibyte
    tellFigure(`[A8] a frame of 200 MB: memory grew by ${grown.toFixed(1)} MiB`)
    expect(grown).toBeLessThan(50)
  })

  test('compression is never agreed on, whatever a device offers', async () => {
    const raw = await openRaw({ url, planId: plan.planId, cookie: plan.lead.cookie }, { perMessageDeflate: { threshold: 0 } })
    raws.push(raw)
    expect(raw.socket.extensions).toBe('')
    await enter(raw, 'plan')
  })

  test('[A8] socketsPerAccount: the hundred-and-first is refused, and one that leaves makes room', async () => {
    const all = await Promise.all(Array.from({ length: limits.socketsPerAccount }, () => open(plan.lead)))
    const oneMore = await open(plan.lead)
    await ended(oneMore)
    expect(oneMore.ending).toEqual({ code: 4529, reason: 'too-many-requests' })
    const somebodyElse = await open(await app.member(plan.planId, 'guardian'))
    await enter(somebodyElse, 'plan')
    all[0]?.socket.close()
    await until(async () => (await figure('samepage_sockets')) === limits.socketsPerAccount)
    await enter(await open(plan.lead), 'plan')
  })

  test('[A8] channelsPerSocket: the fifty-first is closed, the socket and the others stay', async () => {
    const { db } = app.deps.database
    const person = await app.person('Ida')
    const guardians = Array.from({ length: limits.channelsPerSocket }, () => randomUUID())
    for (const id of guardians) {
      const { id: accountId } = await db.insertInto('account')
        .values({ ...(await db.selectFrom('account').selectAll().where('id', '=', person.accountId).executeTakeFirstOrThrow()), id, email: `${id}@example.org` })
        .returning('id').executeTakeFirstOrThrow()
      const like = await db.selectFrom('member').selectAll().where('id', '=', plan.leadMemberId).executeTakeFirstOrThrow()
      await db.insertInto('member').values({ ...like, id, account_id: accountId, role: 'guardian' }).execute()
    }
    const raw = await open(plan.lead)
    for (const id of guardians) await enter(raw, `journal.${id}`)
    raw.open('plan')
    await until(() => raw.of('plan').closes.length > 0)
    expect(raw.of('plan').closes).toEqual([{ code: 4529, reason: 'too-many-requests' }])
    raw.leave(`journal.${guardians[0] ?? ''}`)
    await enter(raw, 'plan')
    expect(raw.ending).toBeNull()
  })

  test('[A8] openings: the six-hundred-and-first of a member in a minute is refused, on whichever socket', async () => {
    const [one, two] = [await open(plan.lead), await open(plan.lead)]
    for (let i = 0; i < limits.openings; i += 1) one.open(`journal.${i}`)
    await until(() => one.of(`journal.${limits.openings - 1}`).closes.length > 0)
    expect(one.of('journal.599').closes).toEqual([{ code: 4404, reason: 'not-found' }])
    two.open('plan')
    await until(() => two.of('plan').closes.length > 0)
    expect(two.of('plan').closes).toEqual([{ code: 4529, reason: 'too-many-requests' }])
    await enter(await open(await app.member(plan.planId, 'guardian')), 'plan')
  })

  test('[A8] openingWindowMs: a minute later they may again', async () => {
    const raw = await open(plan.lead)
    for (let i = 0; i <= limits.openings; i += 1) raw.open('nothing')
    await until(() => raw.of('nothing').closes.at(-1)?.code === 4529)
    app.travel(limits.openingWindowMs)
    await enter(raw, 'plan')
    expect(raw.of('plan').closes).toEqual([])
  })

  test('[A8] waitingFrameBytes: empty frames that wait for a room weigh too, all channels of a socket together', async () => {
    holdLoad()
    const raw = await open(plan.lead)
    const parts = ['plan', 'journal.team', 'journal.guardians']
    for (const partId of parts) raw.open(partId)
    const enough = Math.ceil(limits.inboxBytes / (limits.waitingFrameBytes + 1))
    for (let i = 0; i < enough - 10; i += 1) raw.send(parts[i % 3] ?? '', Uint8Array.of(3))
    await raw.caughtUp()
    expect(raw.ending).toBeNull()
    for (let i = 0; i < 20; i += 1) raw.send('plan', Uint8Array.of(3))
    await ended(raw)
    expect(raw.ending).toEqual({ code: 4529, reason: 'too-many-requests' })
  })

  test('[A8] askAfterMs: a device that says nothing is asked what it has', async () => {
    const raw = await open(plan.lead)
    const openedAt = performance.now()
    raw.open('plan')
    await until(() => raw.of('plan').asked === 1)
    expect(performance.now() - openedAt).toBeGreaterThanOrEqual(limits.askAfterMs - 10)
  })

  test('what comes before the room is ready is answered in order when it is', async () => {
    holdLoad()
    const raw = await open(plan.lead)
    raw.open('plan')
    raw.send('plan', syncStep1Frame(Uint8Array.of(0)))
    for (let i = 0; i < 100; i += 1) raw.send('plan', updateFrame(Uint8Array.of(0, 0)))
    await raw.caughtUp()
    openLoad()
    await until(() => raw.of('plan').saved === 100)
    expect(raw.of('plan').isSynced).toBe(true)
  })

  test('figures are told while a part cannot be read', async () => {
    holdLoad()
    const raw = await open(plan.lead)
    raw.open('plan')
    await raw.caughtUp()
    expect(await figure('samepage_channels')).toBe(1)
    expect(await figure('samepage_rooms')).toBe(0)
  })

  test('[A8] waitingFrameBytes: on a part\'s own socket too', async () => {
    holdLoad()
    const raw = await open(plan.lead, 'plan')
    for (let i = 0; i < limits.inboxBytes / limits.waitingFrameBytes; i += 1) raw.send('plan', Uint8Array.of(3))
    await ended(raw)
    expect(raw.ending).toEqual({ code: 4529, reason: 'too-many-requests' })
  })

  test('[A8] stateVectorBytes: 256 KiB are read, more ends the channel', async () => {
    const raw = await open(plan.lead)
    await enter(raw, 'plan')
    raw.send('plan', syncStep1Frame(new Uint8Array(limits.stateVectorBytes + 1)))
    await until(() => raw.of('plan').closes.length > 0)
    expect(raw.of('plan').closes).toEqual([{ code: 4413, reason: 'too-large' }])
  })

  test('a part that is full to the last byte can be opened by everybody, and emptied', async () => {
    const { partBytes } = limits
    const laptop = openDevice({ url, planId: plan.planId, partId: 'plan', cookie: plan.lead.cookie })
    try {
      await laptop.settled()
      const line = lineOf(laptop.doc.getMap('about').get('loves'))
      for (let i = 0; i < 60; i += 1) line.insert(0, 'word ')
      for (let i = 0; i < 60; i += 2) line.delete(i * 3, 1)
      await laptop.settled()
      Object.assign(limits, { partBytes: Y.encodeStateAsUpdate(laptop.doc).length + 3 })
      laptop.provider.disconnect()
      laptop.provider.connect()
      await laptop.settled()
      line.delete(0, line.length)
      await laptop.settled()
      expect(laptop.refusals).toEqual([])
    } finally {
      Object.assign(limits, { partBytes })
      laptop.close()
    }
  })

  test('[A8] heldBytes: more than 16 MiB of writes held back by a commit that hangs, and the room starts anew', async () => {
    const raw = await open(plan.lead, 'plan')
    raw.send('plan', syncStep1Frame(Uint8Array.of(0)))
    await until(() => raw.of('plan').isSynced)
    disk.hold()
    raw.send('plan', updateFrame(updateOf(raw.of('plan').doc, (doc) => lineOf(doc.getMap('about').get('loves')).insert(0, 'x'))))
    const newcomer = await open(plan.lead, 'plan')
    newcomer.send('plan', syncStep1Frame(Uint8Array.of(0)))
    await until(async () => (await figure('samepage_channels')) === 2)
    const large = updateFrame(new Uint8Array(limits.frameBytes - 10))
    for (let i = 0; i < 4; i += 1) raw.send('plan', large)
    await until(async () => (await figure('samepage_frames_received_total{type="write"}')) === 5)
    expect(raw.ending).toBeNull()
    raw.send('plan', updateFrame(new Uint8Array(100)))
    await Promise.all([ended(raw), ended(newcomer)])
    expect(raw.ending).toEqual({ code: 4500, reason: 'storage-unavailable' })
  })

  test('[A8] partBytes: a full part refuses more, says so, and takes new words when old ones have made room', async () => {
    const { partBytes } = limits
    // A part of 20 KB instead of 8 MiB, so that it is full at once.
    Object.assign(limits, { partBytes: 20_000 })
    try {
      const raw = await open(plan.lead)
      await enter(raw, 'plan')
      const { doc } = raw.of('plan')
      const texts = ['loves', 'calms', 'hard', 'howITalk', 'strengths', 'family', 'therapist'].map((key) => lineOf(doc.getMap('about').get(key)))
      const sent = (act: () => void) => raw.send('plan', updateFrame(updateOf(doc, act)))
      for (const text of texts) sent(() => text.insert(0, 'x'.repeat(3_900)))
      await until(() => raw.of('plan').closes.length > 0)
      expect(raw.of('plan').closes).toEqual([{ code: 4413, reason: 'document-full' }])

      const again = await open(plan.lead)
      await enter(again, 'plan')
      const kept = again.of('plan').doc
      const line = lineOf(kept.getMap('about').get('loves'))
      expect(line.length).toBe(3_900)
      for (const act of [() => line.delete(0, 3_900), () => line.insert(0, 'y'.repeat(2_000))]) again.send('plan', updateFrame(updateOf(kept, act)))
      await until(() => again.of('plan').saved === 2)
      expect(again.of('plan').refusals).toEqual([])
    } finally {
      Object.assign(limits, { partBytes })
    }
  })

  test('[A8] pongTimeoutMs: a socket that went silent without a goodbye is found, and its channels with it', async () => {
    await app.close()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    app = await openTestApp()
    plan = await app.plan()
    url = await listen(app)
    const cable = await openCable((app.app.server.address() as AddressInfo).port)
    const lost = await openRaw({ url: `ws://127.0.0.1:${cable.port}`, planId: plan.planId, cookie: plan.lead.cookie })
    await enter(lost, 'plan')
    const there = await open(plan.lead)
    await enter(there, 'plan')
    cable.freeze()
    for (let beat = 1; beat <= 4; beat += 1) {
      expect(await figure('samepage_sockets')).toBe(2)
      vi.advanceTimersByTime(15_000)
      await there.caughtUp()
    }
    await until(async () => (await figure('samepage_sockets')) === 1)
    expect(await figure('samepage_channels')).toBe(1)
    expect(there.ending).toBeNull()
    await cable.close()
  })

  test('[A8] idleSocketMs: a plan\'s socket on which nothing is open is closed after a minute', async () => {
    await app.close()
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] })
    app = await openTestApp()
    plan = await app.plan()
    url = await listen(app)
    const [idle, busy] = [await open(plan.lead), await open(plan.lead)]
    await enter(busy, 'plan')
    for (let beat = 1; beat <= 5; beat += 1) {
      expect(idle.ending).toBeNull()
      vi.advanceTimersByTime(15_000)
      await busy.caughtUp()
      if (beat < 4) await idle.caughtUp()
    }
    await ended(idle)
    expect(idle.ending).toEqual({ code: 4504, reason: 'idle' })
    expect(busy.ending).toBeNull()
  })
})
