/**
 * A part that is live on this server: what is known of it, and the channels on it. The order of work for an update is
 * judge, apply, append, and once it is on disk acknowledge and publish. What a channel is told is always durable: a
 * newcomer's first answer waits for the commit under way, and a failed commit throws the whole room away, because the
 * log is the truth and the room is a cache [S1, S5].
 *
 * A room sleeps until somebody needs more than the stored bytes: then its document is built.
 *
 * One file, because every rule above rests on the order of these few steps, and nobody sees an order that is spread over files.
 */
import * as Y from 'yjs'
import type { ErrorCode } from '#shared/errors.ts'
import type { Part } from '#shared/plan/parts.ts'
import { awarenessFrame, updateFrame } from '#shared/protocol/frames.ts'
import { limits } from '#shared/protocol/limits.ts'
import { AppError } from '../errors.ts'
import type { Judgement, Sender } from './admission/judge.ts'
import type { Channel, WriteFrame } from './channel.ts'
import type { CallOff, Clock } from './clock.ts'
import type { PartGrant } from './grant.ts'
import { joinedNews, type News } from './joined-news.ts'
import type { StoredPart } from './log-store.ts'
import type { Measures } from './measures.ts'
import { PartDocument } from './part-document.ts'
import { PartFrame } from './part-frame.ts'
import { Presence } from './presence.ts'
import type { UpdateLog } from './update-log.ts'
import { wholeAsStored } from './whole-as-stored.ts'

export type RoomDeps = {
  readonly log: Pick<UpdateLog, 'append' | 'bindClientId'>
  readonly clock: Clock
  readonly measures: Measures
  /** Something that no client caused went wrong; `about` names the part and holds no content. */
  readonly report: (cause: unknown, about: { planId: string; partId: string }) => void
  /** What came to disk of a part has just been told to those who have it open. */
  readonly told?: (about: { planId: string; partId: string }) => void
}

type RoomKey = { readonly planId: string; readonly partId: string; readonly part: Part; readonly partKey: number }

export class Room {
  readonly planId: string
  readonly partId: string
  readonly partKey: number
  readonly #part: Part
  readonly #deps: RoomDeps
  readonly #owners: Map<number, string | null>
  /** The client id that every device has which got this part after its last erasure. */
  readonly #renewedBy: number | undefined
  /** Channels that have shown in their step 1 that what they hold is of this part, and not of one before an erasure. */
  readonly #fresh = new Set<Channel>()
  readonly #channels = new Set<Channel>()
  readonly #presence = new Presence()
  /** What was read, until the document is built from it. */
  #stored: StoredPart | null
  #document: PartDocument | null = null
  #storedWhole: Uint8Array | null | undefined
  /** Devices that have not been asked what they have. */
  readonly #unasked = new Set<Channel>()
  #askSoon: CallOff | null = null
  #seq: number
  #rowsSinceSnapshot: number
  #bytes: number
  /** Appends that are not on disk yet. */
  #unstored = 0
  /** What this turn of the loop has found on disk. */
  #news: News[] = []
  /** Newcomers waiting for the commit under way, and the writes held back so that it can end. */
  readonly #newcomers = new Map<Channel, Uint8Array>()
  #held: WriteFrame[] = []
  #heldBytes = 0
  /** Set while a telling of who is where is due; nothing is told while a new client id is not bound on disk. */
  #presenceDue: CallOff | null = null
  #unbound = 0
  #lastAppend: Promise<void> = Promise.resolve()
  #isGone = false

  constructor({ planId, partId, part, partKey }: RoomKey, stored: StoredPart, deps: RoomDeps) {
    this.planId = planId
    this.partId = partId
    this.partKey = partKey
    this.#part = part
    this.#deps = deps
    this.#stored = stored
    this.#owners = stored.owners
    this.#renewedBy = stored.renewedBy
    this.#seq = stored.lastSeq
    this.#rowsSinceSnapshot = stored.updates.length
    this.#bytes = (stored.state?.bytes.length ?? 0) + stored.updates.reduce((sum, update) => sum + update.bytes.length, 0)
  }

  get isEmpty(): boolean {
    return this.#channels.size === 0
  }

  /** Whether everything this room holds is on disk, so that it may be unloaded [S5]. */
  get isStored(): boolean {
    return this.#unstored === 0
  }

  get isGone(): boolean {
    return this.#isGone
  }

  get rowsSinceSnapshot(): number {
    return this.#rowsSinceSnapshot
  }

  /** Bytes of the part, as far as they are known: what was typed and deleted again is counted until it is looked at. */
  get sizeBytes(): number {
    return this.#bytes
  }

  join(channel: Channel): void {
    this.#channels.add(channel)
    this.#unasked.add(channel)
    if (this.#document !== null) this.#ask(this.#document)
    else this.#askSoon ??= this.#deps.clock.after(limits.askAfterMs, () => this.#unasked.size > 0 && this.#awakeOrFail())
    this.tellPresence(channel)
  }

  leave(channel: Channel): void {
    this.#channels.delete(channel)
    this.#unasked.delete(channel)
    this.#fresh.delete(channel)
    const farewell = this.#presence.leave(channel)
    if (farewell !== null) this.#publish(awarenessFrame(farewell), null)
    // What was held back for a newcomer that is gone goes first: a later frame that overtook it would have a gap.
    if (this.#newcomers.delete(channel) && this.#newcomers.size === 0) this.#takeHeld()
  }

  /** Builds the document where it is not built yet. */
  #awake(): PartDocument {
    if (this.#document !== null) return this.#document
    const document = new PartDocument(this.#part, this.#stored as StoredPart)
    this.#document = document
    this.#stored = null
    this.#storedWhole = null
    this.#complete(document)
    this.#ask(document)
    return document
  }

  #awakeOrFail(): void {
    try {
      this.#awake()
    } catch (cause) {
      this.#fail(cause, null)
    }
  }

  /**
   * Asks what a device has that this part lacks. Readers too: a device whose person lost the right to write while offline
   * must hear that it is refused.
   */
  #ask(document: PartDocument): void {
    if (this.#unasked.size === 0) return
    const stateVector = document.stateVector()
    for (const channel of this.#unasked) channel.sendStep1(stateVector)
    this.#unasked.clear()
  }

  /**
   * Takes what a device says of its place. Before others learn of a new client id it is bound to the member on disk: one
   * who reads it from presence must not be able to write under it [A2]. That of a reader too: readers become writers.
   */
  hearPresence(channel: Channel, update: Uint8Array): void {
    const { memberId } = channel.grant
    const mayClaim = (clientId: number) => (this.#owners.get(clientId) ?? memberId) === memberId
    const claimed = this.#presence.hear(channel, update, mayClaim)
    if (claimed !== null && !this.#owners.has(claimed)) {
      this.#owners.set(claimed, memberId)
      this.#unbound += 1
      this.#deps.log.bindClientId(this.partKey, claimed, memberId).then(
        () => {
          this.#unbound -= 1
          this.#tellNews()
        },
        (cause: unknown) => this.#fail(cause, channel),
      )
    }
    this.#tellNews()
  }

  /** Tells everyone what is new, the speaker too: it learns the identity the server wrote. At most once in a while [A6]. */
  #tellNews(): void {
    if (this.#unbound > 0 || this.#presenceDue !== null || this.#isGone) return
    const news = this.#presence.news()
    if (news === null) return
    this.#publish(awarenessFrame(news), null)
    this.#presenceDue = this.#deps.clock.after(limits.presenceEveryMs, () => {
      this.#presenceDue = null
      this.#tellNews()
    })
  }

  tellPresence(channel: Channel): void {
    const everyone = this.#presence.everyone()
    if (everyone !== null) channel.send(new PartFrame(this.partId, awarenessFrame(everyone)))
  }

  /** Sends one frame to everybody but the one it came from. */
  #publish(bytes: Uint8Array, except: Channel | null): void {
    const frame = new PartFrame(this.partId, bytes)
    for (const channel of this.#channels) if (channel !== except) channel.send(frame)
  }

  /** Answers with what the device lacks, once all of that is on disk. Of several questions the last one counts. */
  answerStep1(channel: Channel, stateVector: Uint8Array): void {
    if (!this.#isOfToday(stateVector)) return channel.close('part-renewed')
    this.#fresh.add(channel)
    this.#newcomers.set(channel, stateVector)
    // Before the look at what is not stored: building the document may add to it.
    if (this.#document === null) {
      if (!hasNothing(stateVector) || this.#asStored() === null) this.#awake()
      // Of a device with nothing, everything it has is asked for: that is quickly told, and needs no document.
      else if (this.#unasked.delete(channel)) channel.sendStep1(nothing)
    }
    if (this.#unstored === 0) this.#letIn()
  }

  /**
   * Whether a device with this state vector may go on with what it holds: it has nothing, or got it after the last erasure.
   * What was erased would come back with undo, and stays on a device that is not told to begin anew.
   */
  #isOfToday(stateVector: Uint8Array): boolean {
    if (this.#renewedBy === undefined || hasNothing(stateVector)) return true
    try {
      return Y.decodeStateVector(stateVector).has(this.#renewedBy)
    } catch {
      // What cannot be read is found and told where it is answered.
      return true
    }
  }

  /** The whole part without a document, where a new device may get it as it is stored. */
  #asStored(): Uint8Array | null {
    if (this.#stored !== null && this.#storedWhole === undefined) this.#storedWhole = wholeAsStored(this.#stored)
    return this.#storedWhole ?? null
  }

  #letIn(): void {
    for (const [channel, stateVector] of this.#newcomers) {
      try {
        channel.sendStep2(hasNothing(stateVector) ? (this.#asStored() ?? this.#awake().whole) : this.#awake().stateSince(stateVector))
      } catch {
        channel.close('bad-frame')
      }
    }
    this.#newcomers.clear()
    this.#takeHeld()
  }

  /** Works on the writes that were held back, in the order of arrival. */
  #takeHeld(): void {
    const held = this.#held
    this.#held = []
    this.#heldBytes = 0
    for (const frame of held) this.receive(frame)
  }

  /** A write frame of a channel. Frames are worked on in the order of arrival. */
  receive(frame: WriteFrame): void {
    const { channel, n, update, mayRunAhead } = frame
    if (this.#isGone || channel.isClosed) return
    if (this.#renewedBy !== undefined && !this.#fresh.has(channel)) return channel.close('part-renewed')
    if (this.#newcomers.size > 0) return this.#hold(frame)
    if (this.#document === null && isNothing(update)) return this.#savedAlready(frame)
    const document = this.#awake()
    const { memberId, epoch, access, mayEditPlan } = channel.grant
    const judgement = this.#judge(document, { memberId, canWrite: access === 'write', mayEditPlan }, update)
    if (!judgement.accepted && judgement.refusal === 'gap' && mayRunAhead) return channel.leaveAlone(n)
    if (!judgement.accepted) {
      this.#deps.measures.refused(judgement.refusal)
      return channel.refuse(n, judgement.refusal === 'read-only' ? 'read-only' : 'bad-update')
    }
    if (!onlyRemoves(update) && this.#isFull(document, update.length)) {
      this.#deps.measures.refused('document-full')
      return channel.refuse(n, 'document-full')
    }

    let effect: Uint8Array | null
    try {
      effect = document.apply(update)
    } catch (cause) {
      this.#deps.report(cause, this)
      channel.refuse(n, 'bad-update')
      return this.close('restarting')
    }
    if (effect === null) return this.#savedAlready(frame)
    void this.#append(effect, judgement.newClientIds, { memberId, epoch }, frame)
    this.#complete(document)
  }

  /**
   * Takes a change that this server makes in a member's name, as one made of a device: judged, applied, appended and told
   * to everybody. Resolves when it is on disk. Throws what it was refused for, and `part-renewed` where something was erased
   * since what it was made from was read (`renewedBy` is of that).
   */
  async write({ memberId, epoch, mayEditPlan }: Pick<PartGrant, 'memberId' | 'epoch' | 'mayEditPlan'>, update: Uint8Array, renewedBy?: number): Promise<void> {
    // Newcomers wait for the commit under way, and nothing new may begin before they are in.
    while (this.#newcomers.size > 0 && this.#unstored > 0 && !this.#isGone) await this.#lastAppend
    if (this.#isGone) throw new AppError('restarting')
    if (renewedBy !== this.#renewedBy) throw new AppError('part-renewed')
    const document = this.#awake()
    const judgement = this.#judge(document, { memberId, canWrite: true, mayEditPlan }, update)
    if (!judgement.accepted) throw new AppError(judgement.refusal === 'too-large' ? 'too-large' : 'bad-update', { refusal: judgement.refusal })
    if (this.#isFull(document, update.length)) throw new AppError('document-full')
    let effect: Uint8Array | null
    try {
      effect = document.apply(update)
    } catch (cause) {
      this.close('restarting')
      throw cause
    }
    // It brings nothing new: what it would have brought may be on its way to the disk only.
    if (effect === null) return this.#durable()
    const stored = this.#append(effect, judgement.newClientIds, { memberId, epoch }, null)
    this.#complete(document)
    await stored
  }

  /** Resolves when everything the document holds is on disk. */
  async #durable(): Promise<void> {
    await this.settled()
    if (this.#isGone) throw new AppError('restarting')
  }

  /** A frame that brings nothing new. It counts as saved when everything before it is. */
  #savedAlready(frame: WriteFrame): void {
    this.#lastAppend = this.#lastAppend.then(() => frame.channel.saved(frame))
  }

  #hold(frame: WriteFrame): void {
    this.#held.push(frame)
    this.#heldBytes += frame.update.length
    if (this.#heldBytes > limits.heldBytes) this.close('storage-unavailable')
  }

  /** Whether the part cannot take so many bytes more. What was typed and deleted again does not count for ever. */
  #isFull(document: PartDocument, more: number): boolean {
    if (this.#bytes + more <= limits.partBytes) return false
    this.#bytes = document.whole.length
    return this.#bytes + more > limits.partBytes
  }

  #judge(document: PartDocument, sender: Sender, update: Uint8Array): Judgement {
    try {
      return document.judge(this.#owners, sender, update)
    } catch (cause) {
      // The judge only reads, so nothing is harmed; what it cannot understand is not taken.
      this.#deps.report(cause, this)
      return { accepted: false, refusal: 'malformed' }
    }
  }

  #complete(document: PartDocument): void {
    const effect = document.complete()
    if (effect === null) return
    const isNew = !this.#owners.has(document.clientId)
    void this.#append(effect, isNew ? [document.clientId] : [], { memberId: null, epoch: null }, null)
  }

  #append(
    effect: Uint8Array,
    newClientIds: number[],
    writer: { memberId: string | null; epoch: number | null },
    frame: WriteFrame | null,
  ): Promise<void> {
    for (const clientId of newClientIds) this.#owners.set(clientId, writer.memberId)
    this.#seq += 1
    this.#bytes += effect.length
    this.#rowsSinceSnapshot += 1
    this.#unstored += 1
    const at = this.#deps.clock.now().toISOString()
    const entry = { partKey: this.partKey, seq: this.#seq, at, bytes: effect, newClientIds, ...writer }
    const stored = this.#deps.log.append(entry)
    this.#lastAppend = stored.then(
      () => this.#isOnDisk(effect, frame),
      (cause: unknown) => this.#fail(cause, frame?.channel ?? null),
    )
    return stored
  }

  #isOnDisk(effect: Uint8Array, frame: WriteFrame | null): void {
    if (this.#isGone) return
    if (frame !== null) {
      frame.channel.saved(frame)
      this.#deps.measures.acknowledged(this.#deps.clock.elapsedMs() - frame.receivedAt)
    }
    this.#news.push({ effect, sender: frame?.channel ?? null })
    // Everything that shared a commit goes out together, and before a newcomer is let in, who gets it with the rest.
    if (this.#news.length === 1) queueMicrotask(() => this.#tellOthers())
    this.#unstored -= 1
    if (this.#unstored === 0 && this.#newcomers.size > 0) {
      this.#tellOthers()
      this.#letIn()
    }
  }

  /** Sends what has come to disk in this turn, joined. */
  #tellOthers(): void {
    const news = this.#news
    this.#news = []
    if (this.#isGone) return
    for (const { update, except } of joinedNews(news)) this.#publish(updateFrame(update), except)
    if (news.length > 0) this.#deps.told?.(this)
  }

  /** The log did not take an update that this document already holds: the room is worth nothing now. */
  #fail(cause: unknown, sender: Channel | null): void {
    const code = cause instanceof AppError ? cause.code : 'internal'
    if (code === 'not-allowed') sender?.close('not-allowed')
    else if (!this.#isGone) this.#deps.report(cause, this)
    this.close(code === 'not-allowed' ? 'restarting' : code)
  }

  /** Resolves when everything received so far is on disk, or the room is gone. */
  async settled(): Promise<void> {
    while (this.#unstored > 0 && !this.#isGone) await this.#lastAppend
  }

  /** Resolves when no append of this room is under way, whether it is gone or not. */
  async atRest(): Promise<void> {
    await this.#lastAppend
  }

  /** What `look` finds in the part as it is on disk now, or a moment ahead of that while people type without a pause. */
  async read<T>(look: (doc: Y.Doc) => T): Promise<T> {
    if (this.#unstored > 0) await this.#lastAppend
    if (this.#isGone) throw new AppError('restarting')
    return this.#awake().read(look)
  }

  /** Ends the room and every channel on it. */
  close(code: ErrorCode): void {
    if (this.#isGone) return
    this.#isGone = true
    this.#presenceDue?.()
    this.#askSoon?.()
    for (const channel of this.#channels) channel.close(code)
    this.#document?.destroy()
  }
}

/** The state vector of an empty document. */
const nothing = Uint8Array.of(0)

/** Whether a device that sends this state vector has nothing of the part yet. */
const hasNothing = (stateVector: Uint8Array): boolean => stateVector.length === 1 && stateVector[0] === 0

/** Whether an update adds nothing: it begins with how many devices' structs it has. A full part must be possible to empty. */
const onlyRemoves = (update: Uint8Array): boolean => update[0] === 0

/** Whether an update holds no struct and no deletion: what a device with nothing answers to step 1. */
const isNothing = (update: Uint8Array): boolean => update.length === 2 && update[0] === 0 && update[1] === 0
