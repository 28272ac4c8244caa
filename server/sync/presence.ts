/**
 * Who is here and where, in one room [A6]. It speaks the awareness protocol, but the server writes the identity and a
 * connection speaks only for the one client id it announced first. Nothing of it is stored.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import { presenceColors, type PresenceColor, type PresenceState } from '#shared/protocol/presence.ts'
import { FrameError } from '#shared/protocol/frames.ts'
import type { PartGrant } from './grant.ts'

type Place = { clock: number; state: PresenceState | null }

/** One connection's voice in the room. */
export type Speaker = { readonly grant: Pick<PartGrant, 'memberId' | 'name' | 'role'>; awarenessId: number | null }

export class Presence {
  readonly #places = new Map<number, Place>()
  readonly #speakers = new Map<number, Speaker>()
  readonly #tints = new Map<string, PresenceColor>()
  /** Client ids with news that nobody has been told. */
  #untold = new Set<number>()

  /**
   * Takes one awareness update from a connection. States of others are ignored: y-websocket echoes what it hears. The
   * first state of a connection claims its client id, if nobody else speaks for it and `mayClaim` agrees. Returns the id
   * when it was claimed just now. Throws FrameError on bytes that cannot be read.
   */
  hear(speaker: Speaker, update: Uint8Array, mayClaim: (clientId: number) => boolean): number | null {
    let claimed: number | null = null
    for (const { clientId, clock, state } of readAwareness(update)) {
      if (speaker.awarenessId === null && state !== null && this.#isFree(clientId, speaker) && mayClaim(clientId)) {
        this.#claim(clientId, speaker)
        claimed = clientId
      }
      if (speaker.awarenessId !== clientId) continue
      const known = this.#places.get(clientId)
      if (known !== undefined && clock <= known.clock && !(clock === known.clock && state === null)) continue
      this.#places.set(clientId, { clock, state: state === null ? null : this.#sign(speaker, state) })
      this.#untold.add(clientId)
    }
    return claimed
  }

  /** A device that comes back while its old socket is still half open takes its place over. */
  #isFree(clientId: number, { grant }: Speaker): boolean {
    const other = this.#speakers.get(clientId)
    return other === undefined || other.grant.memberId === grant.memberId
  }

  #claim(clientId: number, speaker: Speaker): void {
    const other = this.#speakers.get(clientId)
    if (other !== undefined) other.awarenessId = null
    speaker.awarenessId = clientId
    this.#speakers.set(clientId, speaker)
  }

  /** What has changed since the last telling, as one awareness update, or null. */
  news(): Uint8Array | null {
    const clientIds = [...this.#untold].filter((clientId) => this.#places.has(clientId))
    this.#untold = new Set()
    return clientIds.length === 0 ? null : this.#encode(clientIds)
  }

  /** The person's connection has ended. Returns what to tell the others, or null if nothing was known of them. */
  leave(speaker: Speaker): Uint8Array | null {
    const clientId = speaker.awarenessId
    const place = clientId === null ? undefined : this.#places.get(clientId)
    if (clientId === null || place === undefined) return null
    this.#places.set(clientId, { clock: place.clock, state: null })
    const farewell = this.#encode([clientId])
    this.#places.delete(clientId)
    this.#speakers.delete(clientId)
    if (![...this.#speakers.values()].some((other) => other.grant.memberId === speaker.grant.memberId)) {
      this.#tints.delete(speaker.grant.memberId)
    }
    return farewell
  }

  /** Everyone who is here, for a newcomer, or null if nobody is. */
  everyone(): Uint8Array | null {
    const here = [...this.#places].filter(([clientId, { state }]) => state !== null && !this.#untold.has(clientId))
    return here.length === 0 ? null : this.#encode(here.map(([clientId]) => clientId))
  }

  /** Only these fields pass, and the identity is the server's, whatever the client wrote. */
  #sign({ grant }: Speaker, said: Record<string, unknown>): PresenceState {
    const where = typeof said.where === 'string' && /^[a-zA-Z0-9/.-]{1,200}$/.test(said.where) ? said.where : null
    const cursor = isCursor(said.cursor) ? { anchor: said.cursor.anchor, head: said.cursor.head } : null
    const { memberId, name, role } = grant
    return { user: { memberId, name, role, tint: this.#tintOf(memberId) }, where, cursor }
  }

  #tintOf(memberId: string): PresenceColor {
    const taken = new Set(this.#tints.values())
    const tint = this.#tints.get(memberId) ?? presenceColors.find((name) => !taken.has(name)) ?? presenceColors[taken.size % presenceColors.length]
    this.#tints.set(memberId, tint as PresenceColor)
    return tint as PresenceColor
  }

  #encode(clientIds: number[]): Uint8Array {
    const encoder = encoding.createEncoder()
    encoding.writeVarUint(encoder, clientIds.length)
    for (const clientId of clientIds) {
      const { clock, state } = this.#places.get(clientId) as Place
      encoding.writeVarUint(encoder, clientId)
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarString(encoder, JSON.stringify(state))
    }
    return encoding.toUint8Array(encoder)
  }
}

/** A Yjs relative position as JSON: ids and a side, nothing that was written. */
const isCursor = (value: unknown): value is { anchor: object; head: object } =>
  typeof value === 'object' && value !== null && 'anchor' in value && 'head' in value && isPosition(value.anchor) && isPosition(value.head)

const isPosition = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  Object.entries(value).every(
    ([key, field]) =>
      (key === 'type' || key === 'item') && (field === null || isYjsId(field)) ||
      (key === 'tname' && (field === null || (typeof field === 'string' && /^[a-z]{1,20}$/.test(field)))) ||
      (key === 'assoc' && typeof field === 'number'),
  )

const isYjsId = (value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  Object.keys(value).length === 2 &&
  'client' in value &&
  'clock' in value &&
  Number.isSafeInteger(value.client) &&
  Number.isSafeInteger(value.clock)

function readAwareness(update: Uint8Array): { clientId: number; clock: number; state: Record<string, unknown> | null }[] {
  try {
    const decoder = decoding.createDecoder(update)
    const count = decoding.readVarUint(decoder)
    const heard = []
    for (let i = 0; i < count; i += 1) {
      const clientId = decoding.readVarUint(decoder)
      const clock = decoding.readVarUint(decoder)
      const state: unknown = JSON.parse(decoding.readVarString(decoder))
      if (state !== null && (typeof state !== 'object' || Array.isArray(state))) throw new FrameError('a state is an object or null')
      heard.push({ clientId, clock, state: state as Record<string, unknown> | null })
    }
    return heard
  } catch {
    throw new FrameError('awareness cannot be read')
  }
}
