/** [A6] Presence under people who do not keep to it: what it may weigh, how often it is told, and for whom one may speak. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { limits } from '#shared/protocol/limits.ts'
import { awarenessFrame, syncStep1Frame } from '#shared/protocol/frames.ts'
import { openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { listen, until } from '../support/device.ts'
import { openRaw, tellFigure, type RawSocket } from '../support/raw-socket.ts'

let app: TestApp
let plan: TestPlan
let parent: TestPerson & { memberId: string }
let url: string
const raws: RawSocket[] = []

beforeEach(async () => {
  app = await openTestApp()
  plan = await app.plan()
  parent = await app.member(plan.planId, 'guardian', 'Maeve Orr')
  url = await listen(app)
})
afterEach(async () => {
  for (const { socket } of raws.splice(0)) socket.terminate()
  await app.close()
})

/** A socket of a person that is in the plan. */
async function enter({ cookie }: TestPerson): Promise<RawSocket> {
  const raw = await openRaw({ url, planId: plan.planId, cookie })
  raws.push(raw)
  raw.open('plan')
  raw.send('plan', syncStep1Frame(Uint8Array.of(0)))
  await until(() => raw.of('plan').isSynced)
  return raw
}

type Said = { clientId: number; clock: number; state: unknown }

function say(raw: RawSocket, ...all: Said[]): void {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, all.length)
  for (const { clientId, clock, state } of all) {
    encoding.writeVarUint(encoder, clientId)
    encoding.writeVarUint(encoder, clock)
    encoding.writeVarString(encoder, typeof state === 'string' ? state : JSON.stringify(state))
  }
  raw.send('plan', awarenessFrame(encoding.toUint8Array(encoder)))
}

/** What a socket knows of everyone, by client id: the last it heard. */
function known(raw: RawSocket): Map<number, Record<string, unknown> | null> {
  const places = new Map<number, Record<string, unknown> | null>()
  for (const update of raw.of('plan').presence) {
    const decoder = decoding.createDecoder(update)
    for (let count = decoding.readVarUint(decoder); count > 0; count -= 1) {
      const clientId = decoding.readVarUint(decoder)
      decoding.readVarUint(decoder)
      places.set(clientId, JSON.parse(decoding.readVarString(decoder)) as Record<string, unknown> | null)
    }
  }
  return places
}

test('[A8] awarenessBytes: 4 KiB are heard, one byte more ends the channel and nothing else', async () => {
  const raw = await enter(parent)
  const stateOf = (bytes: number): string => JSON.stringify({ where: 'goals', x: 'x'.repeat(bytes) })
  // One state of client 7: a byte each for count, id and clock, two for the length of the words.
  const spare = limits.awarenessBytes - 5 - stateOf(0).length
  say(raw, { clientId: 7, clock: 1, state: stateOf(spare) })
  await until(() => known(raw).get(7)?.where === 'goals')
  say(raw, { clientId: 7, clock: 2, state: stateOf(spare + 1) })
  await until(() => raw.of('plan').closes.length > 0)
  expect(raw.of('plan').closes).toEqual([{ code: 4413, reason: 'too-large' }])
  expect(raw.ending).toBeNull()
})

test('[A8] presenceEveryMs: whoever moves a thousand times is told of now and then, and where they are in the end', async () => {
  const [mover, watcher] = [await enter(parent), await enter(plan.lead)]
  const startedAt = performance.now()
  for (let clock = 1; clock <= 1_000; clock += 1) say(mover, { clientId: 7, clock, state: { where: `goals/${clock}` } })
  await until(() => known(watcher).get(7)?.where === 'goals/1000')
  const tookMs = performance.now() - startedAt
  const tellings = watcher.of('plan').presence.length
  tellFigure(`[A8] 1,000 moves in ${tookMs.toFixed(0)} ms were told in ${tellings} frames`)
  expect(tellings).toBeLessThanOrEqual(2 + tookMs / limits.presenceEveryMs)
})

test('[A6] a channel speaks for the one client id it claimed first, and claims bind one row however many it tries', async () => {
  const [phone, laptop] = [await enter(parent), await enter(plan.lead)]
  say(laptop, { clientId: 8, clock: 1, state: { where: 'goals' } })
  await until(() => known(phone).has(8))
  // The first is somebody else's, and is skipped; the second is free; the others come too late.
  say(phone, ...[8, 7, 9, 10].map((clientId) => ({ clientId, clock: 5, state: { where: 'about' } })))
  for (let clientId = 100; clientId < 600; clientId += 1) say(phone, { clientId, clock: 1, state: {} })
  await until(() => known(laptop).get(7)?.where === 'about')
  await phone.caughtUp()
  expect([...known(laptop).keys()].toSorted()).toEqual([7, 8])
  expect(known(laptop).get(8)).toMatchObject({ where: 'goals', user: { memberId: plan.leadMemberId } })
  const rows = await app.deps.database.db.selectFrom('client_id').select('client_id').where('member_id', '=', parent.memberId).execute()
  expect(rows).toEqual([{ client_id: 7 }])
})

test('[A6] a second socket of the same person takes the place over, and the first cannot end it', async () => {
  const [stale, fresh, watcher] = [await enter(parent), await enter(parent), await enter(plan.lead)]
  say(stale, { clientId: 7, clock: 1, state: { where: 'goals' } })
  await until(() => known(watcher).get(7)?.where === 'goals')
  say(fresh, { clientId: 7, clock: 2, state: { where: 'about' } })
  await until(() => known(watcher).get(7)?.where === 'about')
  stale.socket.terminate()
  await until(async () => (await app.app.inject({ method: 'GET', url: '/metrics' })).body.includes('samepage_sockets 2'))
  await watcher.caughtUp()
  expect(known(watcher).get(7)).toMatchObject({ where: 'about' })
  fresh.socket.terminate()
  await until(() => known(watcher).get(7) === null)
})

test('[A6] only whitelisted fields of the right form pass', async () => {
  const [phone, laptop] = [await enter(parent), await enter(plan.lead)]
  const id = { client: 1, clock: 2 }
  const good = { anchor: { type: id, tname: null, item: null, assoc: 0 }, head: { type: null, tname: 'goals', item: id, assoc: -1 } }
  const cases: [unknown, { where: unknown; cursor: unknown }][] = [
    [{ where: 'goals/1/title', cursor: good }, { where: 'goals/1/title', cursor: good }],
    [{ where: '<img src=x>', cursor: { ...good, words: 'secret' } }, { where: null, cursor: good }],
    [{ where: 'x'.repeat(201), cursor: { anchor: { ...good.anchor, words: 'secret' }, head: good.head } }, { where: null, cursor: null }],
    [{ where: ['goals'], cursor: { anchor: { item: { ...id, words: 'secret' } }, head: good.head } }, { where: null, cursor: null }],
    ['{"where":"goals","__proto__":{"user":"x"},"constructor":1}', { where: 'goals', cursor: null }],
    ['{"where":"about","cursor":{"anchor":{"__proto__":{"x":1}},"head":{}}}', { where: 'about', cursor: null }],
  ]
  for (const [i, [state, expected]] of cases.entries()) {
    const tellings = laptop.of('plan').presence.length
    say(phone, { clientId: 7, clock: i + 1, state })
    await until(() => laptop.of('plan').presence.length > tellings)
    const { user, ...rest } = known(laptop).get(7) ?? {}
    expect(rest).toEqual(expected)
    expect(user).toMatchObject({ name: 'Maeve Orr', role: 'guardian' })
  }
})

test.each<[string, Uint8Array]>([
  ['a count without what it counts', awarenessFrame(Uint8Array.of(255, 255, 3))],
  ['a state that is a list', awarenessFrame(Uint8Array.of(1, 7, 1, 2, 0x5b, 0x5d))],
  ['a state that is not JSON', awarenessFrame(Uint8Array.of(1, 7, 1, 1, 0x7b))],
])('[A6] %s is a broken frame: the channel ends, and the fifth time the person is kept out', async (_what, frame) => {
  const raw = await enter(parent)
  for (let time = 1; time <= limits.offences; time += 1) {
    if (time > 1) raw.open('plan')
    raw.send('plan', frame)
    await until(() => raw.of('plan').closes.length === time)
    expect(raw.of('plan').closes.at(-1)).toEqual({ code: 4400, reason: 'bad-frame' })
  }
  raw.open('plan')
  await until(() => raw.of('plan').closes.at(-1)?.reason === 'too-many-requests')
})
