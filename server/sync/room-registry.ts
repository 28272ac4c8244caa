/** The rooms of this server: one a part, opened once however many ask, unloaded when nobody is in it. */
import type { ErrorCode } from '#shared/errors.ts'
import { limits } from '#shared/protocol/limits.ts'
import { AppError } from '../errors.ts'
import { compactPart, rowsWorthCompacting } from './compaction.ts'
import type { Connection } from './connection.ts'
import type { PartGrant } from './grant.ts'
import { Offences } from './offences.ts'
import { Room, type RoomDeps } from './room.ts'

/** How long an empty room stays loaded: a phone that changes cells comes back within seconds. */
const emptyRoomMs = 30_000
/** Often enough that a stock client, which gives up after 30 s of silence, never does. */
const beatMs = 15_000

/** How soon a right that was taken away in another program ends an open socket. */
const standingMs = 1_000
/** How long stopping waits for a database that hangs, before it gives up on what was never acknowledged [S7]. */
const settleMs = 2_500

export type RegistryDeps = RoomDeps & {
  /** Why each of these connections may no longer be open, or null. */
  readonly checkStanding: (connections: readonly Connection[]) => Promise<(ErrorCode | null)[]>
}

export class RoomRegistry {
  readonly #deps: RegistryDeps
  readonly #offences: Offences
  readonly #rooms = new Map<string, Promise<Room>>()
  readonly #connections = new Set<Connection>()
  readonly #unloads = new Map<string, NodeJS.Timeout>()
  readonly #beat: NodeJS.Timeout
  readonly #standing: NodeJS.Timeout
  #isChecking = false
  #isClosing = false

  constructor(deps: RegistryDeps) {
    this.#deps = deps
    this.#offences = new Offences(deps.now)
    this.#beat = setInterval(() => this.#beatAll(), beatMs)
    this.#standing = setInterval(() => void this.#checkAll(), standingMs)
    this.#beat.unref()
    this.#standing.unref()
  }

  /** Takes a new connection into its part's room. On failure the connection is closed with the reason. */
  async admit(connection: Connection): Promise<void> {
    const { grant } = connection
    if (this.#isClosing) return connection.close('restarting')
    if (this.#offences.isKeptOut(grant.memberId)) return connection.close('too-many-requests')
    const sameAccount = [...this.#connections].filter((other) => other.grant.accountId === grant.accountId)
    if (sameAccount.length >= limits.connectionsPerAccount) return connection.close('too-many-requests')
    this.#connections.add(connection)
    try {
      // Rights that changed between the upgrade and here would be told to nobody.
      await this.#check([connection])
      if (connection.isClosed) return
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
    if (connection.endedFor === 'bad-update' || connection.endedFor === 'bad-frame') this.#offences.note(connection.grant.memberId)
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
    clearInterval(this.#standing)
    for (const timer of this.#unloads.values()) clearTimeout(timer)
    const settled = Promise.all([...this.#rooms.values()].map(async (opening) => (await opening.catch(() => null))?.settled()))
    await Promise.race([settled, new Promise((resolve) => setTimeout(resolve, settleMs).unref())])
    for (const connection of this.#connections) connection.close('restarting')
    for (const opening of this.#rooms.values()) void opening.then((room) => room.close('restarting'), () => undefined)
  }

  async #checkAll(): Promise<void> {
    if (this.#isChecking || this.#connections.size === 0) return
    this.#isChecking = true
    try {
      await this.#check([...this.#connections])
    } catch {
      // The database does not answer: writes fail by themselves, and the next look is a second away.
    } finally {
      this.#isChecking = false
    }
  }

  /** Ends those of these connections whose rights no longer hold. */
  async #check(connections: Connection[]): Promise<void> {
    const lapses = await this.#deps.checkStanding(connections)
    connections.forEach((connection, i) => {
      const code = lapses[i]
      if (code) connection.close(code)
    })
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
    for (const connection of this.#connections) connection.beat()
  }
}

const roomKey = ({ planId, partId }: PartGrant): string => `${planId}/${partId}`
