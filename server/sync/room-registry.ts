/** The rooms of this server: one a part, opened once however many ask, unloaded when nobody is in it. */
import type * as Y from 'yjs'
import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from '../errors.ts'
import { compactPart, rowsWorthCompacting } from './compaction.ts'
import type { Channel } from './channel.ts'
import type { CallOff } from './clock.ts'
import type { PartGrant } from './grant.ts'
import type { Offences } from './offences.ts'
import { Room, type RoomDeps } from './room.ts'
import type { UpdateLog } from './update-log.ts'

/** How long an empty room stays loaded: a phone that changes cells comes back within seconds. */
const emptyRoomMs = 30_000
/** How soon a right that was taken away in another program ends an open socket. */
const standingMs = 1_000
/** How long stopping waits for a database that hangs, before it gives up on what was never acknowledged [S7]. */
const settleMs = 2_500

export type RegistryDeps = RoomDeps & {
  readonly log: UpdateLog
  readonly offences: Offences
  /** Why each of these channels may no longer be open, or null. */
  readonly checkStanding: (channels: readonly Channel[]) => Promise<(ErrorCode | null)[]>
}

export class RoomRegistry {
  readonly #deps: RegistryDeps
  readonly #rooms = new Map<string, Promise<Room>>()
  /** Parts that nobody may open for the moment. */
  readonly #shut = new Map<string, Promise<void>>()
  readonly #channels = new Set<Channel>()
  readonly #unloads = new Map<string, CallOff>()
  readonly #stopChecking: CallOff
  #isChecking = false
  #isClosing = false

  constructor(deps: RegistryDeps) {
    this.#deps = deps
    this.#stopChecking = deps.clock.every(standingMs, () => void this.#checkAll())
  }

  /** How many channels are open. */
  get channelCount(): number {
    return this.#channels.size
  }

  /** The rooms that are loaded now. One that is still being read is not waited for: its database may hang. */
  async loaded(): Promise<Room[]> {
    const rooms = await Promise.all([...this.#rooms.values()].map((opening) => Promise.race([opening, Promise.resolve(null)]).catch(() => null)))
    return rooms.filter((room) => room !== null)
  }

  /** Takes a new channel into its part's room. On failure the channel is closed with the reason. */
  async admit(channel: Channel): Promise<void> {
    const { grant } = channel
    if (this.#isClosing) return channel.close('restarting')
    if (this.#deps.offences.isKeptOut(grant.memberId)) return channel.close('too-many-requests')
    this.#channels.add(channel)
    try {
      // Rights that changed between the upgrade and here would be told to nobody.
      await this.#check([channel])
      if (channel.isClosed) return
      let room = await this.#open(grant)
      // A room may be unloaded between two turns of the loop; entering must follow the look without a pause.
      while (room.isGone) room = await this.#open(grant)
      if (!channel.isClosed) channel.enter(room)
    } catch (cause) {
      this.#tell(cause, grant)
      channel.close(cause instanceof AppError ? cause.code : 'internal')
    }
  }

  /** Reports what no client caused. Damage is told once, by who finds it, and not at each try to open the part [S6]. */
  #tell(cause: unknown, { planId, partId }: { planId: string; partId: string }): void {
    if (cause instanceof AppError && (cause.row.status < 500 || cause.details.isKnown === true)) return
    this.#deps.report(cause, { planId, partId })
  }

  /**
   * Writes an update into a part in a member's name, whether or not anybody has it open. Resolves when it is on disk.
   * `renewedBy`: of what the update was made from.
   */
  async write(grant: PartGrant, update: Uint8Array, renewedBy?: number): Promise<void> {
    if (this.#isClosing) throw new AppError('restarting')
    let room = await this.#open(grant)
    while (room.isGone) room = await this.#open(grant)
    try {
      await room.write(grant, update, renewedBy)
    } finally {
      if (room.isEmpty) this.#scheduleUnload(roomKey(grant))
    }
  }

  /**
   * Runs `act` while nobody has a part open and everything received is on disk. Whoever had it open, or opens it meanwhile,
   * waits until it is done.
   */
  async whileShut(place: Pick<PartGrant, 'planId' | 'partId'>, act: () => Promise<void>): Promise<void> {
    const key = roomKey(place)
    await this.#untilOpen(key)
    const { promise, resolve } = Promise.withResolvers<void>()
    this.#shut.set(key, promise)
    try {
      const room = await this.#rooms.get(key)?.catch(() => null)
      await room?.settled()
      room?.close('restarting')
      this.#rooms.delete(key)
      await act()
    } finally {
      this.#shut.delete(key)
      resolve()
    }
  }

  async #untilOpen(key: string): Promise<void> {
    while (this.#shut.has(key)) await this.#shut.get(key)
  }

  /** What `look` finds in a part, whether or not anybody has it open. */
  async read<T>(about: PartName, look: (doc: Y.Doc) => T): Promise<T> {
    if (this.#isClosing) throw new AppError('restarting')
    let room = await this.#open(about)
    while (room.isGone) room = await this.#open(about)
    try {
      return await room.read(look)
    } finally {
      if (room.isEmpty) this.#scheduleUnload(roomKey(about))
    }
  }

  /** The channel has ended. */
  release(channel: Channel): void {
    channel.ended()
    if (this.#channels.delete(channel)) this.#scheduleUnload(roomKey(channel.grant))
  }

  /** Closes the channels that `isMeant` picks. Whoever still may can open them again and is judged anew [A7]. */
  closeWhere(isMeant: (channel: Channel) => boolean, code: ErrorCode): void {
    for (const channel of this.#channels) if (isMeant(channel)) channel.close(code)
  }

  /** Stops taking channels, waits until everything received is on disk, and ends all rooms [S7]. */
  async close(): Promise<void> {
    this.#isClosing = true
    this.#stopChecking()
    for (const callOff of this.#unloads.values()) callOff()
    const settled = this.loaded().then((rooms) => Promise.all(rooms.map((room) => room.settled())))
    await Promise.race([settled, new Promise<void>((resolve) => this.#deps.clock.after(settleMs, resolve))])
    for (const channel of this.#channels) channel.close('restarting')
    for (const opening of this.#rooms.values()) void opening.then((room) => room.close('restarting'), () => undefined)
  }

  async #checkAll(): Promise<void> {
    if (this.#isChecking || this.#channels.size === 0) return
    this.#isChecking = true
    try {
      await this.#check([...this.#channels])
    } catch {
      // The database does not answer: writes fail by themselves, and the next look is a second away.
    } finally {
      this.#isChecking = false
    }
  }

  /** Ends those of these channels whose rights no longer hold. */
  async #check(channels: Channel[]): Promise<void> {
    const lapses = await this.#deps.checkStanding(channels)
    channels.forEach((channel, i) => {
      const code = lapses[i]
      if (code) channel.close(code)
    })
  }

  async #open(grant: PartName): Promise<Room> {
    const key = roomKey(grant)
    await this.#untilOpen(key)
    const opening = this.#rooms.get(key) ?? this.#load(grant)
    this.#rooms.set(key, opening)
    const forget = () => {
      if (this.#rooms.get(key) === opening) this.#rooms.delete(key)
    }
    try {
      const room = await opening
      if (room.isGone) {
        // What it has under way still comes to disk: a room that was read before that would take the same places in the log.
        await room.atRest()
        forget()
      }
      return room
    } catch (cause) {
      forget()
      throw cause instanceof AppError ? cause : new AppError('storage-unavailable', {}, { cause })
    }
  }

  async #load({ planId, partId, part }: PartName): Promise<Room> {
    const partKey = await this.#deps.log.partKey(planId, partId)
    return new Room({ planId, partId, part, partKey }, await this.#deps.log.load(partKey), this.#deps)
  }

  #scheduleUnload(key: string): void {
    this.#unloads.get(key)?.()
    if (this.#isClosing) return
    this.#unloads.set(key, this.#deps.clock.after(emptyRoomMs, () => void this.#unloadIfEmpty(key)))
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
      await compactPart(this.#deps.log, room.partKey, this.#deps.clock.now().toISOString(), rowsWorthCompacting)
    } catch (cause) {
      this.#tell(cause, room)
    }
  }
}

/** Which part it is. */
export type PartName = Pick<PartGrant, 'planId' | 'partId' | 'part'>

const roomKey = ({ planId, partId }: Pick<PartGrant, 'planId' | 'partId'>): string => `${planId}/${partId}`
