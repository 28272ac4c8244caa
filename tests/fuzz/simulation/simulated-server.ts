/** One server process: the real rooms, channels and sockets on a simulated clock, disk and network. It may die at any moment. */
import { AppError } from '../../../server/errors.ts'
import type { ChannelDeps } from '../../../server/sync/channel.ts'
import type { LiveSocket } from '../../../server/sync/live-socket.ts'
import { noMeasures } from '../../../server/sync/measures.ts'
import { Offences } from '../../../server/sync/offences.ts'
import { PartSocket } from '../../../server/sync/part-socket.ts'
import { PlanSocket } from '../../../server/sync/plan-socket.ts'
import { RoomRegistry } from '../../../server/sync/room-registry.ts'
import { Sockets } from '../../../server/sync/sockets.ts'
import { UpdateLog } from '../../../server/sync/update-log.ts'
import { planId, type CareTeam, type Member } from './care-team.ts'
import type { Life, SimulatedClock } from './simulated-clock.ts'
import type { SimulatedDisk } from './simulated-disk.ts'
import type { Answer, Line } from './simulated-network.ts'

type ServerDeps = {
  readonly clock: SimulatedClock
  readonly disk: SimulatedDisk
  readonly team: CareTeam
  readonly memberOf: (line: Line) => Member
  /** The server says that something went wrong which no client caused. */
  readonly report: (cause: unknown) => void
}

export class SimulatedServer implements Answer {
  readonly life: Life
  readonly rooms: RoomRegistry
  readonly #deps: ServerDeps
  readonly #log: UpdateLog
  readonly #sockets: Sockets
  readonly #channelDeps: ChannelDeps

  constructor(name: string, deps: ServerDeps) {
    this.life = { name, isAlive: true }
    this.#deps = deps
    const clock = deps.clock.of(this.life)
    const { now } = clock
    this.#log = new UpdateLog(deps.disk.storeFor(this.life), clock)
    this.#channelDeps = { clock, measures: noMeasures, offences: new Offences(now), report: deps.report }
    this.#sockets = new Sockets(clock)
    this.rooms = new RoomRegistry({
      ...this.#channelDeps,
      log: this.#log,
      checkStanding: (channels) =>
        deps.disk.asks(this.life, 'standing', () =>
          channels.map(({ grant }) => (deps.team.epochs.get(grant.memberId) === grant.epoch ? null : 'not-allowed')),
        ),
    })
  }

  /** As the gateway and the route guard do it. */
  upgrade(line: Line): (() => void) | null {
    const member = this.#deps.memberOf(line)
    const partId = line.url.split('/sync/')[1]?.split('/')[1]
    if (member.isRemoved) return null
    if (partId === undefined) return () => void this.#open(line, this.#planSocket(line, member))
    try {
      const grant = this.#deps.team.grant(member, partId)
      return () => {
        const socket = new PartSocket(line.wire, grant, 'session', this.#channelDeps)
        if (this.#open(line, socket)) void this.rooms.admit(socket.channel)
      }
    } catch (cause) {
      if (cause instanceof AppError) return null
      throw cause
    }
  }

  #planSocket(line: Line, member: Member): PlanSocket {
    const { disk, team } = this.#deps
    const authorize = async (partId: string) => {
      const granted = await disk.asks(this.life, 'rights', () => {
        try {
          return team.grant(member, partId)
        } catch (cause) {
          return cause
        }
      }).catch(() => new AppError('storage-unavailable'))
      if (granted instanceof AppError) throw granted
      return granted as ReturnType<CareTeam['grant']>
    }
    const owner = { planId, memberId: member.memberId, accountId: `account of ${member.memberId}`, sessionId: 'session' }
    return new PlanSocket(line.wire, owner, { ...this.#channelDeps, authorize, rooms: this.rooms })
  }

  #open(line: Line, socket: LiveSocket): boolean {
    line.server = {
      receive: (bytes) => socket.receive(bytes),
      sawPong: () => socket.sawPong(),
      closed: () => {
        const { channels } = socket
        socket.ended()
        for (const channel of channels) this.rooms.release(channel)
        this.#sockets.remove(socket)
      },
    }
    return this.#sockets.add(socket)
  }

  /** The process is gone, and with it everything that was not durable. */
  die(): void {
    this.life.isAlive = false
  }

  /** Stops as SIGTERM asks for. */
  async stop(): Promise<void> {
    this.#sockets.refuseAll()
    await this.rooms.close()
    this.#sockets.closeWhere(() => true, 'restarting')
    // As openLiveEditing does it, and then the process ends: it does not wait for a database that hangs.
    let isFreed = false
    const freed = this.#log.close().then(() => {
      isFreed = true
    })
    const { clock } = this.#deps
    await Promise.race([freed, new Promise<void>((resolve) => void clock.after(500, this.life, resolve))])
    if (!isFreed) this.die()
  }
}
