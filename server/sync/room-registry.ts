/** The rooms of this server: one a part, opened once however many ask, unloaded when nobody is in it. */
import type { ErrorCode } from '#shared/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import { AppError } from '../errors.ts'
import { compactPart, rowsWorthCompacting } from './compaction.ts'
import type { Connection } from './connection.ts'
import type { PartGrant } from './grant.ts'
import { Room, type RoomDeps } from './room.ts'

/** How long an empty room stays loaded: a phone that changes cells comes back within seconds. */
const emptyRoomMs = 30_000
/** Often enough that a stock client, which gives up after 30 s of silence, never does. */
const beatMs = 15_000

export class RoomRegistry {
  readonly #deps: RoomDeps
  readonly #rooms = new Map<string, Promise<Room>>()
  readonly #connections = new Set<Connection>()
  readonly #unloads = new Map<string, NodeJS.Timeout>()
  readonly #beat: NodeJS.Timeout
  #isClosing = false

  constructor(deps: RoomDeps) {
    this.#deps = deps
    this.#beat = setInterval(() => this.#beatAll(), beatMs)
    this.#beat.unref()
  }

  /** Takes a new connection into its part's room. On failure the connection is closed with the reason. */
  async admit(connection: Connection): Promise<void> {
    const { grant } = connection
    if (this.#isClosing) return connection.close('restarting')
    const sameAccount = [...this.#connections].filter((other) => other.grant.accountId === grant.accountId)
    if (sameAccount.length >= limits.connectionsPerAccount) return connection.close('too-many-requests')
    this.#connections.add(connection)
    try {
      let room = await this.#open(grant)
      // A room may be unloaded between two turns of the loop; entering must follow the look without a pause.
      while (room.isGone) room = await this.#open(grant)
      if (!connection.isClosed) connection.enter(room)
    } catch (cause) {
      if (!(cause instanceof AppError) || cause.row.status >= 500) this.#deps.report(cause, { planId: grant.planId, partId: grant.partId })
      connection.close(cause instanceof AppError ? cause.code : 'internal')
    }
  }

  /** The connection's socket has ended. */
  release(connection: Connection): void {
    connection.ended()
    this.#connections.delete(connection)
    this.#scheduleUnload(roomKey(connection.grant))
  }

  /** Closes the connections that `isMeant` picks. Whoever still may can connect again and is judged anew [A7]. */
  closeWhere(isMeant: (connection: Connection) => boolean, code: ErrorCode): void {
    for (const connection of this.#connections) if (isMeant(connection)) connection.close(code)
  }

  /** Stops taking connections, waits until everything received is on disk, and ends all rooms [S7]. */
  async close(): Promise<void> {
    this.#isClosing = true
    clearInterval(this.#beat)
    for (const timer of this.#unloads.values()) clearTimeout(timer)
    const rooms = await Promise.all([...this.#rooms.values()].map((room) => room.catch(() => null)))
    await Promise.all(rooms.map((room) => room?.settled() ?? Promise.resolve()))
    for (const room of rooms) room?.close('restarting')
    for (const connection of this.#connections) connection.close('restarting')
  }

  async #open(grant: PartGrant): Promise<Room> {
    const key = roomKey(grant)
    const opening = this.#rooms.get(key) ?? this.#load(grant)
    this.#rooms.set(key, opening)
    const forget = () => {
      if (this.#rooms.get(key) === opening) this.#rooms.delete(key)
    }
    try {
      const room = await opening
      if (room.isGone) forget()
      return room
    } catch (cause) {
      forget()
      throw cause instanceof AppError ? cause : new AppError('storage-unavailable', {}, { cause })
    }
  }

  async #load({ planId, partId, part }: PartGrant): Promise<Room> {
    const partKey = await this.#deps.log.partKey(planId, partId)
    return new Room({ planId, partId, part, partKey }, await this.#deps.log.load(partKey), this.#deps)
  }

  #scheduleUnload(key: string): void {
    clearTimeout(this.#unloads.get(key))
    if (this.#isClosing) return
    const timer = setTimeout(() => void this.#unloadIfEmpty(key), emptyRoomMs)
    timer.unref()
    this.#unloads.set(key, timer)
  }

  async #unloadIfEmpty(key: string): Promise<void> {
    this.#unloads.delete(key)
    const room = await this.#rooms.get(key)?.catch(() => null)
    if (!room?.isEmpty) return
    if (!room.isStored) return this.#scheduleUnload(key)
    this.#rooms.delete(key)
    room.close('restarting')
    if (room.rowsSinceSnapshot < rowsWorthCompacting) return
    try {
      await compactPart(this.#deps.log, room.partKey, this.#deps.now().toISOString(), rowsWorthCompacting)
    } catch (cause) {
      this.#deps.report(cause, room)
    }
  }

  #beatAll(): void {
    const now = this.#deps.now().getTime()
    for (const connection of this.#connections) connection.beat(now)
  }
}

const roomKey = ({ planId, partId }: PartGrant): string => `${planId}/${partId}`
