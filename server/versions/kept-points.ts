/** Points as they are kept in the database: whole, or by what an earlier one of the same part holds. */
import type { Kysely } from 'kysely'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../errors.ts'
import { packPoint, Point, unpackPoint } from './point.ts'
import { findLastWholePoint, findPoint, type PointRow } from './store.ts'

/** A point as a row: by the part's last whole one where that makes it less than half as large. */
export async function toPointRow(db: Kysely<Tables>, key: number, seq: number, point: Point, hash: string): Promise<PointRow> {
  const bytes = point.encode()
  const whole = packPoint(bytes, null)
  const base = await findLastWholePoint(db, key)
  if (base !== undefined) {
    const snapshot = packPoint(bytes, unpackPoint(base.snapshot, null))
    if (snapshot.length * 2 < whole.length) return { key, seq, baseSeq: base.seq, snapshot, hash }
  }
  return { key, seq, baseSeq: null, snapshot: whole, hash }
}

/** Reads a point. Throws `damaged-record` where its bytes are not what was kept. */
export async function readPoint(db: Kysely<Tables>, { key, seq, baseSeq, snapshot }: PointRow): Promise<Point> {
  const base = baseSeq === null ? null : await findPoint(db, key, baseSeq)
  try {
    if (base === undefined) throw new Error('the point it was kept by is not there')
    return Point.decode(unpackPoint(snapshot, base === null ? null : unpackPoint(base.snapshot, null)))
  } catch (cause) {
    throw new AppError('damaged-record', { partKey: key, seq }, { cause })
  }
}
