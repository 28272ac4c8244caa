/** A part with everything that was ever written in it: read from disk to compare and restore, and let go of after [V2]. */
import type * as Y from 'yjs'
import { shapeOf, type Part } from '#shared/plan/parts.ts'
import type { PartShape } from '#shared/plan/shape.ts'
import { AppError } from '../errors.ts'
import { replay } from '../sync/compaction.ts'
import type { UpdateLog } from '../sync/update-log.ts'
import { Point } from './point.ts'

export type PartHistory = {
  readonly part: Part
  readonly shape: PartShape
  /** Nothing is collected in it. It must never be sent anywhere. */
  readonly doc: Y.Doc
  /** The row of the log that it goes up to: everything that was acknowledged before it was read. */
  readonly seq: number
  readonly now: Point
}

/** Reads a part's history. Throws `damaged-record` where what is stored makes no document. */
export async function openHistory(log: Pick<UpdateLog, 'load'>, partKey: number, part: Part): Promise<PartHistory> {
  const stored = await log.load(partKey, 'history')
  try {
    const doc = replay(stored, false)
    return { part, shape: shapeOf(part), doc, seq: stored.lastSeq, now: Point.of(doc) }
  } catch (cause) {
    throw new AppError('damaged-record', { partKey }, { cause })
  }
}
