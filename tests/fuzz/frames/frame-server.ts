/** The real sockets, channels, rooms and judge on a log that is durable at once: where mutated frames are sent to. */
import * as Y from 'yjs'
import { parsePart, type Part } from '#shared/plan/parts.ts'
import { FrameError, isWriteFrame, readClientFrame } from '#shared/protocol/frames.ts'
import { readPlanFrame } from '#shared/protocol/plan-frames.ts'
import { Admission } from '../../../server/sync/admission/judge.ts'
import { realClock } from '../../../server/sync/clock.ts'
import type { LogEntry, LogStore } from '../../../server/sync/log-store.ts'
import type { Wire } from '../../../server/sync/live-socket.ts'
import { noMeasures } from '../../../server/sync/measures.ts'
import { Offences } from '../../../server/sync/offences.ts'
import { PlanSocket } from '../../../server/sync/plan-socket.ts'
import { RoomRegistry } from '../../../server/sync/room-registry.ts'
import { UpdateLog } from '../../../server/sync/update-log.ts'
import { CareTeam, type Member } from '../simulation/care-team.ts'
import { firstContents, type FirstContent } from '../simulation/first-content.ts'
import { PartTruth } from '../simulation/truth.ts'
import { WireWatch } from '../simulation/wire-watch.ts'

type Connection = { readonly isClosed: boolean; readonly isOpen: boolean; send(bytes: Uint8Array): void }

/** A server whose log is durable at once, for one part. */
export class FrameServer {
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
    const checkStanding = async (channels: readonly unknown[]) => channels.map(() => null)
    this.#rooms = new RoomRegistry({ ...this.#deps, log: new UpdateLog(this.#store()), checkStanding })
    const { clientId, bytes } = firstContents.find((first) => first.partId === partId) as FirstContent
    if (bytes === null) return
    this.#owners.set(clientId, null)
    this.#add({ partKey: 1, seq: 1, memberId: null, epoch: null, at: '2026-11-21T08:00:00.000Z', bytes, newClientIds: [clientId] })
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
      mayNotSee: () => false,
      isBound: (_partId, clientId, memberId) => this.#owners.get(clientId) === memberId,
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
    const authorize = async (id: string) => team.grant(member, id)
    const socket = new PlanSocket(wire, owner, { ...this.#deps, rooms: this.#rooms, authorize })
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
        if (read.type === 'write') admission.judge(this.#owners, { memberId: member.memberId, canWrite: true, mayEditPlan: true }, read.update)
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
