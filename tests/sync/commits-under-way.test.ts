/** What a room does while commits are under way, on a log that commits when the test says so. */
import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { shapeOf } from '#shared/plan/parts.ts'
import { frameTypes, readSaved, syncStep1Frame, syncStep2Frame, updateFrame } from '#shared/protocol/frames.ts'
import { AppError } from '../../server/errors.ts'
import { Channel } from '../../server/sync/channel.ts'
import { realClock } from '../../server/sync/clock.ts'
import type { LogEntry } from '../../server/sync/log-store.ts'
import { noMeasures } from '../../server/sync/measures.ts'
import { Offences } from '../../server/sync/offences.ts'
import { Room } from '../../server/sync/room.ts'
import { lineOf, updateOf } from '../support/part-room.ts'

const part = { kind: 'plan' } as const
const now = () => new Date('2026-11-21T09:00:00Z')
const fail = (cause: unknown) => {
  throw cause
}

function openRoom() {
  const doc = new Y.Doc()
  doc.transact(() => completeContainers(doc, shapeOf(part)))
  const first = { seq: 1, bytes: Y.encodeStateAsUpdate(doc), memberId: null, at: '2026-11-21T08:00:00Z' }
  const stored = { state: null, updates: [first], lastSeq: 1, owners: new Map([[doc.clientID, null]]) }
  const entries: LogEntry[] = []
  const commits: { resolve: () => void; reject: (cause: Error) => void }[] = []
  const log = {
    append: (entry: LogEntry) => new Promise<void>((resolve, reject) => {
      entries.push(entry)
      commits.push({ resolve, reject })
    }),
    bindClientId: () => Promise.resolve(),
  }
  const deps = { clock: realClock(now), measures: noMeasures, offences: new Offences(now) }
  const reported: unknown[] = []
  const room = new Room({ planId: 'p', partId: 'plan', part, partKey: 1 }, stored, { ...deps, report: (cause) => reported.push(cause), log })
  const enter = (memberId: string, send: (bytes: Uint8Array) => void): Channel => {
    const owner = { sessionId: memberId, send: ({ bare }: { bare: Uint8Array }) => send(bare), channelClosed: () => undefined }
    const channel = new Channel(owner, grantOf(memberId), { ...deps, report: fail })
    channel.enter(room)
    return channel
  }
  const phone = new Y.Doc()
  Y.applyUpdate(phone, first.bytes)
  return { room, first, entries, commits, reported, enter, phone, loves: lineOf(phone.getMap('about').get('loves')) }
}

const grantOf = (memberId: string) =>
  ({ planId: 'p', partId: 'plan', part, access: 'write', mayEditPlan: true, memberId, accountId: memberId, name: memberId, role: 'guardian', epoch: 1 }) as const

test('[A3] [S1] words held back for a newcomer who leaves again come before the words after them', async () => {
  const { room, first, entries, commits, enter, phone, loves } = openRoom()
  const heard: Uint8Array[] = []
  const writer = enter('writer', (bytes) => heard.push(bytes))
  const newcomer = enter('newcomer', () => undefined)
  const type = (letter: string) => writer.receive(updateFrame(updateOf(phone, () => loves.insert(0, letter))))

  writer.receive(syncStep2Frame(Uint8Array.of(0, 0)))
  type('c')
  newcomer.receive(syncStep1Frame(Uint8Array.of(0)))
  type('b')
  expect(entries).toHaveLength(1)
  newcomer.ended()
  type('a')
  expect(writer.isClosed).toBe(false)
  for (const { resolve } of commits) resolve()
  await new Promise((resolve) => setImmediate(resolve))

  const onDisk = new Y.Doc()
  for (const { bytes } of [first, ...entries]) Y.applyUpdate(onDisk, bytes)
  expect(lineOf(onDisk.getMap('about').get('loves')).toJSON()).toBe('abc')
  const saved = heard.filter(([type_]) => type_ === frameTypes.saved).at(-1) as Uint8Array
  expect(readSaved(decoding.createDecoder(saved.subarray(1)))).toBe(4)
  room.close('restarting')
})

test.each(['is durable', 'fails'])('[S1] what the server removes for a member while somebody else is removing it is confirmed only once that %s', async (end) => {
  const { room, commits, reported, enter, phone, loves } = openRoom()
  const writer = enter('writer', () => undefined)
  writer.receive(syncStep2Frame(updateOf(phone, () => loves.insert(0, 'trains'))))
  commits[0]?.resolve()
  await new Promise((resolve) => setImmediate(resolve))

  const removal = updateOf(phone, () => loves.delete(0, 6))
  writer.receive(updateFrame(removal))
  let told: unknown = 'nothing yet'
  room.write(grantOf('other'), removal).then(() => (told = 'written'), (cause: unknown) => (told = cause))
  await new Promise((resolve) => setImmediate(resolve))
  expect([commits.length, told]).toEqual([2, 'nothing yet'])

  if (end === 'is durable') commits[1]?.resolve()
  else commits[1]?.reject(new AppError('storage-unavailable'))
  await new Promise((resolve) => setImmediate(resolve))
  expect(told).toEqual(end === 'is durable' ? 'written' : new AppError('restarting'))
  expect(reported).toHaveLength(end === 'is durable' ? 0 : 1)
  room.close('restarting')
})
