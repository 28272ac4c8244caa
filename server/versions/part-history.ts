/**
 * Parts with everything that was ever written in them: read from disk to compare and restore [V2]. Reading one replays it,
 * so the last ones stay in memory for a minute, and what was written since is added to them.
 */
import * as Y from 'yjs'
import { shapeOf, type Part } from '#shared/plan/parts.ts'
import type { PartShape } from '#shared/plan/shape.ts'
import { AppError } from '../errors.ts'
import type { CallOff, Clock } from '../sync/clock.ts'
import { replay } from '../sync/compaction.ts'
import type { StoredPart } from '../sync/log-store.ts'
import type { UpdateLog } from '../sync/update-log.ts'
import { Point } from './point.ts'

export type PartHistory = {
  readonly part: Part
  readonly shape: PartShape
  /** Nothing is collected in it. It must never be sent anywhere. More may come into it later: read it by points only. */
  readonly doc: Y.Doc
  /** The row of the log that it goes up to: everything that was acknowledged before it was read. */
  readonly seq: number
  readonly now: Point
  /** See `StoredPart.renewedBy`. */
  readonly renewedBy?: number
  /** As it is stored. */
  readonly bytes: number
}

type Kept = { readonly history: PartHistory; readonly callOff: CallOff }

/** How long a history is kept after it was last asked for. */
const keepMs = 60_000
/** Bytes of all that are kept, as they are stored: in memory they take some ten times as much. */
const keepBytes = 8 * 1024 * 1024

const sizeOf = ({ state, updates }: StoredPart): number =>
  (state?.bytes.length ?? 0) + updates.reduce((sum, { bytes }) => sum + bytes.length, 0)

export class Histories {
  readonly #log: Pick<UpdateLog, 'load'>
  readonly #clock: Pick<Clock, 'after'>
  /** Last used last. */
  readonly #kept = new Map<number, Kept>()

  constructor(log: Pick<UpdateLog, 'load'>, clock: Pick<Clock, 'after'>) {
    this.#log = log
    this.#clock = clock
  }

  /** A part's history up to its last row, to be read only. Throws `damaged-record` where what is stored makes no document. */
  async open(partKey: number, part: Part): Promise<PartHistory> {
    const known = this.#kept.get(partKey)
    const stored = await this.#log.load(partKey, 'history', known?.history.seq)
    // Somebody else has added to it, or taken it to write in.
    if (this.#kept.get(partKey) !== known) return this.open(partKey, part)
    try {
      // Where rows were compacted since, all of it was read again.
      const history = known !== undefined && stored.since !== undefined ? extended(known.history, stored) : made(part, stored)
      this.keep(partKey, history)
      return history
    } catch (cause) {
      this.forget(partKey)
      throw new AppError('damaged-record', { partKey }, { cause })
    }
  }

  /** The same for the caller alone, who may write in it: it is no longer kept. */
  async take(partKey: number, part: Part): Promise<PartHistory> {
    const history = await this.open(partKey, part)
    this.forget(partKey)
    return history
  }

  /** Lets go of a part's history. */
  forget(partKey: number): void {
    this.#kept.get(partKey)?.callOff()
    this.#kept.delete(partKey)
  }

  /** Keeps a history for the next who asks. What was written in it must be in the log by now. */
  keep(partKey: number, history: PartHistory): void {
    this.forget(partKey)
    this.#kept.set(partKey, { history, callOff: this.#clock.after(keepMs, () => this.#kept.delete(partKey)) })
    let all = [...this.#kept.values()].reduce((sum, kept) => sum + kept.history.bytes, 0)
    for (const [key, kept] of this.#kept) {
      if (all <= keepBytes) break
      all -= kept.history.bytes
      this.forget(key)
    }
  }
}

function made(part: Part, stored: StoredPart): PartHistory {
  const doc = replay(stored, false)
  return { part, shape: shapeOf(part), doc, seq: stored.lastSeq, now: Point.of(doc), bytes: sizeOf(stored), ...(stored.renewedBy !== undefined && { renewedBy: stored.renewedBy }) }
}

function extended(history: PartHistory, stored: StoredPart): PartHistory {
  if (stored.updates.length === 0) return history
  const { doc } = history
  doc.transact(() => stored.updates.forEach(({ bytes }) => Y.applyUpdate(doc, bytes)))
  return { ...history, seq: stored.lastSeq, now: Point.of(doc), bytes: history.bytes + sizeOf(stored) }
}
