/** One simulated plan: a server, a disk, a network and five devices, all of it decided by one seed. */
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { AppError } from '../../../server/errors.ts'
import { authorshipOf, compactPart, replay } from '../../../server/sync/compaction.ts'
import { UpdateLog } from '../../../server/sync/update-log.ts'
import { updateOf } from '../../support/part-room.ts'
import { editPart } from '../legal-edits.ts'
import { Random } from '../random.ts'
import { CareTeam, partIds, type Member, type PartId } from './care-team.ts'
import { Device, type DeviceDeps } from './device.ts'
import { firstContents } from './first-content.ts'
import { SimulatedClock, type Life } from './simulated-clock.ts'
import { SimulatedDisk } from './simulated-disk.ts'
import { SimulatedNetwork, type Line } from './simulated-network.ts'
import { SimulatedServer } from './simulated-server.ts'
import { Trace } from './trace.ts'
import { contentOf, hasPending, mustHold, PartTruth, Violation } from './truth.ts'
import { WireWatch } from './wire-watch.ts'

/** By then the server has looked at everybody's rights, however slow the disk is: it looks every second. */
const tellingMs = 5_000

export type HostileKind = 'forger' | 'mutator' | null

export class World {
  readonly random: Random
  readonly trace = new Trace()
  readonly life: Life = { name: 'world', isAlive: true }
  readonly clock = new SimulatedClock(this.life)
  readonly team = new CareTeam()
  readonly disk: SimulatedDisk
  readonly network: SimulatedNetwork
  readonly devices: readonly Device[]
  /** The parts that people have open in this story. */
  readonly shown: readonly PartId[]
  readonly hostileKind: HostileKind
  readonly truths: readonly PartTruth[] = partIds.map((partId) => new PartTruth(partId))
  readonly #owners = new Map<number, string | null>()
  server: SimulatedServer | null = null
  #servers = 0
  /** A server is on its way out, and whether another one is to begin then. */
  #isStopping = false
  #isWanted = false
  /** The first promise that did not hold. */
  violation: Error | null = null

  constructor(seed: number) {
    const random = new Random(seed)
    const { clock, trace, team } = this
    this.random = random
    this.disk = new SimulatedDisk({ clock, random, trace, team, onRow: (partId, entry) => this.#rowStored(partId, entry) })
    this.network = new SimulatedNetwork({ clock, random, trace })
    this.hostileKind = random.chance(0.4) ? (random.chance(0.5) ? 'forger' : 'mutator') : null
    if (this.hostileKind !== null) team.hostileId = team.members[4]?.memberId ?? null
    const shown = random.chance(0.6) ? [random.pick(partIds)] : partIds
    this.shown = shown
    const deps: DeviceDeps = {
      partIds: shown, clock, network: this.network, random, trace, team,
      truthOf: (partId) => this.#truthOf(partId),
      own: (clientId, memberId) => this.#own(clientId, memberId),
      watch: (device, line) => this.#watch(device, line),
    }
    this.devices = team.members.map((_member, i) => {
      const kind = random.chance(0.5) ? 'app' : random.pick(shown)
      // Two devices of one person now and then; the hostile one is nobody else's.
      const member = team.members[i === 3 && random.chance(0.3) ? 2 : i] as Member
      return new Device(`device${i}`, member, kind, random.chance(0.5), deps)
    })
  }

  /** The member with the crafted client. */
  get hostile(): Device | null {
    return this.hostileKind === null ? null : (this.devices[4] as Device)
  }

  get honest(): readonly Device[] {
    return this.devices.filter((device) => device !== this.hostile)
  }

  #truthOf(partId: string): PartTruth | undefined {
    return this.truths.find((truth) => truth.partId === partId)
  }

  #own(clientId: number, memberId: string): void {
    if (this.#owners.get(clientId) !== memberId) this.#owners.set(clientId, memberId)
  }

  #rowStored(partId: string, entry: { memberId: string | null; bytes: Uint8Array }): void {
    const hostileId = this.hostile?.member.memberId
    const isHostile = entry.memberId !== null && entry.memberId === hostileId
    const truth = this.#truthOf(partId) as PartTruth
    const before = isHostile && this.hostileKind === 'forger' ? truth.content : null
    truth.add(entry, (clientId) => {
      if (!this.#owners.has(clientId)) this.#owners.set(clientId, isHostile ? entry.memberId : null)
      return this.#owners.get(clientId)
    })
    // What goes into something that somebody else has just removed is a length without content.
    if (before !== null && before !== truth.content) throw new Violation('[A5] a forbidden update is in the log')
  }

  #watch(device: Device, line: Line): WireWatch {
    const partId = line.url.split('/sync/')[1]?.split('/')[1] ?? null
    return new WireWatch(partId, {
      isHonest: device !== this.hostile,
      truthOf: (id) => this.#truthOf(id),
      memberById: (memberId) => this.team.member(memberId),
      ownerOf: (clientId) => this.#owners.get(clientId),
      mayNotSee: (id) => {
        const isTold = this.clock.elapsedMs - device.member.changedAtMs > tellingMs
        return isTold && !this.disk.isTroubled && this.team.accessOf(device.member, id) === 'none'
      },
      isBound: (id, clientId, memberId) => this.disk.ownerOf(id, clientId) === memberId,
      // A row that a dead server had asked for is known to the next one when it writes itself.
      knowsAll: () => !this.disk.hasOutlived,
      broken: (violation) => this.fail(violation),
      refused: (code) => {
        if (device === this.hostile || (code === 'read-only' && device.member.wasCurbed)) return
        throw new Violation(`a legal update of ${device.name} was refused: ${code}`)
      },
    })
  }

  /** A new plan, and everybody opens it. */
  begin(): void {
    for (const { partId, clientId, bytes } of firstContents) {
      if (bytes === null) continue
      const truth = this.#truthOf(partId) as PartTruth
      truth.startsFilled = true
      this.#owners.set(clientId, null)
      this.disk.seed(partId, bytes, clientId)
    }
    this.startServer()
    for (const device of this.devices) device.open()
  }

  /** One server at a time: the lock on its data is held until the one before has ended. */
  startServer(): void {
    if (this.server !== null) return
    if (this.#isStopping) {
      this.#isWanted = true
      return
    }
    this.#servers += 1
    const { clock, disk, team } = this
    this.server = new SimulatedServer(`server${this.#servers}`, {
      clock, disk, team,
      memberOf: (line) => (this.devices.find(({ name }) => name === line.device.name) as Device).member,
      report: (cause) => this.#reported(cause),
    })
    this.network.answer = this.server
  }

  /** What the server reports must be a fault of the disk, and nothing else. */
  #reported(cause: unknown): void {
    this.trace.note(`server reports: ${String(cause)}`)
    if (cause instanceof AppError && cause.code === 'storage-unavailable') return
    if (cause instanceof Error && cause.message.startsWith('simulated:')) return
    this.fail(cause)
  }

  fail(cause: unknown): void {
    this.violation ??= cause instanceof Error ? cause : new Error(String(cause))
  }

  /** kill -9. */
  killServer(): void {
    const { server } = this
    if (server === null) return
    server.die()
    this.server = null
    this.network.answer = null
    for (const line of this.network.lines) if (line.device.isAlive) line.cut(this.random.chance(0.9))
  }

  /** SIGTERM. */
  stopServer(): void {
    const { server } = this
    if (server === null) return
    this.server = null
    this.network.answer = null
    this.#isStopping = true
    const ended = () => {
      this.#isStopping = false
      if (this.#isWanted) this.startServer()
      this.#isWanted = false
    }
    server.stop().then(ended, (cause: unknown) => this.fail(cause))
  }

  /** Writes in a member's name, as the server does when somebody restores a version. */
  writeAs(member: Member, partId: string): void {
    const { server, team, random } = this
    const truth = this.#truthOf(partId) as PartTruth
    if (server === null || team.accessOf(member, partId) !== 'write') return
    const doc = new Y.Doc()
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(truth.doc))
    this.#own(doc.clientID, member.memberId)
    const update = updateOf(doc, () => editPart(partId, doc, member.memberId, team.trustedBy(member.memberId), random))
    doc.destroy()
    server.rooms.write(team.grant(member, partId), update).then(
      () => {
        if (!truth.holds(update)) this.fail(new Violation('[S1] a change by the server was confirmed and is not durable'))
      },
      (cause: unknown) => {
        const isExpected = cause instanceof AppError && (cause.code !== 'bad-update' || this.disk.hasOutlived)
        if (!isExpected) this.fail(cause)
      },
    )
  }

  /** Compacts as another program does, beside the server. */
  compact(): void {
    const log = new UpdateLog(this.disk.storeFor(this.life), this.clock.of(this.life))
    const { partKey } = this.random.pick(this.disk.partKeys)
    compactPart(log, partKey, new Date(this.clock.unixMs).toISOString()).catch((cause: unknown) => {
      if (cause instanceof Violation) this.fail(cause)
    })
  }

  /** The log, read anew, is what was made durable, and knows who wrote and removed every letter [S5, W1, V2]. */
  checkLog(): void {
    for (const { partKey, partId } of this.disk.partKeys) {
      const truth = this.#truthOf(partId) as PartTruth
      for (const kind of ['live', 'history'] as const) {
        // Without a snapshot both are the same rows.
        if (kind === 'history' && this.disk.read(partKey, kind).state === null) continue
        const doc = replay(this.disk.read(partKey, kind), kind === 'live')
        mustHold(!hasPending(doc), `[A3] something is pending in the log of ${partId}`)
        mustHold(contentOf(doc, truth.shape) === truth.content, `[S5] the ${kind} log of ${partId} differs from what was stored`)
        if (!this.disk.hasOutlived) mustHold(!lacksContainers(doc, truth), `[A4] something in ${partId} lacks a text or a list`)
        doc.destroy()
      }
      this.#checkAuthors(partKey, truth)
    }
  }

  #checkAuthors(partKey: number, truth: PartTruth): void {
    const authorship = authorshipOf(this.disk.read(partKey, 'authors'))
    for (const [client, structs] of truth.doc.store.clients) {
      for (const { id, length } of structs) {
        for (const clock of [id.clock, id.clock + length - 1]) {
          const author = authorship.whoWrote(client, clock)
          const isTrue = author !== null && author.memberId === this.#owners.get(client)
          mustHold(isTrue, `[W1] ${client}/${clock} of ${truth.partId} has a wrong author`)
        }
      }
    }
    for (const [place, memberId] of truth.removers) {
      const [client, clock] = place.split('/').map(Number) as [number, number]
      const remover = authorship.whoRemoved(client, clock)
      const isTrue = remover !== null && remover.memberId === memberId
      mustHold(isTrue, `[W1] ${place} of ${truth.partId} was removed by somebody else`)
    }
  }
}

/** Whether an entity lacks a text, set or list, which two people would then make at the same time. */
function lacksContainers(doc: Y.Doc, { shape }: PartTruth): boolean {
  let lacks = false
  doc.once('afterTransaction', ({ changed }: Y.Transaction) => {
    // A text that is there and empty gets its first line when the part is loaded next.
    lacks = [...changed.keys()].some((type) => type instanceof Y.Map)
  })
  doc.transact(() => completeContainers(doc, shape))
  return lacks
}
