/**
 * Mutated frames on their whole way: socket, channel, admission, room, log. The frames are those of real traffic, damaged
 * by `mutations.ts`. Nothing may crash, take long, or be acknowledged without being in the log.
 */
import '../simulation/steered-globals.ts'
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import {
  awarenessFrame, FrameError, frameTypes, isWriteFrame, readClientFrame, syncStep1Frame, syncStep2Frame, updateFrame,
} from '#shared/protocol/frames.ts'
import { leaveFrame, namedFrame, openFrame, readPlanFrame } from '#shared/protocol/plan-frames.ts'
import { Admission } from '../../../server/sync/admission/judge.ts'
import { realClock } from '../../../server/sync/clock.ts'
import type { LogEntry, LogStore } from '../../../server/sync/log-store.ts'
import type { Wire } from '../../../server/sync/live-socket.ts'
import { noMeasures } from '../../../server/sync/measures.ts'
import { Offences } from '../../../server/sync/offences.ts'
import { PlanSocket } from '../../../server/sync/plan-socket.ts'
import { RoomRegistry } from '../../../server/sync/room-registry.ts'
import { UpdateLog } from '../../../server/sync/update-log.ts'
import { updateOf } from '../../support/part-room.ts'
import { editJournal, editPlan } from '../legal-edits.ts'
import { mutate } from '../mutations.ts'
import { Random } from '../random.ts'
import { CareTeam, partIds, type Member } from '../simulation/care-team.ts'
import { contentOf, PartTruth, Violation } from '../simulation/truth.ts'
import { WireWatch } from '../simulation/wire-watch.ts'

export type FramesOutcome = { frames: number; harmless: number; longestTurnMs: number; failure: string | null }

const framesPerSession = 250
const limitMs = Number(process.env.FUZZ_TURN_MS ?? 50)
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

export async function runFrames(seed: number): Promise<FramesOutcome> {
  const random = new Random(seed)
  const outcome: FramesOutcome = { frames: 0, harmless: 0, longestTurnMs: 0, failure: null }
  try {
    await attack(random, outcome)
  } catch (cause) {
    outcome.failure = cause instanceof Violation ? cause.message : cause instanceof Error ? (cause.stack ?? cause.message) : String(cause)
  }
  return outcome
}

async function attack(random: Random, outcome: FramesOutcome): Promise<void> {
  const partId = random.pick(partIds)
  const server = new FrameServer(partId)
  const [writer, attacker, reader] = server.team.members as readonly [Member, Member, Member]
  const seen = new Y.Doc()
  const witness = server.connect(reader, (update) => Y.applyUpdate(seen, update))
  witness.send(openFrame(partId))
  witness.send(namedFrame(partId, syncStep1Frame(Y.encodeStateVector(seen))))
  await nextTurn()

  const traffic = await realTraffic(server, writer, partId, random)
  let connection = server.connect(attacker)
  for (let i = 0; i < framesPerSession; i += 1) {
    if (connection.isClosed || !connection.isOpen) {
      if (connection.isClosed) connection = server.connect(attacker)
      connection.send(openFrame(partId))
      // Now and then frames come before the room is ready.
      if (random.chance(0.8)) await nextTurn()
    }
    if (i % 50 === 0) traffic.push(...legalFrames(server, attacker, partId, random))
    const frame = damagedFrame(random, traffic, partId)
    const startedAt = performance.now()
    connection.send(frame)
    await Promise.resolve()
    const tookMs = performance.now() - startedAt
    // What is slow only because this machine is busy is fast when it is asked again.
    const turnMs = tookMs > limitMs ? Math.min(tookMs, server.timeAgain(attacker, frame)) : tookMs
    outcome.longestTurnMs = Math.max(outcome.longestTurnMs, turnMs)
    if (turnMs > limitMs) throw new Violation(`frame ${i} took ${turnMs.toFixed(0)} ms`)
    outcome.frames += 1
    if (i % 16 === 0) await nextTurn()
    if (server.trouble !== null) throw server.trouble
  }
  await nextTurn()
  await nextTurn()
  if (server.trouble !== null) throw server.trouble
  outcome.harmless += server.rowsOf(attacker)
  if (witness.isClosed || !witness.isOpen) throw new Violation('an honest reader lost its connection')
  if (contentOf(seen, server.truth.shape) !== server.truth.content) throw new Violation('an honest reader sees something else than the log holds')
  if (seen.store.pendingStructs !== null || seen.store.pendingDs !== null) throw new Violation('something is pending on an honest reader')
  server.stop()
}

/** What an honest device sends while somebody writes. */
async function realTraffic(server: FrameServer, writer: Member, partId: string, random: Random): Promise<Uint8Array[]> {
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server.truth.doc))
  const connection = server.connect(writer)
  connection.send(openFrame(partId))
  const traffic = [syncStep1Frame(Y.encodeStateVector(doc)), syncStep2Frame(Y.encodeStateAsUpdate(doc)), Uint8Array.of(frameTypes.queryAwareness)]
  for (let i = 0; i < 12; i += 1) {
    const update = updateOf(doc, () => (partId === 'plan' ? editPlan(doc, random) : editJournal(doc, writer.memberId, [writer.memberId], random)))
    traffic.push(updateFrame(update))
    connection.send(namedFrame(partId, updateFrame(update)))
    if (i % 4 === 0) await nextTurn()
  }
  traffic.push(syncStep2Frame(Y.encodeStateAsUpdate(doc)))
  const place = new TextEncoder().encode(JSON.stringify({ where: 'goals/1', cursor: { anchor: { item: { client: 1, clock: 2 } }, head: {} } }))
  traffic.push(awarenessFrame(Uint8Array.of(1, 77, 1, place.length, ...place)))
  await nextTurn()
  return traffic
}

/** One damaged frame: of what others have sent, or of what this sender might legally send. */
function damagedFrame(random: Random, traffic: readonly Uint8Array[], partId: string): Uint8Array {
  const frame = random.pick(traffic)
  const other = random.pick(traffic)
  if (random.chance(0.85)) return namedFrame(partId, mutate(frame, random, other))
  // The name of the part may be damaged too, or a channel left in between.
  return mutate(random.chance(0.1) ? leaveFrame(partId) : namedFrame(partId, frame), random, namedFrame(partId, other))
}

/** What this sender might legally send now, each from a device of its own. */
function legalFrames(server: FrameServer, { memberId }: Member, partId: string, random: Random): Uint8Array[] {
  return Array.from({ length: 6 }, () => {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(server.truth.doc))
    const update = updateOf(copy, () => (partId === 'plan' ? editPlan(copy, random) : editJournal(copy, memberId, [memberId], random)))
    copy.destroy()
    return updateFrame(update)
  })
}

type Connection = { readonly isClosed: boolean; readonly isOpen: boolean; send(bytes: Uint8Array): void }

/** Rooms on a log that is durable at once. */
class FrameServer {
  readonly team = new CareTeam()
  readonly truth: PartTruth
  trouble: Error | null = null
  readonly #partId: string
  readonly #rooms: RoomRegistry
  readonly #rows: LogEntry[] = []
  readonly #owners = new Map<number, string | null>()
  readonly #deps

  constructor(partId: string) {
    this.#partId = partId
    this.truth = new PartTruth(partId)
    const clock = realClock(() => new Date())
    const offences = new Offences(() => new Date())
    // Each offender is let in again at once: what is looked for is what happens inside.
    Object.assign(offences, { isKeptOut: () => false, mayOpen: () => true })
    this.#deps = { clock, measures: noMeasures, offences, report: (cause: unknown) => this.#fail(cause) }
    this.#rooms = new RoomRegistry({ ...this.#deps, log: new UpdateLog(this.#store()), checkStanding: (channels) => Promise.resolve(channels.map(() => null)) })
    const doc = new Y.Doc()
    doc.transact(() => completeContainers(doc, shapeOf(parsePart(partId) as Part)))
    this.#owners.set(doc.clientID, null)
    this.#add({ partKey: 1, seq: 1, memberId: null, epoch: null, at: '2026-11-21T08:00:00.000Z', bytes: Y.encodeStateAsUpdate(doc), newClientIds: [doc.clientID] })
  }

  #fail(cause: unknown): void {
    this.trouble ??= cause instanceof Error ? cause : new Error(String(cause))
  }

  #add(entry: LogEntry): void {
    this.#rows.push(entry)
    for (const clientId of entry.newClientIds) if (!this.#owners.has(clientId)) this.#owners.set(clientId, entry.memberId)
    this.truth.add(entry, (clientId) => this.#owners.get(clientId))
  }

  #store(): LogStore {
    return {
      partKey: () => Promise.resolve(1),
      load: () => Promise.resolve({
        state: null, lastSeq: this.#rows.length, owners: new Map(this.#owners),
        updates: this.#rows.map(({ seq, bytes, memberId, at }) => ({ seq, bytes, memberId, at })),
      }),
      append: async (entries) => entries.map((entry) => {
        if (entry.seq !== this.#rows.length + 1) return 'conflict'
        this.#add(entry)
        return 'stored'
      }),
      bindClientId: async (_partKey, clientId, memberId) => {
        if (!this.#owners.has(clientId)) this.#owners.set(clientId, memberId)
        return this.#owners.get(clientId) ?? null
      },
      saveSnapshot: () => Promise.resolve(),
      mendSnapshot: () => Promise.resolve(false),
      quarantine: () => Promise.resolve(false),
      scrub: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }
  }

  rowsOf(member: Member): number {
    return this.#rows.filter(({ memberId }) => memberId === member.memberId).length
  }

  connect(member: Member, onUpdate?: (update: Uint8Array) => void): Connection {
    const { team } = this
    const partId = this.#partId
    let isClosed = false
    const watch = new WireWatch(null, {
      isHonest: false,
      truthOf: (id) => (id === partId ? this.truth : undefined),
      memberById: (memberId) => team.member(memberId),
      ownerOf: () => undefined,
      refused: () => undefined,
      knowsAll: () => true,
      broken: (violation) => this.#fail(violation),
    })
    const wire: Wire = {
      bufferedAmount: 0,
      send: (bytes) => {
        watch.serverSends(bytes)
        if (onUpdate !== undefined) heardUpdate(bytes, partId, onUpdate)
      },
      ping: () => undefined,
      pause: () => undefined,
      resume: () => undefined,
      close: () => {
        isClosed = true
      },
      terminate: () => undefined,
    }
    const { memberId } = member
    const owner = { planId: 'plan', memberId, accountId: memberId, sessionId: 'session' }
    const socket = new PlanSocket(wire, owner, { ...this.#deps, rooms: this.#rooms, authorize: async (id) => team.grant(member, id) })
    return {
      get isClosed() {
        return isClosed
      },
      get isOpen() {
        return socket.channels.some((channel) => channel.grant.partId === partId)
      },
      send: (bytes) => {
        watch.serverReceives(bytes)
        socket.receive(bytes)
      },
    }
  }

  /** The shortest of three more looks at the same frame, by a judge of its own with the same content. */
  timeAgain(member: Member, frame: Uint8Array): number {
    const copy = new Y.Doc()
    Y.applyUpdate(copy, Y.encodeStateAsUpdate(this.truth.doc))
    const admission = new Admission(copy, parsePart(this.#partId) as Part)
    const look = (): number => {
      const startedAt = performance.now()
      try {
        const read = readClientFrame(readPlanFrame(frame).body)
        if (read.type === 'write') admission.judge(this.#owners, { memberId: member.memberId, canWrite: true }, read.update)
      } catch (cause) {
        if (!(cause instanceof FrameError)) throw cause
      }
      return performance.now() - startedAt
    }
    return Math.min(look(), look(), look())
  }

  stop(): void {
    void this.#rooms.close()
  }
}

function heardUpdate(bytes: Uint8Array, partId: string, onUpdate: (update: Uint8Array) => void): void {
  const body = bytes.subarray(partId.length + 1)
  if (!isWriteFrame(body)) return
  // Behind the two bytes of its kind stands the length of the update.
  let at = 2
  while ((body[at] as number) >= 0x80) at += 1
  onUpdate(body.subarray(at + 1))
}
