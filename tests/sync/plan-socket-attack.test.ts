/**
 * The plan's socket under people who mean harm or hang by a thread: what they do costs them, not the others, and nothing
 * of it stays behind. Figures are printed; what is asserted leaves room for a slow machine. Long, because all of it happens on
 * one stage: the same server, people and a disk that can be held back.
 */
import { randomBytes, randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { goalFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import { limits } from '#shared/protocol/limits.ts'
import { awarenessFrame, syncStep1Frame, syncStep2Frame, updateFrame } from '#shared/protocol/frames.ts'
import { channelTypes, leaveFrame, namedFrame, openFrame, readClosed, readPlanFrame } from '#shared/protocol/plan-frames.ts'
import { authorizePart } from '../../server/access/authorize.ts'
import { openRightsChanged } from '../../server/access/rights-changed.ts'
import type { SqliteDatabase } from '../../server/db/database.ts'
import { realClock } from '../../server/sync/clock.ts'
import { openLiveEditing } from '../../server/sync/live-editing.ts'
import { noMeasures } from '../../server/sync/measures.ts'
import { Offences } from '../../server/sync/offences.ts'
import { PartFrame } from '../../server/sync/part-frame.ts'
import { PartSocket } from '../../server/sync/part-socket.ts'
import { PlanSocket } from '../../server/sync/plan-socket.ts'
import { Sockets } from '../../server/sync/sockets.ts'
import { sqliteLogStore } from '../../server/sync/sqlite-log.ts'
import { UpdateLog } from '../../server/sync/update-log.ts'
import { openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { listen, until } from '../support/device.ts'
import { troubledLog, type TroubledLog } from '../support/failing-log.ts'
import { lineOf, updateOf } from '../support/part-room.ts'
import { collectGarbage, openRaw, startFlood, tellFigure, type RawSocket } from '../support/raw-socket.ts'

const mebibyte = 1024 * 1024
let app: TestApp
let plan: TestPlan
let parent: TestPerson & { memberId: string }
let url: string
let disk: TroubledLog
/** From now on parts are not read from the disk until `openLoad`. */
let holdLoad: () => void
let openLoad: () => void
const raws: RawSocket[] = []

beforeEach(async () => {
  let loading = Promise.resolve()
  openLoad = () => undefined
  holdLoad = () => {
    loading = new Promise((resolve) => {
      openLoad = resolve
    })
  }
  app = await openTestApp('sqlite', {
    openLog: (database) => {
      const store = sqliteLogStore(database as SqliteDatabase)
      disk = troubledLog({ ...store, load: (partKey, kind) => loading.then(() => store.load(partKey, kind)) })
      return new UpdateLog(disk)
    },
  })
  plan = await app.plan()
  parent = await app.member(plan.planId, 'guardian', 'Maeve Orr')
  url = await listen(app)
})
afterEach(async () => {
  openLoad()
  disk.release()
  for (const { socket } of raws.splice(0)) socket.terminate()
  await app.close()
})

const addressOf = ({ cookie }: TestPerson, partId?: string) => ({ url, planId: plan.planId, cookie, ...(partId !== undefined && { partId }) })
const open = async (person: TestPerson, partId?: string): Promise<RawSocket> => {
  const raw = await openRaw(addressOf(person, partId))
  raws.push(raw)
  return raw
}
const ask = (raw: RawSocket, partId = 'plan') => raw.send(partId, syncStep1Frame(Uint8Array.of(0)))
async function enter(raw: RawSocket, partId = 'plan'): Promise<RawSocket> {
  raw.open(partId)
  ask(raw, partId)
  await until(() => raw.of(partId).isSynced)
  return raw
}
const lovesOf = (doc: Y.Doc): Y.XmlText => lineOf(doc.getMap('about').get('loves'))
/** Writes into the plan on a socket, and takes out again what was there: the part stays small. */
const write = (raw: RawSocket, words: string): void => {
  const { doc } = raw.of('plan')
  raw.send('plan', updateFrame(updateOf(doc, () => {
    lovesOf(doc).delete(0, lovesOf(doc).length)
    lovesOf(doc).insert(0, words)
  })))
}
const figure = async (name: string): Promise<number> => {
  const { body } = await app.app.inject({ method: 'GET', url: '/metrics' })
  return Number(body.split('\n').find((line) => line.startsWith(`${name} `))?.slice(name.length + 1))
}
/** Nothing is left of anybody: no socket, no channel. */
const isEmpty = async () => (await figure('samepage_sockets')) === 0 && (await figure('samepage_channels')) === 0

/** Writes on one socket and waits until another shows it, so many times. Returns the milliseconds each took, in order. */
async function delays(writer: RawSocket, reader: RawSocket, times: number): Promise<number[]> {
  const took: number[] = []
  for (let i = 0; i < times; i += 1) {
    const words = `word ${i} ${randomUUID()}`
    const startedAt = performance.now()
    write(writer, words)
    await new Promise<void>((resolve) => {
      const look = () => {
        if (lovesOf(reader.of('plan').doc).toString() !== words) return
        reader.socket.off('message', look)
        resolve()
      }
      reader.socket.on('message', look)
    })
    took.push(performance.now() - startedAt)
  }
  return took.toSorted((a, b) => a - b)
}
const at = (sorted: number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? NaN
const told = (sorted: number[]): string => `p50 ${at(sorted, 0.5).toFixed(1)} ms, p99 ${at(sorted, 0.99).toFixed(1)} ms, worst ${at(sorted, 1).toFixed(1)} ms`

describe('a reader that does not read', () => {
  /** A goal of 19 KB comes and goes, so that megabytes flow and the part stays small. */
  const passingGoal = (doc: Y.Doc): Uint8Array[] => {
    const id = randomUUID()
    const goals = doc.getMap<Y.Map<unknown>>('goals')
    return [
      updateOf(doc, () => {
        goals.set(id, newEntity(goalFields, { status: 'active', order: 'a0' }))
        for (const key of ['title', 'familyWords', 'childWords', 'why']) {
          fillText(goals.get(id)?.get(key) as Y.XmlFragment, randomBytes(key === 'title' ? 750 : 1_500).toString('hex'))
        }
      }),
      updateOf(doc, () => goals.delete(id)),
    ]
  }

  /** Lets so many bytes flow to everyone in the plan, and tells the most that ever waited on the server meanwhile. */
  async function flow(writer: RawSocket, bytes: number, isEnough: () => Promise<boolean>): Promise<number> {
    const { doc } = writer.of('plan')
    let mostWaiting = 0
    let sent = writer.of('plan').saved
    for (let flowed = 0; flowed < bytes && !(await isEnough()); ) {
      for (let i = 0; i < 10; i += 1) {
        for (const update of passingGoal(doc)) {
          writer.send('plan', updateFrame(update))
          flowed += update.length
          sent += 1
        }
      }
      await until(() => writer.of('plan').saved >= sent)
      mostWaiting = Math.max(mostWaiting, await figure('samepage_buffered_bytes'))
    }
    return mostWaiting
  }

  test('[A8] bufferedBytes: keeps 1 MiB of the server\'s memory, is closed with 4508, delays nobody, and comes back in sync', async () => {
    const [writer, reader, slow] = [await enter(await open(plan.lead)), await enter(await open(parent)), await enter(await open(parent))]
    slow.socket.pause()
    const before = reader.of('plan').updatedAt.length
    const mostWaiting = await flow(writer, 40 * mebibyte, async () => (await figure('samepage_closed_total{code="slow-reader"}')) === 1)
      .finally(() => slow.socket.resume())
    await until(() => slow.ending !== null)
    tellFigure(`[A8] a slow reader: at most ${(mostWaiting / mebibyte).toFixed(2)} MiB waited; the other read ${reader.of('plan').updatedAt.length - before} updates`)
    expect(mostWaiting).toBeLessThan(limits.bufferedBytes + 100_000)
    // The goodbye is behind what waits: who reads it within five seconds learns why.
    expect([4508, 1006]).toContain(slow.ending?.code)
    expect(reader.ending).toBeNull()
    const back = await enter(await open(parent))
    expect(Y.encodeStateVector(back.of('plan').doc)).toEqual(Y.encodeStateVector(writer.of('plan').doc))
  })
})

describe('a reader on a line that takes what it can', () => {
  /** The end of a line that takes bytes only when told to. */
  function openLine() {
    const written: (() => void)[] = []
    const line = {
      bufferedAmount: 0,
      endings: [] as string[],
      send: (bytes: Uint8Array, done?: () => void) => {
        line.bufferedAmount += bytes.length
        if (done !== undefined) written.push(done)
      },
      take: (bytes: number) => {
        line.bufferedAmount -= bytes
        if (line.bufferedAmount === 0) for (const done of written.splice(0)) done()
      },
      ping: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
      close: (code: number) => void line.endings.push(String(code)),
      terminate: () => {
        line.endings.push('dropped')
        line.bufferedAmount = 0
      },
    }
    return line
  }
  const clock = { ...realClock(() => new Date()), after: () => () => undefined, every: () => () => undefined }
  const deps = { clock, measures: noMeasures, offences: new Offences(clock.now), report: () => undefined }
  const owner = { planId: 'p', memberId: 'm', accountId: 'a', sessionId: 's', name: 'Ida', epoch: 1 }
  const grant = { ...owner, partId: 'plan', part: { kind: 'plan' }, access: 'write', mayEditPlan: true, role: 'lead' } as const
  const openOn = (line: ReturnType<typeof openLine>) => new PartSocket(line, grant, 's', deps)
  const frameOf = (bytes: number) => new PartFrame('plan', new Uint8Array(bytes))

  test('a part larger than a reader may be behind is not cut off as long as the line lasts; nothing else is asked for meanwhile', () => {
    const line = openLine()
    const socket = openOn(line)
    socket.send(frameOf(3 * mebibyte))
    for (let i = 0; i < 50; i += 1) {
      socket.send(frameOf(10_000))
      line.take(50_000)
    }
    const worked: number[] = []
    socket.channel.receive = (bytes) => void worked.push(bytes.length)
    socket.receive(new Uint8Array(5))
    expect([line.endings, worked]).toEqual([[], []])
    line.take(line.bufferedAmount)
    expect(worked).toEqual([5])
    socket.send(frameOf(3 * mebibyte))
    expect(line.endings).toEqual([])
  })

  test('beside it no more than 1 MiB may wait, and no second one', () => {
    const [one, two] = [openLine(), openLine()]
    const [chatty, greedy] = [openOn(one), openOn(two)]
    chatty.send(frameOf(3 * mebibyte))
    for (let i = 0; i < 12; i += 1) chatty.send(frameOf(100_000))
    expect(one.endings).toEqual(['4508'])
    greedy.send(frameOf(3 * mebibyte))
    greedy.send(frameOf(3 * mebibyte))
    expect(two.endings).toEqual(['4508'])
  })

  test('[A8] accountBufferedBytes: the sockets of one account keep 16 MiB together, and the one with the most goes first', () => {
    const all = new Sockets(clock)
    const lines = Array.from({ length: 40 }, () => openLine())
    const sockets = lines.map((line) => openOn(line))
    for (const socket of sockets) all.add(socket)
    sockets[7]?.send(frameOf(mebibyte))
    for (const socket of sockets) socket.send(frameOf(mebibyte / 2))
    const waiting = () => lines.reduce((sum, { bufferedAmount, endings }) => sum + (endings.length > 0 ? 0 : bufferedAmount), 0)
    expect(lines[7]?.endings.slice(0, 2)).toEqual(['4508', 'dropped'])
    expect(waiting()).toBeLessThanOrEqual(limits.accountBufferedBytes)
    expect(waiting()).toBeGreaterThan(limits.accountBufferedBytes - mebibyte)
    // Somebody else's are not counted with them.
    const other = openLine()
    const stranger = new PartSocket(other, { ...grant, accountId: 'b' }, 't', deps)
    all.add(stranger)
    stranger.send(frameOf(mebibyte))
    expect(other.endings).toEqual([])
  })

  test('[A7] a member who is removed while an opening is looked into gets no channel', async () => {
    const live = openLiveEditing({ ...app.deps, rights: openRightsChanged(), measures: noMeasures, report: () => undefined })
    let goOn = (): void => undefined
    const asked = new Promise<void>((resolve) => {
      goOn = resolve
    })
    const line = openLine()
    const heard: Uint8Array[] = []
    const { send } = line
    line.send = (bytes, done) => {
      heard.push(bytes)
      send(bytes, done)
    }
    const authorize = async (partId: string) => {
      const granted = await authorizePart(app.deps.database, parent.accountId, plan.planId, partId)
      await asked
      return granted
    }
    const { sessionId } = await sessionOf(parent)
    const socket = new PlanSocket(line, { ...owner, sessionId, planId: plan.planId, ...parent }, { ...live.channelDeps, authorize, rooms: live.rooms })
    socket.receive(openFrame('plan'))
    socket.receive(namedFrame('plan', syncStep1Frame(Uint8Array.of(0))))
    await app.ask(plan.lead, 'DELETE', `/api/plans/${plan.planId}/members/${parent.memberId}`)
    goOn()
    await until(() => heard.length > 1)
    expect(heard.map((bytes) => readPlanFrame(bytes).body[0])).toEqual([channelTypes.open, channelTypes.close])
    expect(readClosed(readPlanFrame(heard[1] as Uint8Array).body)).toEqual({ code: 4403, reason: 'not-allowed' })
    expect([socket.channels, live.rooms.channelCount]).toEqual([[], 0])
    await live.close()
  })

  const sessionOf = async ({ accountId }: TestPerson): Promise<{ sessionId: string }> => {
    const { id } = await app.deps.database.db.selectFrom('session').select('id').where('userId', '=', accountId).executeTakeFirstOrThrow()
    return { sessionId: id }
  }
})

describe('one that sends as fast as it can', () => {
  /** So many true key presses of one device, from a copy of the plan. */
  function typed(doc: Y.Doc, count: number): Uint8Array[] {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
    return Array.from({ length: count }, (_, i) => namedFrame('plan', updateFrame(updateOf(copy, () => lineOf(copy.getMap('about').get('calms')).insert(i % 900, 'x')))))
  }
  const presence = (): Uint8Array => {
    const encoder = encoding.createEncoder()
    for (const number of [1, 7, 1]) encoding.writeVarUint(encoder, number)
    encoding.writeVarString(encoder, JSON.stringify({ where: 'x'.repeat(4_000) }))
    return namedFrame('plan', awarenessFrame(encoding.toUint8Array(encoder)))
  }
  const asks = (doc: Y.Doc) => namedFrame('plan', syncStep1Frame(Y.encodeStateVector(doc)))

  test.each<[string, (doc: Y.Doc) => Uint8Array[]]>([
    ['nothing in particular', () => [Uint8Array.of(4, 112, 108, 97, 110, 3)]],
    ['frames for channels that are not open', () => [namedFrame('journal.team', Uint8Array.of(3))]],
    ['key presses', (doc) => typed(doc, 300)],
    ['questions for the whole part', (doc) => [asks(doc)]],
    ['places', () => [presence()]],
    ['opening and leaving', () => [openFrame('plan'), leaveFrame('plan')]],
    ['opening parts that do not exist', () => Array.from({ length: 10_000 }, () => openFrame(`journal.${randomUUID()}`))],
    ['empty frames of one megabyte', () => [namedFrame('plan', new Uint8Array(mebibyte).fill(200))]],
  ])('%s: the others do not feel it', async (what, framesOf) => {
    const [writer, reader] = [await enter(await open(plan.lead)), await enter(await open(plan.lead))]
    const calm = await delays(writer, reader, 10)
    const flood = await startFlood({ address: addressOf(parent), first: [openFrame('plan')], frames: framesOf(writer.of('plan').doc) })
    const under = await delays(writer, reader, 25)
    const sent = await flood.stop()
    tellFigure(`[A8] ${what}, ${sent} frames: others ${told(under)} (without: ${told(calm)})`)
    expect(at(under, 0.95)).toBeLessThan(1_000)
  })
})

describe('channels that come and go', () => {
  test('100,000 openings and leavings: 600 looks at the database, an answer to each, and nothing stays', async () => {
    const raw = await open(parent)
    const startedAt = performance.now()
    for (let i = 0; i < 50_000; i += 1) {
      raw.open('plan')
      raw.leave('plan')
    }
    await until(() => raw.of('plan').opened === 50_000)
    await raw.caughtUp()
    tellFigure(`[A8] 100,000 openings and leavings took ${(performance.now() - startedAt).toFixed(0)} ms`)
    expect(raw.of('plan').closes).toHaveLength(50_000 - limits.openings)
    expect(new Set(raw.of('plan').closes.map(({ code }) => code))).toEqual(new Set([4529]))
    expect(await figure('samepage_channels')).toBe(0)
    app.travel(limits.openingWindowMs)
    await enter(raw)
  })

  test('frames before an opening, after a leaving and for broken names', async () => {
    const raw = await open(parent)
    for (const partId of ['__proto__', 'constructor', 'toString', 'plan ', 'Plan', 'plan\u0000', '\u{1f600}'.repeat(25)]) {
      raw.send(partId, Uint8Array.of(3))
      raw.leave(partId)
      raw.open(partId)
      raw.send(partId, updateFrame(Uint8Array.of(0, 0)))
      await until(() => raw.of(partId).closes.length === 1)
      expect(raw.of(partId).closes).toEqual([{ code: 4404, reason: 'not-found' }])
    }
    raw.send('plan', updateFrame(Uint8Array.of(0, 0)))
    await enter(raw)
    raw.leave('plan')
    raw.leave('plan')
    raw.send('plan', Uint8Array.of(99))
    await enter(raw)
    expect(raw.of('plan').closes).toEqual([])
  })

  test.each<[string, Uint8Array]>([
    ['no name', Uint8Array.of(0, 66)],
    ['a name and nothing else', Uint8Array.of(4, 112, 108, 97, 110)],
    ['a name that is cut off', Uint8Array.of(10, 112, 108)],
    ['a name of 101 bytes', openFrame('x'.repeat(101))],
    ['a name that is not UTF-8', Uint8Array.of(2, 0xc3, 0x28, 66)],
    ['half of a surrogate pair', Uint8Array.of(3, 0xed, 0xa0, 0x80, 66)],
    ['a length without end', new Uint8Array(12).fill(255)],
    ['nothing at all', new Uint8Array()],
  ])('%s ends the socket as a broken frame', async (_what, frame) => {
    const raw = await enter(await open(parent))
    raw.socket.send(frame)
    await until(() => raw.ending !== null)
    expect(raw.ending).toEqual({ code: 4400, reason: 'bad-frame' })
    await until(isEmpty)
  })

  test.each<[string, number[]]>([
    ['an opening with bytes behind it', [66, 0]],
    ['a leaving with bytes behind it', [67, 0]],
    ['an opening written long', [0xc2, 0]],
  ])('%s is a broken frame of its channel, and of no other', async (_what, body) => {
    const raw = await enter(await enter(await open(parent)), 'journal.team')
    raw.send('plan', Uint8Array.from(body))
    await until(() => raw.of('plan').closes.length === 1)
    expect(raw.of('plan').closes).toEqual([{ code: 4400, reason: 'bad-frame' }])
    await raw.caughtUp()
    expect([raw.ending, raw.of('journal.team').closes]).toEqual([null, []])
  })

  test('text is no frame', async () => {
    const raw = await enter(await open(parent))
    raw.socket.send('plan')
    await until(() => raw.ending !== null)
    expect(raw.ending).toEqual({ code: 4400, reason: 'bad-frame' })
  })
})

describe('a channel ends at a bad moment', () => {
  test('left, or its socket lost, while its rights are looked up or its room is loaded: nothing stays behind', async () => {
    holdLoad()
    for (let i = 0; i < 20; i += 1) {
      const raw = await open(i % 2 === 0 ? plan.lead : parent)
      raw.open('plan')
      ask(raw)
      if (i % 4 < 2) raw.leave('plan')
      if (i > 10) await raw.caughtUp()
      raw.socket.terminate()
    }
    openLoad()
    await until(isEmpty)
    const raw = await enter(await open(parent))
    expect(await figure('samepage_channels')).toBe(1)
    raw.leave('plan')
    await raw.caughtUp()
    expect(await figure('samepage_channels')).toBe(0)
  })

  test('opened again with writes in between: each channel counts its own, and every acknowledged word is kept', async () => {
    const [raw, watcher] = [await enter(await open(parent)), await enter(await open(plan.lead))]
    const { doc } = raw.of('plan')
    const key = (letter: string) => updateFrame(updateOf(doc, () => lovesOf(doc).insert(0, letter)))
    disk.hold()
    for (const letter of 'abc') raw.send('plan', key(letter))
    raw.open('plan')
    raw.send('plan', key('d'))
    raw.open('plan')
    ask(raw)
    await until(() => raw.of('plan').opened === 3)
    disk.release()
    await until(() => raw.of('plan').isSynced)
    // The last channel has sent nothing that can be saved, whatever came to disk for those before it.
    raw.send('plan', updateFrame(Uint8Array.of(0, 0)))
    await until(() => raw.of('plan').saved > 0)
    expect(raw.of('plan').saved).toBe(1)
    expect(raw.of('plan').refusals).toEqual([])
    await until(() => lovesOf(watcher.of('plan').doc).toString().length >= 3)
    expect(lovesOf(watcher.of('plan').doc).toString()).toMatch(/^d?cba$/)
  })

  test('refused in the middle of a stream: what follows on that channel is dropped, the other parts go on', async () => {
    const raw = await enter(await enter(await open(parent)), 'journal.team')
    const { doc } = raw.of('plan')
    raw.send('plan', updateFrame(updateOf(doc, () => lovesOf(doc).insert(0, 'kept'))))
    raw.send('plan', updateFrame(Uint8Array.of(1, 2, 3)))
    for (let i = 0; i < 100; i += 1) raw.send('plan', updateFrame(updateOf(doc, () => lovesOf(doc).insert(0, 'lost'))))
    raw.send('journal.team', updateFrame(Uint8Array.of(0, 0)))
    await until(() => raw.of('plan').closes.length > 0 && raw.of('journal.team').saved === 1)
    expect(raw.of('plan')).toMatchObject({ refusals: [{ n: 2, code: 'bad-update' }], closes: [{ code: 4409, reason: 'bad-update' }] })
    const fresh = await enter(await open(plan.lead))
    await until(() => lovesOf(fresh.of('plan').doc).toString() === 'kept')
    expect(raw.ending).toBeNull()
  })
})

test('[A7] what one may write on one channel of a socket says nothing of another', async () => {
  const carer = await app.member(plan.planId, 'caregiver')
  const raw = await enter(await enter(await open(carer)), 'journal.team')
  const { doc } = raw.of('plan')
  raw.send('journal.team', syncStep2Frame(Uint8Array.of(0, 0)))
  raw.send('plan', syncStep2Frame(updateOf(doc, () => lovesOf(doc).insert(0, 'not mine'))))
  await until(() => raw.of('plan').closes.length > 0 && raw.of('journal.team').saved === 1)
  expect(raw.of('plan').refusals).toEqual([{ n: 1, code: 'read-only' }])
  // Bytes of one part under the name of another are judged by that other part's shape.
  raw.send('journal.team', updateFrame(updateOf(doc, () => lovesOf(doc).insert(0, 'nor here'))))
  await until(() => raw.of('journal.team').closes.length > 0)
  expect(raw.of('journal.team').refusals.map(({ code }) => code)).toEqual(['bad-update'])
})

test('64 sockets with 50 channels each: one word reaches all of them, and when they are gone nothing is left', async () => {
  const { db } = app.deps.database
  const like = await db.selectFrom('member').selectAll().where('id', '=', parent.memberId).executeTakeFirstOrThrow()
  const account = await db.selectFrom('account').selectAll().where('id', '=', parent.accountId).executeTakeFirstOrThrow()
  const parts = ['plan', ...Array.from({ length: limits.channelsPerSocket - 1 }, () => `journal.${randomUUID()}`)]
  for (const id of parts.slice(1).map((partId) => partId.slice('journal.'.length))) {
    await db.insertInto('account').values({ ...account, id, email: `${id}@example.org` }).execute()
    await db.insertInto('member').values({ ...like, id, account_id: id }).execute()
  }
  const therapists = await Promise.all(Array.from({ length: 8 }, () => app.member(plan.planId, 'therapist')))
  collectGarbage()
  const heapBefore = process.memoryUsage().heapUsed
  const sockets = await Promise.all(Array.from({ length: 64 }, (_, i) => open(therapists[i % 8] as TestPerson)))
  const startedAt = performance.now()
  await Promise.all(sockets.map(async (raw) => {
    for (const partId of parts) raw.open(partId)
    ask(raw)
    await raw.caughtUp()
    await until(() => raw.of('plan').isSynced)
  }))
  await until(async () => (await figure('samepage_channels')) === 64 * 50)
  const openedMs = performance.now() - startedAt
  collectGarbage()
  const heap = process.memoryUsage().heapUsed - heapBefore
  tellFigure(`[A8] 3,200 channels opened in ${openedMs.toFixed(0)} ms, ${(heap / 3_200 / 1024).toFixed(1)} KiB each, both ends and documents of the test included`)
  write(sockets[0] as RawSocket, 'everywhere')
  await until(() => sockets.slice(1).every((raw) => lovesOf(raw.of('plan').doc).toString() === 'everywhere'))
  for (const { socket } of sockets) socket.terminate()
  await until(isEmpty)
  expect(heap).toBeLessThan(3_200 * 25 * 1024)
})

test('sockets that come and go by the hundred leave no memory behind', async () => {
  // Ten thousand by hand: SOCKET_CYCLES=10000.
  const cycles = Number(process.env.SOCKET_CYCLES ?? 500)
  let address = 0
  const cycle = async (many: number) => {
    for (let done = 0; done < many; done += 50) {
      // Below the requests that one address may make in a minute.
      address = (address + 1) % 200
      const batch = await Promise.all(Array.from({ length: 50 }, (_, i) => openRaw(addressOf(i % 2 === 0 ? plan.lead : parent), { localAddress: `127.0.1.${address}` })))
      for (const raw of batch) raw.open('nothing')
      await Promise.all(batch.slice(0, 5).map((raw) => enter(raw)))
      for (const [i, { socket }] of batch.entries()) if (i % 2 === 0) socket.terminate(); else socket.close()
      await until(isEmpty)
      app.travel(limits.openingWindowMs)
    }
  }
  const heap = async () => {
    await new Promise((resolve) => setImmediate(resolve))
    collectGarbage()
    return process.memoryUsage().heapUsed / mebibyte
  }
  await cycle(400)
  app.logLines.length = 0
  const before = await heap()
  await cycle(cycles)
  app.logLines.length = 0
  const after = await heap()
  tellFigure(`[A8] ${cycles} sockets came and went: heap ${before.toFixed(1)} MiB before, ${after.toFixed(1)} MiB after`)
  expect(after - before).toBeLessThan(5)
})
