/**
 * [A7] Rights that are taken away, with two hundred sockets open: how soon every device hears of it, and that nothing written
 * after the answer is ever stored. Figures are printed.
 */
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { syncStep1Frame, updateFrame } from '#shared/protocol/frames.ts'
import { checkStanding } from '../../server/access/standing.ts'
import { replay } from '../../server/sync/compaction.ts'
import { openUpdateLog } from '../../server/sync/update-log.ts'
import { openTestApp, type TestApp, type TestPerson, type TestPlan } from '../support/app.ts'
import { listen, until } from '../support/device.ts'
import { lineOf, updateOf } from '../support/part-room.ts'
import { openRaw, tellFigure, type RawSocket } from '../support/raw-socket.ts'

type Member = TestPerson & { memberId: string; sockets: Watched[] }
/** A socket and when each of its channels ended, by `performance.now()`. */
type Watched = { raw: RawSocket; parts: string[]; endedAt: number[] }

let app: TestApp
let plan: TestPlan
let url: string
let members: Member[]

beforeEach(async () => {
  app = await openTestApp()
  plan = await app.plan()
  url = await listen(app)
  members = []
})
afterEach(async () => {
  for (const { sockets } of members) for (const { raw } of sockets) raw.socket.terminate()
  await app.close()
})

/** A member with so many sockets: every other one is a plan's, with three channels. */
async function addMember(sockets: number): Promise<Member> {
  const person = await app.member(plan.planId, 'therapist')
  const member: Member = { ...person, sockets: [] }
  members.push(member)
  await Promise.all(Array.from({ length: sockets }, async (_, i) => {
    const isPlans = i % 2 === 0
    const raw = await openRaw({ url, planId: plan.planId, cookie: person.cookie, ...(!isPlans && { partId: 'plan' }) })
    const watched: Watched = { raw, parts: isPlans ? ['plan', 'journal.team', 'journal.guardians'] : ['plan'], endedAt: [] }
    member.sockets.push(watched)
    for (const partId of watched.parts) {
      if (isPlans) raw.open(partId)
      raw.send(partId, syncStep1Frame(Uint8Array.of(0)))
      await until(() => raw.of(partId).isSynced)
    }
    const look = () => {
      const ended = raw.ending === null ? watched.parts.filter((partId) => raw.of(partId).closes.length > 0).length : watched.parts.length
      while (watched.endedAt.length < ended) watched.endedAt.push(performance.now())
    }
    raw.socket.on('message', look).on('close', look)
  }))
  return member
}

const lovesOf = (doc: Y.Doc): Y.XmlText => lineOf(doc.getMap('about').get('loves'))
/** Writes a word into the plan on a socket, as a device does that has not heard yet. */
const write = ({ raw }: Watched, word: string): void => {
  const { doc } = raw.of('plan')
  raw.send('plan', updateFrame(updateOf(doc, () => lovesOf(doc).insert(0, word))))
}
const isOver = ({ sockets }: Member): boolean => sockets.every(({ parts, endedAt }) => endedAt.length === parts.length)

async function wordsOnDisk(): Promise<string> {
  const log = openUpdateLog(app.deps.database)
  const words = lovesOf(replay(await log.load(await log.partKey(plan.planId, 'plan')), true)).toString()
  await log.close()
  return words
}

/**
 * Takes rights away from one member after the other, while those who stay write. Returns how long each channel lived on.
 * `isTold`: the change came through the server, so that even what is sent at once comes too late.
 */
async function revokeAll(revoke: (member: Member) => Promise<void>, isTold: boolean): Promise<number[]> {
  const took: number[] = []
  for (const [i, member] of members.entries()) {
    for (const { sockets } of members.slice(i + 1)) write(sockets[0] as Watched, 'early ')
    await until(() => members.slice(i + 1).every(({ sockets }) => sockets[0]?.raw.of('plan').saved === i + 1))
    await revoke(member)
    const answeredAt = performance.now()
    if (isTold) for (const socket of member.sockets) write(socket, 'late ')
    await until(() => isOver(member))
    for (const { raw, parts, endedAt } of member.sockets) {
      took.push(...endedAt.map((time) => Math.max(0, time - answeredAt)))
      const endings = raw.ending === null ? parts.flatMap((partId) => raw.of(partId).closes) : [raw.ending]
      expect(new Set(endings.map(({ code, reason }) => `${code} ${reason}`))).toEqual(new Set(['4403 not-allowed']))
    }
  }
  return took.toSorted((a, b) => a - b)
}

function tell(what: string, took: number[]): number {
  const at = (share: number) => took[Math.min(took.length - 1, Math.floor(took.length * share))] ?? NaN
  tellFigure(`[A7] ${what}, ${took.length} channels: p50 ${at(0.5).toFixed(1)} ms, p99 ${at(0.99).toFixed(1)} ms, worst ${at(1).toFixed(1)} ms`)
  return at(0.99)
}

describe('[A7] 200 sockets of twenty members', () => {
  beforeEach(async () => {
    await Promise.all(Array.from({ length: 20 }, () => addMember(10)))
  })

  test('a change of role or a removal ends every channel within 500 ms, and what is written after the answer is never stored', async () => {
    const took = await revokeAll(async (member) => {
      const path = `/api/plans/${plan.planId}/members/${member.memberId}`
      const isRemoved = members.indexOf(member) % 2 === 0
      const answer = await (isRemoved ? app.ask(plan.lead, 'DELETE', path) : app.ask(plan.lead, 'PATCH', path, { role: 'caregiver' }))
      expect(answer.statusCode).toBe(204)
    }, true)
    expect(took).toHaveLength(20 * (5 * 3 + 5))
    expect(tell('from the HTTP answer to the device', took)).toBeLessThanOrEqual(500)
    expect(await wordsOnDisk()).toBe('early '.repeat(19 * 10))
  })

  test('a change made by another program ends every channel within 1.5 s', { retry: 2 }, async () => {
    members.splice(4).flatMap(({ sockets }) => sockets).forEach(({ raw }) => raw.socket.terminate())
    const took = await revokeAll(async ({ memberId }) => {
      await app.deps.database.db.updateTable('member').set({ removed_at: '2026-11-21T03:00:00.000Z', epoch: 2 }).where('id', '=', memberId).execute()
    }, false)
    expect(tell('from a commit of another program to the device', took)).toBeLessThanOrEqual(1_500)
  })
})

test('[A7] one who was removed by another program and goes on writing is stored nowhere; the others come back and lose nothing', async () => {
  const [gone, there] = [await addMember(1), await addMember(1)] as [Member, Member]
  await app.deps.database.db.updateTable('member').set({ removed_at: '2026-11-21T03:00:00.000Z', epoch: 2 }).where('id', '=', gone.memberId).execute()
  write(gone.sockets[0] as Watched, 'late ')
  await until(() => isOver(gone))
  expect(gone.sockets[0]?.raw.of('plan').closes).toEqual([{ code: 4403, reason: 'not-allowed' }])
  const [{ raw }] = there.sockets as [Watched]
  await until(() => raw.of('plan').closes.length > 0)
  expect(raw.of('plan').closes).toEqual([{ code: 4503, reason: 'restarting' }])
  raw.open('plan')
  raw.send('plan', syncStep1Frame(Uint8Array.of(0)))
  await until(() => raw.of('plan').isSynced)
  expect(lovesOf(raw.of('plan').doc).toString()).toBe('')
  write(there.sockets[0] as Watched, 'kept ')
  await until(() => raw.of('plan').saved === 1)
  expect(await wordsOnDisk()).toBe('kept ')
})

describe('[A7] a sign-in that another program ends', () => {
  test.each([
    ['removed', (id: string) => app.deps.database.db.deleteFrom('session').where('id', '=', id).execute()],
    ['run out', (id: string) => app.deps.database.db.updateTable('session').set({ expiresAt: new Date(Date.now() - 1).toISOString() }).where('id', '=', id).execute()],
  ])('%s: its sockets end as signed out, and a plan\'s socket that stays opens nothing', async (_what, end) => {
    const member = await addMember(2)
    const { id } = await app.deps.database.db.selectFrom('session').select('id').where('userId', '=', member.accountId).executeTakeFirstOrThrow()
    await end(id)
    await until(() => isOver(member))
    const [plans, part] = member.sockets.toSorted((a, b) => b.parts.length - a.parts.length) as [Watched, Watched]
    expect(part.raw.ending).toEqual({ code: 4401, reason: 'signed-out' })
    expect(plans.raw.of('plan').closes).toEqual([{ code: 4401, reason: 'signed-out' }])
    if (plans.raw.ending === null) {
      plans.raw.open('plan')
      await until(() => plans.raw.of('plan').closes.length === 2)
    }
    expect(plans.raw.of('plan').closes.at(-1)).toEqual({ code: 4401, reason: 'signed-out' })
  })

  test('forty thousand sign-ins are looked up as well as one', async () => {
    const member = await addMember(0)
    const { db } = app.deps.database
    const { id: sessionId } = await db.selectFrom('session').select('id').where('userId', '=', member.accountId).executeTakeFirstOrThrow()
    const { memberId } = member
    const strangers = Array.from({ length: 40_000 }, () => ({ memberId: randomUUID(), epoch: 1, sessionId: randomUUID() }))
    const startedAt = performance.now()
    const answers = await checkStanding(db, [...strangers, { memberId, epoch: 1, sessionId }])
    tellFigure(`[A7] a look at 40,001 channels took ${(performance.now() - startedAt).toFixed(0)} ms`)
    expect(answers.at(-1)).toBeNull()
    expect(new Set(answers.slice(0, -1))).toEqual(new Set(['signed-out']))
  })
})
