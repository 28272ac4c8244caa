/**
 * The append-only log of accepted updates: the truth that rooms are built from. `group-commit.ts` gathers what arrives
 * while a commit is under way.
 */
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { realClock, type Clock } from './clock.ts'
import { damagedRecord, newDamageIn, type Damage } from './damage.ts'
import { GroupCommit } from './group-commit.ts'
import {
  snapshotRow, type AppendOutcome, type LogEntry, type LogStore, type Snapshot, type SnapshotKind, type State, type StoredPart,
} from './log-store.ts'
import { noMeasures, type Measures } from './measures.ts'
import { postgresLogStore } from './postgres-log.ts'
import { sqliteLogStore } from './sqlite-log.ts'

export type UpdateLogOptions = Partial<Pick<Clock, 'now' | 'elapsedMs' | 'after'>> & {
  readonly measures?: Pick<Measures, 'committed' | 'damaged'>
  /** Hears of damage, once for each finding however often the part is asked for. */
  readonly found?: (damage: Damage) => void
}

/** The update log of this server. */
export class UpdateLog {
  readonly #store: LogStore
  readonly #commits: GroupCommit<LogEntry, AppendOutcome>
  readonly #clock: Pick<Clock, 'now' | 'elapsedMs'>
  readonly #measures: Pick<Measures, 'committed' | 'damaged'>
  readonly #found: ((damage: Damage) => void) | null
  /** Findings that were told and could not be written down, because the database takes no writes. */
  readonly #told = new Set<string>()

  constructor(store: LogStore, { measures = noMeasures, found, ...clock }: UpdateLogOptions = {}) {
    this.#store = store
    const full = { ...realClock(() => new Date()), ...clock }
    this.#clock = full
    this.#commits = new GroupCommit((entries) => this.#commit(entries), full)
    this.#measures = measures
    this.#found = found ?? null
  }

  async #commit(entries: LogEntry[]): Promise<AppendOutcome[]> {
    const startedAt = this.#clock.elapsedMs()
    const outcomes = await this.#store.append(entries).catch((cause: unknown) => {
      this.#refuseWaiting(entries)
      throw cause
    })
    this.#refuseWaiting(entries.filter((_entry, i) => outcomes[i] !== 'stored'))
    this.#measures.committed(entries.length, this.#clock.elapsedMs() - startedAt)
    return outcomes
  }

  /** What waits behind an entry that is not stored was made for a document with that entry: it has a gap without it [A3]. */
  #refuseWaiting(failed: readonly LogEntry[]): void {
    const parts = new Set(failed.map(({ partKey }) => partKey))
    if (parts.size > 0) this.#commits.settle('conflict', ({ partKey }) => parts.has(partKey))
  }

  partKey(planId: string, partId: string): Promise<number> {
    return this.#store.partKey(planId, partId)
  }

  /**
   * Reads a part. Throws `damaged-record` where a stored row does not pass its checksum; then the part is in quarantine
   * until `verify` finds it sound. A damaged `live` snapshot is mended from the history. `since`: see `LogStore`.
   */
  async load(partKey: number, kind: SnapshotKind = 'live', since?: number): Promise<StoredPart> {
    try {
      const { rebuiltFrom, ...stored } = await this.#store.load(partKey, kind, since)
      if (rebuiltFrom !== undefined && stored.state !== null) await this.#mend(partKey, stored.state, rebuiltFrom)
      return stored
    } catch (cause) {
      const damage = newDamageIn(cause)
      if (damage === null) throw cause
      await this.#quarantine(damage)
      throw this.#found === null ? cause : damagedRecord(damage, { isKnown: true, cause })
    }
  }

  async #quarantine(damage: Damage): Promise<void> {
    await this.#tellOnce(damage, () => this.#store.quarantine(damage, this.#clock.now().toISOString()))
  }

  async #mend(partKey: number, state: State, damagedChecksum: Uint8Array): Promise<void> {
    const row = snapshotRow('live', { ...state, partKey, at: this.#clock.now().toISOString() })
    await this.#tellOnce({ partKey, seq: state.seq, what: 'live' }, () => this.#store.mendSnapshot(row, damagedChecksum))
  }

  /** `write` answers whether the finding is news. A database that takes no writes hides no damage. */
  async #tellOnce(damage: Damage, write: () => Promise<boolean>): Promise<void> {
    const key = `${damage.partKey}/${damage.seq}/${damage.what}`
    const isNews = await write().catch(() => null)
    const wasTold = isNews === null ? this.#told.has(key) : this.#told.delete(key)
    if (isNews === null) this.#told.add(key)
    if (isNews === false || wasTold) return
    this.#measures.damaged()
    this.#found?.(damage)
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

  /** Overwrites what was removed from rows before: nothing of it is left in the database's files. It may take long. */
  scrub(): Promise<void> {
    return this.#store.scrub()
  }

  /** Resolves when everything that was appended before is on disk, or was refused. */
  settled(): Promise<void> {
    return this.#commits.settled()
  }

  /** Waits for what is under way and frees the database. */
  async close(): Promise<void> {
    await this.#commits.idle()
    await this.#store.close()
  }
}

/** Opens the log on whichever database the server uses. */
export function openUpdateLog(database: Database, options: UpdateLogOptions = {}): UpdateLog {
  return new UpdateLog(database.kind === 'sqlite' ? sqliteLogStore(database) : postgresLogStore(database), options)
}
