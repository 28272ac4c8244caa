/**
 * A log in memory that behaves as a database on a disk: a commit is durable at some later moment, may fail, may fail to
 * say that it was durable, and is lost with the process that asked for it, or goes through after that process is dead.
 */
import { decideAppends } from '../../../server/sync/append-outcomes.ts'
import type {
  LogEntry, LogStore, Snapshot, SnapshotKind, State, StoredPart, StoredUpdate,
} from '../../../server/sync/log-store.ts'
import { unpackState } from '../../../server/sync/packed-state.ts'
import type { Random } from '../random.ts'
import type { CareTeam } from './care-team.ts'
import type { Life, SimulatedClock } from './simulated-clock.ts'
import type { Trace } from './trace.ts'
import { mustHold } from './truth.ts'

type DurablePart = {
  readonly partKey: number
  readonly partId: string
  lastSeq: number
  rows: StoredUpdate[]
  readonly snapshots: Map<SnapshotKind, State>
  readonly owners: Map<number, string | null>
}

/** Faults of the disk, each switched on and off by the schedule. */
export type DiskFaults = {
  /** No room for writes. */
  isFull: boolean
  /** Nothing answers, reads neither. */
  isAway: boolean
  /** Milliseconds that a commit takes at most. */
  slowestMs: number
  /** How probable it is that a commit fails, or is durable and says that it failed. */
  failure: number
  unsure: number
  /** How probable it is that a commit hangs for longer than anybody waits. */
  hang: number
}

const longestHangMs = 50_000

export const soundDisk: DiskFaults = { isFull: false, isAway: false, slowestMs: 8, failure: 0, unsure: 0, hang: 0 }

type DiskDeps = {
  readonly clock: SimulatedClock
  readonly random: Random
  readonly trace: Trace
  readonly team: CareTeam
  /** A row has become durable. */
  readonly onRow: (partId: string, entry: Pick<LogEntry, 'memberId' | 'bytes'>) => void
}

export class SimulatedDisk {
  faults: DiskFaults = soundDisk
  /** Whether something was stored for a process after it was dead, or after it was told that it was not. */
  hasOutlived = false
  readonly #deps: DiskDeps
  readonly #life: Life = { name: 'disk', isAlive: true }
  readonly #parts: DurablePart[] = []

  constructor(deps: DiskDeps) {
    this.#deps = deps
  }

  /** The disk as one process sees it. */
  storeFor(process: Life): LogStore {
    const does = <T>(what: string, isWrite: boolean, act: () => T): Promise<T> => this.#does(process, what, isWrite, act)
    return {
      partKey: (_planId, partId) => does('key', false, () => this.#part(partId).partKey),
      load: (partKey, kind) => does('load', false, () => this.read(partKey, kind)),
      append: (entries) => does('append', true, () => this.#append(entries)),
      bindClientId: (partKey, clientId, memberId) => does('bind', true, () => this.#bind(partKey, clientId, memberId)),
      saveSnapshot: (snapshot) => does('snapshot', true, () => this.#saveSnapshot(snapshot)),
      mendSnapshot: () => Promise.resolve(false),
      quarantine: () => Promise.resolve(false),
      scrub: () => Promise.resolve(),
      close: () => Promise.resolve(),
    }
  }

  /** Makes a part with its first row, at once. */
  seed(partId: string, bytes: Uint8Array, clientId: number): void {
    const { partKey } = this.#part(partId)
    const at = '2026-11-21T08:00:00.000Z'
    this.#append([{ partKey, seq: 1, memberId: null, epoch: null, at, bytes, newClientIds: [clientId] }])
  }

  /** Asks whether something answers, for reads of other tables: after a while, as of some moment in it. */
  asks<T>(process: Life, what: string, act: () => T): Promise<T> {
    return this.#does(process, what, false, act)
  }

  /** What is durable of a part. A log with a hole is no log. */
  read(partKey: number, kind: SnapshotKind): StoredPart {
    const part = this.#byKey(partKey)
    const state = part.snapshots.get(kind) ?? null
    const updates = part.rows.filter(({ seq }) => seq > (state?.seq ?? 0))
    const first = (state?.seq ?? 0) + 1
    updates.forEach(({ seq }, i) => mustHold(seq === first + i, `[S5] row ${first + i} of ${part.partId} is missing (${kind})`))
    mustHold(first + updates.length === part.lastSeq + 1, `[S5] the last row of ${part.partId} is missing (${kind})`)
    return { state, updates, lastSeq: part.lastSeq, owners: new Map(part.owners) }
  }

  /** Whether reads may fail or take long. */
  get isTroubled(): boolean {
    const { isAway, failure, slowestMs } = this.faults
    return isAway || failure > 0 || slowestMs > soundDisk.slowestMs * 10
  }

  /** Whose a client id is, durably. */
  ownerOf(partId: string, clientId: number): string | null | undefined {
    return this.#part(partId).owners.get(clientId)
  }

  get partKeys(): { partKey: number; partId: string }[] {
    return this.#parts.map(({ partKey, partId }) => ({ partKey, partId }))
  }

  #does<T>(process: Life, what: string, isWrite: boolean, act: () => T): Promise<T> {
    const { clock, random, trace } = this.#deps
    const { slowestMs, hang } = this.faults
    const hangs = isWrite && random.chance(hang)
    const toDisk = random.next() * (hangs ? longestHangMs : slowestMs)
    const back = random.next() * slowestMs * 0.5
    // A database in a process of its own may finish what a dead server has asked for.
    const outlives = isWrite && random.chance(0.1) && !hangs
    return new Promise<T>((resolve, reject) => {
      const fail = () => reject(new Error(`simulated: ${what} failed`))
      const attempt = (): void => {
        if (!process.isAlive && !outlives) return trace.note(`disk: ${what} lost`)
        const { isFull, isAway, failure, unsure } = this.faults
        if (isAway || (isFull && isWrite) || random.chance(failure)) {
          trace.note(`disk: ${what} fails`)
          return void clock.after(back, process, fail)
        }
        const result = act()
        if (!process.isAlive) this.hasOutlived = true
        trace.note(`disk: ${what} ${typeof result === 'object' ? '' : String(result)}`)
        const isUnsure = isWrite && random.chance(unsure)
        if (isUnsure) this.hasOutlived = true
        clock.after(back, process, isUnsure ? fail : () => resolve(result))
      }
      clock.after(toDisk, this.#life, attempt)
    })
  }

  #append(entries: LogEntry[]): ('stored' | 'revoked' | 'conflict')[] {
    const heads = new Map(this.#parts.map(({ partKey, lastSeq }) => [partKey, lastSeq]))
    const decision = decideAppends(entries, this.#deps.team.epochs, heads)
    for (const entry of decision.stored) this.#store(entry)
    this.#deps.trace.note(`disk: ${entries.map(({ partKey, seq }, i) => `${partKey}/${seq} ${decision.outcomes[i]}`).join(', ')}`)
    return decision.outcomes
  }

  #store(entry: LogEntry): void {
    const { partKey, seq, memberId, epoch, at, bytes, newClientIds } = entry
    const part = this.#byKey(partKey)
    const { team } = this.#deps
    const isStanding = memberId === null || team.epochs.get(memberId) === epoch
    mustHold(isStanding, '[A7] a row was stored under rights that had changed')
    const member = memberId === null ? undefined : team.member(memberId)
    const mayWrite = member === undefined || team.accessOf(member, part.partId) === 'write'
    mustHold(mayWrite, '[A4] a row of somebody who may only read was stored')
    mustHold(seq === part.lastSeq + 1, `[S5] row ${seq} was stored after ${part.lastSeq}`)
    part.rows.push({ seq, bytes, memberId, at })
    part.lastSeq = seq
    for (const clientId of newClientIds) if (!part.owners.has(clientId)) part.owners.set(clientId, memberId)
    this.#deps.onRow(part.partId, entry)
  }

  #bind(partKey: number, clientId: number, memberId: string): string | null {
    const { owners } = this.#byKey(partKey)
    if (!owners.has(clientId)) owners.set(clientId, memberId)
    return owners.get(clientId) ?? null
  }

  #saveSnapshot(snapshot: Snapshot): void {
    const { seq, partKey } = snapshot
    const part = this.#byKey(partKey)
    if (seq <= (part.snapshots.get('live')?.seq ?? 0)) return
    for (const kind of ['live', 'history', 'authors'] as const) {
      part.snapshots.set(kind, { seq, bytes: unpackState(snapshot[kind]) })
    }
    part.rows = part.rows.filter((row) => row.seq > seq)
  }

  #part(partId: string): DurablePart {
    const known = this.#parts.find((part) => part.partId === partId)
    if (known !== undefined) return known
    const partKey = this.#parts.length + 1
    const made: DurablePart = { partKey, partId, lastSeq: 0, rows: [], snapshots: new Map(), owners: new Map() }
    this.#parts.push(made)
    return made
  }

  #byKey(partKey: number): DurablePart {
    return this.#parts[partKey - 1] as DurablePart
  }
}
