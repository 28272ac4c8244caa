/** The SQL of versions. */
import type { Kysely, Transaction } from 'kysely'
import type { Role } from '#shared/access.ts'
import type { VersionKind } from '#shared/version/api.ts'
import type { Tables } from '../db/tables.ts'

export type NewVersionRow = {
  id: string
  planId: string
  kind: VersionKind
  label: string | null
  at: string
  memberId: string | null
  restoredId: string | null
  choiceHash?: string | null
}

/** A part of a version: its key and the row of the log it goes up to. */
export type PartPointKey = { readonly key: number; readonly seq: number }

export type PointRow = PartPointKey & { readonly baseSeq: number | null; readonly snapshot: Buffer; readonly hash: string }

/** The parts of a plan that hold something, with the row each goes up to. */
export const listPartsOfPlan = (db: Kysely<Tables>, planId: string) =>
  db
    .selectFrom('part')
    .select(['key', 'part_id as partId', 'last_seq as seq'])
    .where('plan_id', '=', planId)
    .where('last_seq', '>', 0)
    .orderBy('key')
    .execute()

/** What is kept of a part at one row of its log, if a version was taken there. */
export async function findPoint(db: Kysely<Tables>, key: number, seq: number): Promise<PointRow | undefined> {
  const row = await db
    .selectFrom('part_point')
    .select(['part_key as key', 'seq', 'base_seq as baseSeq', 'snapshot', 'hash'])
    .where('part_key', '=', key)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row
}

/** The last point of a part that was kept whole, for others to be kept by. */
export const findLastWholePoint = (db: Kysely<Tables>, key: number) =>
  db
    .selectFrom('part_point')
    .select(['seq', 'snapshot'])
    .where('part_key', '=', key)
    .where('base_seq', 'is', null)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()

/**
 * Keeps a version and the points it is made of, all or nothing. Points that are kept already stay as they are. False where
 * something was erased from a part since its point was made, and where there is a version under this id.
 */
export const insertVersion = (
  db: Kysely<Tables>,
  version: NewVersionRow,
  points: readonly (PointRow & { readonly renewedBy: number | undefined })[],
  parts: readonly PartPointKey[],
): Promise<boolean> =>
  db.transaction().execute(async (trx) => {
    for (const { key, renewedBy } of points) if (!(await isStillOf(trx, key, renewedBy))) return false
    const { id, planId, kind, label, at, memberId, restoredId, choiceHash = null } = version
    const { numInsertedOrUpdatedRows } = await trx
      .insertInto('version')
      .values({ id, plan_id: planId, kind, label, at, member_id: memberId, restored_id: restoredId, choice_hash: choiceHash })
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirstOrThrow()
    if (numInsertedOrUpdatedRows !== 1n) return false
    for (const { key, seq, baseSeq, snapshot, hash } of points) {
      await trx
        .insertInto('part_point')
        .values({ part_key: key, seq, base_seq: baseSeq, snapshot, hash })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    }
    if (parts.length > 0) await trx.insertInto('version_part').values(parts.map(({ key, seq }) => ({ version_id: id, part_key: key, seq }))).execute()
    return true
  })

/** Whether a part is the one that was read: nothing was erased from it since, nor will be before this transaction ends. */
async function isStillOf(trx: Transaction<Tables>, key: number, renewedBy: number | undefined): Promise<boolean> {
  const locked = await trx
    .updateTable('part')
    .set((eb) => ({ last_seq: eb.ref('last_seq') }))
    .where('key', '=', key)
    .where('renewed_by', renewedBy === undefined ? 'is' : '=', renewedBy ?? null)
    .executeTakeFirst()
  return locked.numUpdatedRows === 1n
}

const selectVersions = (db: Kysely<Tables>) =>
  db
    .selectFrom('version')
    .select(['id', 'plan_id as planId', 'kind', 'label', 'at', 'member_id as memberId', 'restored_id as restoredId', 'choice_hash as choiceHash'])

/** The versions of a plan, newest first. */
export const listVersionRows = (db: Kysely<Tables>, planId: string): Promise<NewVersionRow[]> =>
  selectVersions(db).where('plan_id', '=', planId).orderBy('at', 'desc').orderBy('id').execute()

/** One version of this plan. */
export const findVersionRow = (db: Kysely<Tables>, planId: string, id: string): Promise<NewVersionRow | undefined> =>
  selectVersions(db).where('plan_id', '=', planId).where('id', '=', id).executeTakeFirst()

/** A version of whatever plan. */
export const findVersionOfAnyPlan = (db: Kysely<Tables>, id: string): Promise<NewVersionRow | undefined> =>
  selectVersions(db).where('id', '=', id).executeTakeFirst()

export type VersionOfPart = NewVersionRow & { readonly seq: number }

/** The versions that hold something of a part, with the row each goes up to, the first one first. */
export const listVersionsOfPart = (db: Kysely<Tables>, key: number): Promise<VersionOfPart[]> =>
  selectVersions(db)
    .innerJoin('version_part', 'version_part.version_id', 'version.id')
    .select('version_part.seq')
    .where('version_part.part_key', '=', key)
    .orderBy('version_part.seq')
    .orderBy('version.at')
    .execute()

/** When the visits began that ended with a version, by the id of that version. */
export async function listVisitStarts(db: Kysely<Tables>, planId: string): Promise<Map<string, string>> {
  const rows = await db
    .selectFrom('visit')
    .select(['version_id as id', 'started_at as startedAt'])
    .where('plan_id', '=', planId)
    .where('version_id', 'is not', null)
    .execute()
  return new Map(rows.flatMap(({ id, startedAt }) => (id === null ? [] : [[id, startedAt] as const])))
}

/** The point that a version has of one part; undefined where the part held nothing yet. */
export const findVersionPoint = (db: Kysely<Tables>, versionId: string, key: number): Promise<PointRow | undefined> =>
  db
    .selectFrom('version_part')
    .innerJoin('part_point', (join) =>
      join.onRef('part_point.part_key', '=', 'version_part.part_key').onRef('part_point.seq', '=', 'version_part.seq'),
    )
    .select(['part_point.part_key as key', 'part_point.seq', 'base_seq as baseSeq', 'snapshot', 'hash'])
    .where('version_id', '=', versionId)
    .where('version_part.part_key', '=', key)
    .executeTakeFirst()

/** A part with changes that no version holds. Times are ISO 8601 UTC. */
export type Unversioned = {
  readonly planId: string
  readonly key: number
  readonly lastSeq: number
  readonly firstAt: string
  readonly lastAt: string
}

/**
 * The parts in which somebody wrote what no version holds, with the times of the first and last such row. Where rows were
 * compacted since, the time of that stands for theirs: it came after the last of them. Private notes do not count.
 */
export async function listUnversioned(db: Kysely<Tables>): Promise<Unversioned[]> {
  const parts = await db
    .selectFrom('part')
    .select(['key', 'plan_id as planId', 'last_seq as lastSeq'])
    .select((eb) =>
      eb
        .selectFrom('part_point')
        .whereRef('part_point.part_key', '=', 'part.key')
        .select((inner) => inner.fn.max('part_point.seq').as('seq'))
        .as('keptSeq'),
    )
    .where('part_id', 'not like', 'notes.%')
    .where('last_seq', '>', 0)
    .orderBy('key')
    .execute()
  const changed: Unversioned[] = []
  for (const { key, planId, lastSeq, keptSeq } of parts) {
    const times = lastSeq > (keptSeq ?? 0) ? await timesAfter(db, key, keptSeq ?? 0) : null
    if (times !== null) changed.push({ planId, key, lastSeq, ...times })
  }
  return changed
}

/** When members first and last wrote after a row of a part; null where only the server did, making empty containers. */
async function timesAfter(db: Kysely<Tables>, key: number, seq: number): Promise<{ firstAt: string; lastAt: string } | null> {
  const rows = await db
    .selectFrom('update_log')
    .select((eb) => [eb.fn.min('at').as('firstAt'), eb.fn.max('at').as('lastAt')])
    .where('part_key', '=', key)
    .where('seq', '>', seq)
    .where('member_id', 'is not', null)
    .executeTakeFirst()
  const compacted = await db
    .selectFrom('snapshot').select('at').where('part_key', '=', key).where('kind', '=', 'live').where('seq', '>', seq).executeTakeFirst()
  const times = [rows?.firstAt, rows?.lastAt, compacted?.at].filter((at) => typeof at === 'string').toSorted()
  const [firstAt, lastAt] = [times[0], times.at(-1)]
  return firstAt === undefined || lastAt === undefined ? null : { firstAt, lastAt }
}

export type AgreementRow = {
  id: string
  versionId: string
  memberId: string
  role: Role
  at: string
  hash: string
  dissent: string | null
}

export async function insertAgreement(db: Kysely<Tables>, { versionId, memberId, ...row }: AgreementRow): Promise<void> {
  await db.insertInto('agreement').values({ ...row, version_id: versionId, member_id: memberId }).execute()
}

/** Every signature to a version of this plan, in the order they were given. */
export const listAgreementRows = (db: Kysely<Tables>, planId: string): Promise<AgreementRow[]> =>
  db
    .selectFrom('agreement')
    .innerJoin('version', 'version.id', 'agreement.version_id')
    .select(['agreement.id', 'version_id as versionId', 'agreement.member_id as memberId', 'role', 'agreement.at', 'hash', 'dissent'])
    .where('version.plan_id', '=', planId)
    .orderBy('agreement.at')
    .orderBy('agreement.id')
    .execute()

/** Whether anything came to a part after a moment. Rows that were compacted after it may have. */
export async function hasRowsAfter(db: Kysely<Tables>, key: number, at: string): Promise<boolean> {
  const row = await db
    .selectFrom('part')
    .select('key')
    .where('key', '=', key)
    .where((eb) =>
      eb.or([
        eb.exists(eb.selectFrom('update_log').select('seq').where('part_key', '=', key).where('at', '>', at)),
        eb.exists(eb.selectFrom('snapshot').select('seq').where('part_key', '=', key).where('at', '>', at)),
      ]),
    )
    .executeTakeFirst()
  return row !== undefined
}

/** When a member last looked, if ever. */
export async function findLastLook(db: Kysely<Tables>, memberId: string): Promise<string | null> {
  const row = await db.selectFrom('last_look').select('at').where('member_id', '=', memberId).executeTakeFirst()
  return row?.at ?? null
}

/** When each member of a plan last looked; who never has is left out. */
export const listLastLooks = (db: Kysely<Tables>, planId: string): Promise<{ memberId: string; at: string }[]> =>
  db
    .selectFrom('last_look')
    .innerJoin('member', 'member.id', 'last_look.member_id')
    .select(['member.id as memberId', 'last_look.at'])
    .where('member.plan_id', '=', planId)
    .orderBy('member.id')
    .execute()

/** Sets when a member looked, and returns it: an earlier moment than the one that is kept changes nothing. */
export async function putLastLook(db: Kysely<Tables>, memberId: string, at: string): Promise<string> {
  await db
    .insertInto('last_look')
    .values({ member_id: memberId, at })
    .onConflict((conflict) => conflict.column('member_id').doUpdateSet({ at }).where('last_look.at', '<', at))
    .execute()
  return (await findLastLook(db, memberId)) ?? at
}
