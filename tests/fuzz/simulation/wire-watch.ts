/**
 * Looks at every frame at the moment the server sends it: nothing is acknowledged or shown that is not durable [S1, S4],
 * and nobody is shown under a name that is not theirs [A6].
 */
import * as decoding from 'lib0/decoding'
import {
  FrameError, frameTypes, isStep2Frame, isWriteFrame, readClientFrame, readRefused, readSaved, syncTypes,
} from '#shared/protocol/frames.ts'
import { channelTypes, readPlanFrame } from '#shared/protocol/plan-frames.ts'
import type { PresenceState } from '#shared/protocol/presence.ts'
import type { Member } from './care-team.ts'
import { mustHold, Violation, type PartTruth } from './truth.ts'

export type WatchDeps = {
  /** Whether the device follows the protocol. */
  readonly isHonest: boolean
  readonly truthOf: (partId: string) => PartTruth | undefined
  readonly memberById: (memberId: string) => Member | undefined
  /** Whose a client id is; undefined where nobody honest has it. */
  readonly ownerOf: (clientId: number) => string | null | undefined
  /** Whether the member on this connection has lost the right to read a part longer ago than is needed to find that out. */
  readonly mayNotSee: (partId: string) => boolean
  /** Whether a client id belongs to a member on disk, so that nobody else can take it. */
  readonly isBound: (partId: string, clientId: number, memberId: string) => boolean
  readonly refused: (code: string) => void
  /** Whether the rooms may be expected to know everything that is durable. */
  readonly knowsAll: () => boolean
  /** A promise was broken. Not thrown: the server's own code would catch it. */
  readonly broken: (violation: unknown) => void
}

/** The write frames of one channel, as the server got them; `update` is null where the bytes hold none. */
type Segment = { readonly frames: { readonly update: Uint8Array | null; readonly isStep2: boolean }[]; checked: number }

/** The frames of one connection. `partId`: of a part's own socket; null where it is a plan's. */
export class WireWatch {
  readonly #deps: WatchDeps
  readonly #partId: string | null
  readonly #segments = new Map<string, Segment[]>()
  /** For each part, how many of its channels the server has begun. */
  readonly #begun = new Map<string, number>()

  constructor(partId: string | null, deps: WatchDeps) {
    this.#partId = partId
    this.#deps = deps
    if (partId !== null) this.#begin(partId)
  }

  #begin(partId: string): void {
    this.#segments.set(partId, [...(this.#segments.get(partId) ?? []), { frames: [], checked: 0 }])
    if (this.#partId !== null) this.#begun.set(partId, 1)
  }

  serverReceives(bytes: Uint8Array): void {
    try {
      const { partId, body } = this.#partId === null ? readPlanFrame(bytes) : { partId: this.#partId, body: bytes }
      if (this.#partId === null && body.length === 1 && body[0] === channelTypes.open) return this.#begin(partId)
      if (!isWriteFrame(body)) return
      this.#segments.get(partId)?.at(-1)?.frames.push({ update: updateIn(body), isStep2: isStep2Frame(body) })
    } catch (cause) {
      if (!(cause instanceof FrameError)) throw cause
    }
  }

  serverSends(bytes: Uint8Array): void {
    try {
      this.#look(bytes)
    } catch (cause) {
      this.#deps.broken(cause)
    }
  }

  #look(bytes: Uint8Array): void {
    const { partId, body } = this.#partId === null ? readPlanFrame(bytes) : { partId: this.#partId, body: bytes }
    const truth = this.#deps.truthOf(partId)
    if (this.#partId === null && body[0] === channelTypes.open) this.#begun.set(partId, (this.#begun.get(partId) ?? 0) + 1)
    else if (truth === undefined) return
    else if (body[0] === frameTypes.saved) this.#acknowledges(partId, truth, readSaved(after(body)))
    else if (body[0] === frameTypes.refused) this.#deps.refused(readRefused(after(body)).code)
    else if (body[0] === frameTypes.awareness) this.#tells(partId, body)
    else if (body[0] === frameTypes.sync && body[1] !== syncTypes.step1) this.#shows(truth, body)
  }

  #acknowledges(partId: string, truth: PartTruth, n: number): void {
    const segment = this.#segments.get(partId)?.[(this.#begun.get(partId) ?? 0) - 1]
    if (segment === undefined || n > segment.frames.length) throw new Violation(`[S1] ${n} frames acknowledged that never came`)
    for (; segment.checked < n; segment.checked += 1) {
      const update = segment.frames[segment.checked]?.update ?? null
      if (update === null) throw new Violation('[S1] a frame without an update was acknowledged')
      if (truth.holds(update) || this.#mayLieToItself(segment, n)) continue
      throw new Violation(`[S1] frame ${segment.checked + 1} of ${partId} was acknowledged and is not durable`)
    }
  }

  /**
   * A frame ahead of step 2 counts with it, because an honest step 2 brings what it held (docs/decisions/0007). A device
   * whose step 2 leaves it out deceives nobody but itself.
   */
  #mayLieToItself({ frames, checked }: Segment, n: number): boolean {
    const isAhead = !frames.slice(0, checked + 1).some(({ isStep2 }) => isStep2)
    return !this.#deps.isHonest && isAhead && frames.slice(checked + 1, n).some(({ isStep2 }) => isStep2)
  }

  #shows(truth: PartTruth, body: Uint8Array): void {
    mustHold(!this.#deps.mayNotSee(truth.partId), `[A7] ${truth.partId} is shown to somebody who may no longer read it`)
    if (shown.get(truth)?.has(body.buffer) === true) return
    const update = updateIn(body)
    if (update !== null && body[1] === syncTypes.step2 && this.#deps.knowsAll() && truth.hasRemovedWords(update)) {
      throw new Violation(`[V2] removed words of ${truth.partId} were sent to a device`)
    }
    mustHold(update !== null && truth.holds(update), `[S4] something of ${truth.partId} was shown before it was durable`)
    const known = shown.get(truth) ?? new WeakSet()
    known.add(body.buffer)
    shown.set(truth, known)
  }

  #tells(partId: string, body: Uint8Array): void {
    mustHold(!this.#deps.mayNotSee(partId), `[A7] who is in ${partId} is shown to somebody who may no longer know`)
    const decoder = after(body)
    const update = decoding.createDecoder(decoding.readVarUint8Array(decoder))
    const count = decoding.readVarUint(update)
    for (let i = 0; i < count; i += 1) {
      const clientId = decoding.readVarUint(update)
      decoding.readVarUint(update)
      const state = JSON.parse(decoding.readVarString(update)) as PresenceState | null
      if (state === null) continue
      const { memberId, name } = state.user
      const owner = this.#deps.ownerOf(clientId)
      mustHold(owner === undefined || owner === memberId, `[A6] the place of ${owner} is shown as that of ${memberId}`)
      mustHold(this.#deps.memberById(memberId)?.name === name, `[A6] ${memberId} is shown as ${name}`)
      mustHold(this.#deps.isBound(partId, clientId, memberId), `[A2] ${clientId} of ${memberId} is shown before it is bound`)
    }
  }
}

/** Frames are made once for all who get them. What was durable once stays so. */
const shown = new WeakMap<PartTruth, WeakSet<ArrayBufferLike>>()

function after(body: Uint8Array): decoding.Decoder {
  const decoder = decoding.createDecoder(body)
  decoding.readVarUint(decoder)
  return decoder
}

function updateIn(body: Uint8Array): Uint8Array | null {
  try {
    const frame = readClientFrame(body)
    return frame.type === 'write' ? frame.update : null
  } catch {
    return null
  }
}
