/** A room that ended with words on their way to the disk: the next one is read when they are there, and not before. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { shapeOf } from '#shared/plan/parts.ts'
import { syncStep2Frame, updateFrame } from '#shared/protocol/frames.ts'
import { Channel } from '../../server/sync/channel.ts'
import { realClock } from '../../server/sync/clock.ts'
import type { LogEntry } from '../../server/sync/log-store.ts'
import { noMeasures } from '../../server/sync/measures.ts'
import { Offences } from '../../server/sync/offences.ts'
import { RoomRegistry } from '../../server/sync/room-registry.ts'
import type { UpdateLog } from '../../server/sync/update-log.ts'
import { lineOf, updateOf } from '../support/part-room.ts'

const part = { kind: 'plan' } as const
const now = () => new Date('2026-11-21T09:00:00Z')
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('[S4] [S5] a room that is opened again waits for the appends of the one before it', async () => {
  const doc = new Y.Doc()
  doc.transact(() => completeContainers(doc, shapeOf(part)))
  const rows = [{ seq: 1, bytes: Y.encodeStateAsUpdate(doc), memberId: null as string | null, at: '2026-11-21T08:00:00Z' }]
  const commits: (() => void)[] = []
  const log = {
    partKey: () => Promise.resolve(1),
    load: () => Promise.resolve({ state: null, updates: [...rows], lastSeq: rows.length, owners: new Map([[doc.clientID, null]]) }),
    append: (entry: LogEntry) => new Promise<void>((resolve) => {
      commits.push(() => {
        rows.push(entry)
        resolve()
      })
    }),
    bindClientId: () => Promise.resolve(),
  }
  const deps = {
    clock: realClock(now), measures: noMeasures, offences: new Offences(now), report: () => undefined,
    checkStanding: (channels: readonly Channel[]) => Promise.resolve(channels.map(() => null)),
  }
  const registry = new RoomRegistry({ ...deps, log: log as unknown as UpdateLog })
  const channelOf = (memberId: string) =>
    new Channel(
      { sessionId: memberId, send: () => undefined, channelClosed: () => undefined },
      { planId: 'p', partId: 'plan', part, access: 'write', mayEditPlan: true, memberId, accountId: memberId, name: memberId, role: 'guardian', epoch: 1 },
      deps,
    )

  const writer = channelOf('writer')
  await registry.admit(writer)
  const phone = new Y.Doc()
  Y.applyUpdate(phone, rows[0]?.bytes as Uint8Array)
  writer.receive(syncStep2Frame(Uint8Array.of(0, 0)))
  writer.receive(updateFrame(updateOf(phone, () => lineOf(phone.getMap('about').get('loves')).insert(0, 'cars'))))
  expect(commits).toHaveLength(1)
  const [before] = await registry.loaded()
  before?.close('restarting')

  const entering = registry.admit(channelOf('reader'))
  for (let i = 0; i < 5; i += 1) await turn()
  expect((await registry.loaded()).filter((room) => !room.isGone)).toEqual([])
  for (const commit of commits) commit()
  await entering
  const [after] = (await registry.loaded()).filter((room) => !room.isGone)
  expect(after?.rowsSinceSnapshot).toBe(2)
  await registry.close()
})
