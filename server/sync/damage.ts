/**
 * Damage in what is stored [S6], and its quarantine: a finding is written down once, told once, and the damaged bytes are
 * left as they are. A part whose words are damaged is not opened. The same on both databases.
 */
import type { ExpressionBuilder, Kysely } from 'kysely'
import { damageKinds, type DamageKind, type Tables } from '../db/tables.ts'
import { AppError, hasErrorCode } from '../errors.ts'
import type { SnapshotKind, SnapshotRow } from './log-store.ts'

/** One finding: where it is, and nothing of the content. */
export type Damage = { readonly partKey: number; readonly seq: number; readonly what: DamageKind }

/**
 * Whether a part in quarantine for this cannot be read as `kind`. Editing needs neither the history nor the authors, and
 * a `live` snapshot is made again from the history where that is sound.
 */
export const stopsReading = (what: DamageKind, kind: SnapshotKind): boolean =>
  what === 'history' || what === 'authors' ? what === kind : what !== 'live'

/** A part cannot be read. `isKnown`: somebody was told of it, so whoever meets this error need not tell. */
export const damagedRecord = (damage: Damage, options: { isKnown?: boolean; cause?: unknown } = {}): AppError =>
  new AppError('damaged-record', { ...damage, isKnown: options.isKnown === true }, { cause: options.cause })

/**
 * What `read` gives, or null where a record is damaged: `tell` is then called, unless somebody was told before. Throws whatever
 * else goes wrong.
 */
export async function unlessDamaged<T>(read: () => Promise<T>, tell: (cause: AppError) => void): Promise<T | null> {
  try {
    return await read()
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'damaged-record') throw cause
    if (cause.details['isKnown'] !== true) tell(cause)
    return null
  }
}

/** The finding that an error stands for, or null where the error is something else or known already. */
export function newDamageIn(cause: unknown): Damage | null {
  if (!(cause instanceof AppError) || cause.code !== 'damaged-record') return null
  const { partKey, seq, what, isKnown } = cause.details
  if (isKnown !== false || typeof partKey !== 'number' || typeof seq !== 'number') return null
  const kind = damageKinds.find((known) => known === what)
  return kind === undefined ? null : { partKey, seq, what: kind }
}

/** Whether the database says that its own pages are damaged. SQLite: corrupt, not a database. PostgreSQL: XX001, XX002. */
export const isPageDamage = (cause: unknown): boolean =>
  hasErrorCode(cause, (code) => /^(SQLITE_(CORRUPT|NOTADB)|XX00[12])/.test(code))

/** The findings of a part that are not mended. */
export async function readQuarantine(db: Kysely<Tables>, partKey: number): Promise<Damage[]> {
  const rows = await db.selectFrom('quarantine').select(['seq', 'what']).where('part_key', '=', partKey).orderBy('seq').execute()
  return rows.map(({ seq, what }) => ({ partKey, seq, what }))
}

/** Writes a finding down. Returns false when it was known. */
export async function addToQuarantine(db: Kysely<Tables>, { partKey, seq, what }: Damage, at: string): Promise<boolean> {
  const result = await db
    .insertInto('quarantine')
    .values({ part_key: partKey, seq, what, found_at: at })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Takes a finding out of the quarantine: what it names was checked and is sound. */
export async function liftQuarantine(db: Kysely<Tables>, { partKey, seq, what }: Damage): Promise<void> {
  await db.deleteFrom('quarantine').where('part_key', '=', partKey).where('seq', '=', seq).where('what', '=', what).execute()
}

/**
 * Puts a sound snapshot in the place of the damaged one that has this checksum, and lets it out of the quarantine. Returns
 * whether that is news: false where it was mended or known before.
 */
export const mendSnapshot = (db: Kysely<Tables>, row: SnapshotRow, damagedChecksum: Uint8Array): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    const { part_key, kind, seq, at, bytes, checksum } = row
    const isRow = (eb: ExpressionBuilder<Tables, 'snapshot'>) =>
      eb.and({ part_key, kind, checksum: Buffer.from(damagedChecksum) })
    const mended = await trx.updateTable('snapshot').set({ seq, at, bytes, checksum }).where(isRow).executeTakeFirst()
    const known = await trx.deleteFrom('quarantine').where('part_key', '=', part_key).where('what', '=', kind).executeTakeFirst()
    return mended.numUpdatedRows === 1n && known.numDeletedRows === 0n
  })
