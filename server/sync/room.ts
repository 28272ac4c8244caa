/**
 * A part that is live on this server: its document, and the connections on it. The order of work for an update is
 * judge, apply, append, and once it is on disk acknowledge and publish. What a connection is told is always durable:
 * a newcomer's first answer waits for the commit under way, and a failed commit throws the whole room away, because the
 * log is the truth and the room is a cache [S1, S5].
 */
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { shapeOf, type Part } from '#shared/plan/parts.ts'
import { awarenessFrame, updateFrame } from '#shared/protocol/frames.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { ErrorCode } from '#shared/errors.ts'
import { AppError } from '../errors.ts'
import { Admission, type Judgement } from './admission/judge.ts'
import { replay } from './compaction.ts'
import type { Connection, WriteFrame } from './connection.ts'
import type { StoredPart } from './log-store.ts'
import { Presence } from './presence.ts'
import type { UpdateLog } from './update-log.ts'

export type RoomDeps = {
  readonly log: UpdateLog
  readonly now: () => Date
  /** Something that no client caused went wrong; `about` names the part and holds no content. */
  readonly report: (cause: unknown, about: { planId: string; partId: string }) => void
}

/** The origin of the server's own transactions. */
const server = Symbol('server')

/** Whether a transaction put a map into a map: a new goal, step or entry, which may lack texts. */
function bringsEntities(transaction: Y.Transaction): boolean {
  for (const [type, keys] of transaction.changed) {
    if (type instanceof Y.Map) for (const key of keys) if (key !== null && type.get(key) instanceof Y.Map) return true
  }
  return false
}

export class Room {
  readonly planId: string
  readonly partId: string
  readonly partKey: number
  readonly #part: Part
  readonly #deps: RoomDeps
  readonly #doc: Y.Doc
  readonly #owners: Map<number, string | null>
  readonly #connections = new Set<Connection>()
  readonly #presence = new Presence()
  readonly #admission: Admission
  /** What the last transaction really changed, as Yjs encodes it; null when it changed nothing. */
  #effect: Uint8Array | null = null
  #seq: number
  #rowsSinceSnapshot: number
  #bytes: number
  /** Set when an entity came or went, so that a key press need not look through all of them. */
  #entitiesChanged = true
  /** Appends that are not on disk yet. */
  #unstored = 0
  /** Newcomers waiting for the commit under way, and the writes held back so that it can end. */
  readonly #newcomers = new Map<Connection, Uint8Array>()
  #held: WriteFrame[] = []
  #heldBytes = 0
  /** Set while a telling of who is where is due; nothing is told while a new client id is not bound on disk. */
  #presenceDue: NodeJS.Timeout | null = null
  #unbound = 0
  #lastAppend: Promise<void> = Promise.resolve()
  #isGone = false

  constructor(key: { planId: string; partId: string; part: Part; partKey: number }, stored: StoredPart, deps: RoomDeps) {
    this.planId = key.planId
    this.partId = key.partId
    this.partKey = key.partKey
    this.#part = key.part
    this.#deps = deps
    this.#doc = replay(stored, true)
    this.#owners = stored.owners
    this.#seq = stored.lastSeq
    this.#rowsSinceSnapshot = stored.updates.length
    this.#bytes = (stored.state?.bytes.length ?? 0) + stored.updates.reduce((sum, update) => sum + update.bytes.length, 0)
    this.#doc.on('update', (update: Uint8Array) => {
      this.#effect = update
    })
    this.#doc.on('afterTransaction', (transaction: Y.Transaction) => {
      this.#entitiesChanged ||= bringsEntities(transaction)
    })
    this.#complete()
    this.#admission = new Admission(this.#doc, this.#part)
  }

  get isEmpty(): boolean {
    return this.#connections.size === 0
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

  join(connection: Connection): void {
    this.#connections.add(connection)
    // Readers are asked too: a device whose person lost the right to write while offline must hear that it is refused.
    connection.sendStep1(Y.encodeStateVector(this.#doc))
    this.tellPresence(connection)
  }

  leave(connection: Connection): void {
    this.#connections.delete(connection)
    this.#newcomers.delete(connection)
    const farewell = this.#presence.leave(connection)
    if (farewell !== null) for (const other of this.#connections) other.send(awarenessFrame(farewell))
  }

  /**
   * Takes what a device says of its place. Before others learn of a new client id it is bound to the member on disk: one
   * who reads it from presence must not be able to write under it [A2].
   */
  hearPresence(connection: Connection, update: Uint8Array): void {
    const { memberId, access } = connection.grant
    const mayClaim = (clientId: number) => (this.#owners.get(clientId) ?? memberId) === memberId
    const claimed = this.#presence.hear(connection, update, mayClaim)
    if (claimed !== null && access === 'write' && !this.#owners.has(claimed)) {
      this.#owners.set(claimed, memberId)
      this.#unbound += 1
      this.#deps.log.bindClientId(this.partKey, claimed, memberId).then(
        () => {
          this.#unbound -= 1
          this.#tellNews()
        },
        (cause: unknown) => this.#fail(cause, connection),
      )
    }
    this.#tellNews()
  }

  /** Tells everyone what is new, the speaker too: it learns the identity the server wrote. At most once in a while [A6]. */
  #tellNews(): void {
    if (this.#unbound > 0 || this.#presenceDue !== null || this.#isGone) return
    const news = this.#presence.news()
    if (news === null) return
    const frame = awarenessFrame(news)
    for (const connection of this.#connections) connection.send(frame)
    this.#presenceDue = setTimeout(() => {
      this.#presenceDue = null
      this.#tellNews()
    }, limits.presenceEveryMs)
  }

  tellPresence(connection: Connection): void {
    const everyone = this.#presence.everyone()
    if (everyone !== null) connection.send(awarenessFrame(everyone))
  }

  /** Answers with what the device lacks, once all of that is on disk. Of several questions the last one counts. */
  answerStep1(connection: Connection, stateVector: Uint8Array): void {
    this.#newcomers.set(connection, stateVector)
    if (this.#unstored === 0) this.#letIn()
  }

  #letIn(): void {
    // Those who have nothing yet get the same bytes, made once.
    let whole: Uint8Array | null = null
    for (const [connection, stateVector] of this.#newcomers) {
      try {
        const isEmpty = stateVector.length === 1 && stateVector[0] === 0
        if (isEmpty) whole ??= Y.encodeStateAsUpdate(this.#doc)
        connection.sendStep2(isEmpty && whole !== null ? whole : Y.encodeStateAsUpdate(this.#doc, stateVector))
      } catch {
        connection.close('bad-frame')
      }
    }
    this.#newcomers.clear()
    const held = this.#held
    this.#held = []
    this.#heldBytes = 0
    for (const frame of held) this.receive(frame)
  }

  /** A write frame of a connection. Frames are worked on in the order of arrival. */
  receive(frame: WriteFrame): void {
    const { connection, n, update, mayRunAhead } = frame
    if (this.#isGone || connection.isClosed) return
    if (this.#newcomers.size > 0) {
      this.#held.push(frame)
      this.#heldBytes += update.length
      if (this.#heldBytes > limits.heldBytes) this.close('storage-unavailable')
      return
    }
    const { memberId, epoch, access } = connection.grant
    const judgement = this.#judge({ memberId, canWrite: access === 'write' }, update)
    if (!judgement.accepted && judgement.refusal === 'gap' && mayRunAhead) return connection.leaveAlone(n)
    if (!judgement.accepted) return connection.refuse(n, judgement.refusal === 'read-only' ? 'read-only' : 'bad-update')
    if (this.#isFull(update.length)) return connection.refuse(n, 'document-full')

    let effect: Uint8Array | null
    try {
      effect = this.#change(() => Y.applyUpdate(this.#doc, update, connection))
      if (this.#doc.store.pendingStructs !== null || this.#doc.store.pendingDs !== null) throw new Error('an update left something pending')
    } catch (cause) {
      // Yjs stopped half-way, or waits for more: the update is refused, and the document is worth nothing any more.
      this.#deps.report(cause, { planId: this.planId, partId: this.partId })
      connection.refuse(n, 'bad-update')
      return this.close('restarting')
    }
    if (effect === null) {
      // Nothing new, but it is saved only when everything before it is.
      this.#lastAppend = this.#lastAppend.then(() => connection.saved(frame))
      return
    }
    this.#append(effect, judgement.newClientIds, { memberId, epoch }, frame)
    this.#complete()
  }

  /** Whether the part cannot take so many bytes more. What was typed and deleted again does not count for ever. */
  #isFull(more: number): boolean {
    if (this.#bytes + more <= limits.partBytes) return false
    this.#bytes = Y.encodeStateAsUpdate(this.#doc).length
    return this.#bytes + more > limits.partBytes
  }

  #judge(sender: Parameters<Admission['judge']>[1], update: Uint8Array): Judgement {
    try {
      return this.#admission.judge(this.#owners, sender, update)
    } catch (cause) {
      // The judge only reads, so nothing is harmed; what it cannot understand is not taken.
      this.#deps.report(cause, { planId: this.planId, partId: this.partId })
      return { accepted: false, refusal: 'malformed' }
    }
  }

  /** Runs a change and returns its effect as bytes, or null if it had none. */
  #change(act: () => void): Uint8Array | null {
    this.#effect = null
    act()
    return this.#effect
  }

  /** Makes the containers that new entities lack, so that two people first touching a text find the same one. */
  #complete(): void {
    if (!this.#entitiesChanged) return
    this.#entitiesChanged = false
    const effect = this.#change(() => this.#doc.transact(() => completeContainers(this.#doc, shapeOf(this.#part)), server))
    if (effect === null) return
    const isNew = !this.#owners.has(this.#doc.clientID)
    this.#append(effect, isNew ? [this.#doc.clientID] : [], { memberId: null, epoch: null }, null)
  }

  #append(
    effect: Uint8Array,
    newClientIds: number[],
    writer: { memberId: string | null; epoch: number | null },
    frame: WriteFrame | null,
  ): void {
    for (const clientId of newClientIds) this.#owners.set(clientId, writer.memberId)
    this.#seq += 1
    this.#bytes += effect.length
    this.#rowsSinceSnapshot += 1
    this.#unstored += 1
    const entry = { partKey: this.partKey, seq: this.#seq, at: this.#deps.now().toISOString(), bytes: effect, newClientIds, ...writer }
    this.#lastAppend = this.#deps.log.append(entry).then(
      () => this.#stored(effect, frame),
      (cause: unknown) => this.#fail(cause, frame?.connection ?? null),
    )
  }

  #stored(effect: Uint8Array, frame: WriteFrame | null): void {
    if (this.#isGone) return
    if (frame !== null) frame.connection.saved(frame)
    const toOthers = updateFrame(effect)
    for (const other of this.#connections) if (other !== frame?.connection) other.send(toOthers)
    this.#unstored -= 1
    if (this.#unstored === 0 && this.#newcomers.size > 0) this.#letIn()
  }

  /** The log did not take an update that this document already holds: the room is worth nothing now. */
  #fail(cause: unknown, sender: Connection | null): void {
    const code = cause instanceof AppError ? cause.code : 'internal'
    if (code === 'not-allowed') sender?.close('not-allowed')
    else if (!this.#isGone) this.#deps.report(cause, { planId: this.planId, partId: this.partId })
    this.close(code === 'not-allowed' ? 'restarting' : code)
  }

  /** Resolves when everything received so far is on disk, or the room is gone. */
  async settled(): Promise<void> {
    while (this.#unstored > 0 && !this.#isGone) await this.#lastAppend
  }

  /** Ends the room and every connection on it. */
  close(code: ErrorCode): void {
    if (this.#isGone) return
    this.#isGone = true
    if (this.#presenceDue !== null) clearTimeout(this.#presenceDue)
    for (const connection of this.#connections) connection.close(code)
    this.#doc.destroy()
  }
}
