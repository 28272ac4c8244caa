/**
 * What a database must do for the update log, and how a row is protected. Kept by SQLite and by PostgreSQL; both pass the
 * same contract tests.
 */
import { createHash } from 'node:crypto'
import { AppError } from '../errors.ts'

export type LogEntry = {
  partKey: number
  /** Follows the part's last row without a gap. */
  seq: number
  /** Null when the server itself writes. */
  memberId: string | null
  /** The member's epoch when the channel opened. The append checks that it still holds [A7]. */
  epoch: number | null
  /** ISO 8601 UTC. */
  at: string
  bytes: Uint8Array
  /** Client ids to bind to the member in the same transaction [A2]. */
  newClientIds: number[]
}

/** `revoked`: the member's rights changed. `conflict`: the row does not follow the last one, so the room is out of date. */
export type AppendOutcome = 'stored' | 'revoked' | 'conflict'

export type SnapshotKind = 'live' | 'history' | 'authors'

export type Snapshot = { partKey: number; seq: number; at: string } & Record<SnapshotKind, Uint8Array>

/** A stored state of a part, as of `seq`. */
export type State = { seq: number; bytes: Uint8Array }

/** One row of the log. */
export type StoredUpdate = State & { memberId: string | null; at: string }

export type StoredPart = {
  /** The state to start from, if the part was ever compacted. */
  state: State | null
  /** Everything after the snapshot, in order. */
  updates: StoredUpdate[]
  lastSeq: number
  owners: Map<number, string | null>
}

/** What a database must do for the log. Both adapters pass the same contract tests. */
export type LogStore = {
  /** The key of a part, made on first use. */
  partKey(planId: string, partId: string): Promise<number>
  /** Reads a part as devices get it (`live`), with everything ever written (`history`) [V2], or who wrote it (`authors`). */
  load(partKey: number, kind: SnapshotKind): Promise<StoredPart>
  /** Appends all entries in one transaction; an outcome each. Resolves only after the commit is durable [S1]. */
  append(entries: LogEntry[]): Promise<AppendOutcome[]>
  /** Binds a client id to a member, durably, and returns the member it belongs to: an earlier binding stays [A2]. */
  bindClientId(partKey: number, clientId: number, memberId: string): Promise<string | null>
  /** Stores a snapshot and removes the log rows it covers, in one transaction. */
  saveSnapshot(snapshot: Snapshot): Promise<void>
  /** Frees what the log itself opened; the database stays open. */
  close(): Promise<void>
}

/** The rows that a snapshot is stored as. */
export const snapshotRows = ({ partKey, seq, at, live, history, authors }: Snapshot) =>
  Object.entries({ live, history, authors }).map(([kind, bytes]) => ({
    part_key: partKey,
    kind: kind as SnapshotKind,
    seq,
    at,
    bytes: Buffer.from(bytes),
    checksum: rowChecksum(partKey, seq, kind, at, bytes),
  }))

/**
 * Binds a row to its part and place, so that a changed, torn or moved row is found when it is read [S6]. `label` is the
 * member of a log row, or the kind of a snapshot.
 */
export const rowChecksum = (partKey: number, seq: number, label: string | null, at: string, bytes: Uint8Array): Buffer =>
  createHash('sha256').update(`${partKey}/${seq}/${label ?? ''}/${at}/`).update(bytes).digest().subarray(0, 16)

/** Checks a row's checksum. Throws `damaged-record`, naming the row and nothing of its content. */
export function verifyRow(stored: Uint8Array, expected: Uint8Array, partKey: number, seq: number): void {
  if (Buffer.compare(stored, expected) !== 0) throw new AppError('damaged-record', { partKey, seq })
}
