/** Writes that are held back so that a newcomer can be let in: whatever becomes of the newcomer, they keep their order. */
import * as decoding from 'lib0/decoding'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { shapeOf } from '#shared/plan/parts.ts'
import { frameTypes, readSaved, syncStep1Frame, syncStep2Frame, updateFrame } from '#shared/protocol/frames.ts'
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

test('[A3] [S1] words held back for a newcomer who leaves again come before the words after them', async () => {
  const doc = new Y.Doc()
  doc.transact(() => completeContainers(doc, shapeOf(part)))
  const first = { seq: 1, bytes: Y.encodeStateAsUpdate(doc), memberId: null, at: '2026-11-21T08:00:00Z' }
  const stored = { state: null, updates: [first], lastSeq: 1, owners: new Map([[doc.clientID, null]]) }
  const [entries, commits]: [LogEntry[], (() => void)[]] = [[], []]
  const log = {
    append: (entry: LogEntry) => new Promise<void>((resolve) => {
      entries.push(entry)
      commits.push(resolve)
    }),
    bindClientId: () => Promise.resolve(),
  }
  const deps = { clock: realClock(now), measures: noMeasures, offences: new Offences(now), report: fail }
  const room = new Room({ planId: 'p', partId: 'plan', part, partKey: 1 }, stored, { ...deps, log })

  const heard: Uint8Array[] = []
  const enter = (memberId: string, send: (bytes: Uint8Array) => void): Channel => {
    const grant = { planId: 'p', partId: 'plan', part, access: 'write', mayEditPlan: true, memberId, accountId: memberId, name: memberId, role: 'guardian', epoch: 1 } as const
    const channel = new Channel({ sessionId: memberId, send: ({ bare }) => send(bare), channelClosed: () => undefined }, grant, deps)
    channel.enter(room)
    return channel
  }
  const writer = enter('writer', (bytes) => heard.push(bytes))
  const newcomer = enter('newcomer', () => undefined)
  const phone = new Y.Doc()
  Y.applyUpdate(phone, first.bytes)
  const type = (letter: string) => writer.receive(updateFrame(updateOf(phone, () => lineOf(phone.getMap('about').get('loves')).insert(0, letter))))

  writer.receive(syncStep2Frame(Uint8Array.of(0, 0)))
  type('c')
  newcomer.receive(syncStep1Frame(Uint8Array.of(0)))
  type('b')
  expect(entries).toHaveLength(1)
  newcomer.ended()
  type('a')
  expect(writer.isClosed).toBe(false)
  for (const commit of commits) commit()
  await new Promise((resolve) => setImmediate(resolve))

  const onDisk = new Y.Doc()
  for (const { bytes } of [first, ...entries]) Y.applyUpdate(onDisk, bytes)
  expect(lineOf(onDisk.getMap('about').get('loves')).toJSON()).toBe('abc')
  const saved = heard.filter(([type_]) => type_ === frameTypes.saved).at(-1) as Uint8Array
  expect(readSaved(decoding.createDecoder(saved.subarray(1)))).toBe(4)
  room.close('restarting')
})
