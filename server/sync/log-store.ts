/**
 * What a database must do for the update log, and how a row is protected. Kept by SQLite and by PostgreSQL; both pass the
 * same contract tests.
 */
import { createHash } from 'node:crypto'
import type { Damage } from './damage.ts'
import { packState } from './packed-state.ts'

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
  /** Set where only the rows after this one were asked for, and are still there: then `state` is null. */
  since?: number
  owners: Map<number, string | null>
  /** The client id that whoever has this part from after its last erasure has; absent where nothing was ever erased. */
  renewedBy?: number
  /** The checksum of a damaged `live` snapshot in whose place `state` was made from the history; absent as a rule [S6]. */
  rebuiltFrom?: Uint8Array
}

/** What a database must do for the log. Both adapters pass the same contract tests. */
export type LogStore = {
  /** The key of a part, made on first use. */
  partKey(planId: string, partId: string): Promise<number>
  /**
   * Reads a part as devices get it (`live`), with everything ever written (`history`) [V2], or who wrote it (`authors`).
   * With `since` only what came after that row, unless that was compacted.
   */
  load(partKey: number, kind: SnapshotKind, since?: number): Promise<StoredPart>
  /** Appends all entries in one transaction; an outcome each. Resolves only after the commit is durable [S1]. */
  append(entries: LogEntry[]): Promise<AppendOutcome[]>
  /** Binds a client id to a member, durably, and returns the member it belongs to: an earlier binding stays [A2]. */
  bindClientId(partKey: number, clientId: number, memberId: string): Promise<string | null>
  /** Stores a snapshot and removes the log rows it covers, in one transaction. */
  saveSnapshot(snapshot: Snapshot): Promise<void>
  /** Puts a sound snapshot in the place of the damaged one that has this checksum; false where that is no news [S6]. */
  mendSnapshot(row: SnapshotRow, damagedChecksum: Uint8Array): Promise<boolean>
  /** Writes damage down, durably. Returns false when it was known [S6]. */
  quarantine(damage: Damage, at: string): Promise<boolean>
  /** Overwrites what was removed from rows before: nothing of it is left in the database's files. It may take long. */
  scrub(): Promise<void>
  /** Frees what the log itself opened; the database stays open. */
  close(): Promise<void>
}

export type SnapshotRow = { part_key: number; kind: SnapshotKind; seq: number; at: string; bytes: Buffer; checksum: Buffer }

/** The row that one kind of snapshot is stored as: packed. */
export const snapshotRow = (
  kind: SnapshotKind,
  { partKey, seq, at, bytes }: State & { partKey: number; at: string },
): SnapshotRow => {
  const packed = packState(bytes)
  return { part_key: partKey, kind, seq, at, bytes: Buffer.from(packed), checksum: rowChecksum(partKey, seq, kind, at, packed) }
}

/** The rows that a snapshot is stored as. */
export const snapshotRows = (snapshot: Snapshot): SnapshotRow[] =>
  (['live', 'history', 'authors'] as const).map((kind) => snapshotRow(kind, { ...snapshot, bytes: snapshot[kind] }))

/**
 * Binds a row to its part and place, so that a changed, torn or moved row is found when it is read [S6]. `label` is the
 * member of a log row, or the kind of a snapshot.
 */
export const rowChecksum = (partKey: number, seq: number, label: string | null, at: string, bytes: Uint8Array): Buffer =>
  createHash('sha256').update(`${partKey}/${seq}/${label ?? ''}/${at}/`).update(bytes).digest().subarray(0, 16)

type ProtectedRow = { part_key: number; seq: number; at: string; bytes: Uint8Array; checksum: Uint8Array }

/** Whether a row is as it was written: its checksum is the one of its part, place, label, time and bytes. */
export const isSound = ({ part_key, seq, at, bytes, checksum }: ProtectedRow, label: string | null): boolean =>
  Buffer.compare(checksum, rowChecksum(part_key, seq, label, at, bytes)) === 0
