/**
 * The append-only log of accepted updates: the truth that rooms are built from. `group-commit.ts` gathers what arrives
 * while a commit is under way.
 */
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { GroupCommit } from './group-commit.ts'
import type { AppendOutcome, LogEntry, LogStore, Snapshot, SnapshotKind, StoredPart } from './log-store.ts'
import { postgresLogStore } from './postgres-log.ts'
import { sqliteLogStore } from './sqlite-log.ts'

/** The update log of this server. */
export class UpdateLog {
  readonly #store: LogStore
  readonly #commits: GroupCommit<LogEntry, AppendOutcome>

  constructor(store: LogStore) {
    this.#store = store
    this.#commits = new GroupCommit((entries) => store.append(entries))
  }

  partKey(planId: string, partId: string): Promise<number> {
    return this.#store.partKey(planId, partId)
  }

  /** Reads a part. Throws `damaged-record` where a stored row does not pass its checksum. */
  load(partKey: number, kind: SnapshotKind = 'live'): Promise<StoredPart> {
    return this.#store.load(partKey, kind)
  }

  /**
   * Appends one update; resolves when it is on disk. Entries of one part are stored in the order of the calls.
   * Throws `not-allowed` when the member's rights changed meanwhile, `storage-unavailable` when it was not stored.
   */
  async append(entry: LogEntry): Promise<void> {
    let outcome: AppendOutcome
    try {
      outcome = await this.#commits.add(entry)
    } catch (cause) {
      throw new AppError('storage-unavailable', {}, { cause })
    }
    if (outcome === 'revoked') throw new AppError('not-allowed')
    if (outcome === 'conflict') throw new AppError('storage-unavailable', { partKey: entry.partKey, seq: entry.seq })
  }

  /** Binds a client id to a member, on disk. Throws `not-allowed` when it belongs to somebody else already. */
  async bindClientId(partKey: number, clientId: number, memberId: string): Promise<void> {
    if ((await this.#store.bindClientId(partKey, clientId, memberId)) !== memberId) throw new AppError('not-allowed')
  }

  saveSnapshot(snapshot: Snapshot): Promise<void> {
    return this.#store.saveSnapshot(snapshot)
  }

  /** Waits for what is under way and frees the database. */
  async close(): Promise<void> {
    await this.#commits.idle()
    await this.#store.close()
  }
}

/** Opens the log on whichever database the server uses. */
export function openUpdateLog(database: Database): UpdateLog {
  return new UpdateLog(database.kind === 'sqlite' ? sqliteLogStore(database) : postgresLogStore(database))
}
