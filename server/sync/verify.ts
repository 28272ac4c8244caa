/** Checks everything that is stored of every part, beside a server that is up [S6]. The same on both databases. */
import type { Kysely, Transaction } from 'kysely'
import type { DamageKind, Tables } from '../db/tables.ts'
import { addToQuarantine, isPageDamage, liftQuarantine, readQuarantine, type Damage } from './damage.ts'
import { isSound, type SnapshotKind } from './log-store.ts'

export type Verified = {
  readonly parts: number
  readonly rows: number
  readonly findings: (Damage & { readonly planId: string; readonly partId: string })[]
  /** What was in quarantine and is sound again. */
  readonly lifted: number
}

const kinds = ['live', 'history', 'authors'] as const satisfies SnapshotKind[]

/** Checks every row, snapshot and head. New findings go into quarantine; what is sound again is let out of it. */
export async function verifyParts(db: Kysely<Tables>, at: string): Promise<Verified> {
  const parts = await db.selectFrom('part').select(['key', 'plan_id', 'part_id']).orderBy('key').execute()
  const findings: Verified['findings'] = []
  let rows = 0
  let lifted = 0
  for (const { key, plan_id, part_id } of parts) {
    const checked = await inspectPart(db, key)
    rows += checked.rows
    findings.push(...checked.damages.map((damage) => ({ ...damage, planId: plan_id, partId: part_id })))
    for (const damage of checked.damages) await addToQuarantine(db, damage, at)
    const mended = (await readQuarantine(db, key)).filter((known) => !checked.damages.some((damage) => isSame(damage, known)))
    for (const damage of mended) await liftQuarantine(db, damage)
    lifted += mended.length
  }
  return { parts: parts.length, rows, findings, lifted }
}

const isSame = (a: Damage, b: Damage): boolean => a.seq === b.seq && a.what === b.what

type Inspected = { rows: number; damages: Damage[] }

async function inspectPart(db: Kysely<Tables>, partKey: number): Promise<Inspected> {
  try {
    const read = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
    return await read.execute((trx) => inspectWithin(trx, partKey))
  } catch (cause) {
    if (!isPageDamage(cause)) throw cause
    return { rows: 0, damages: [{ partKey, seq: 0, what: 'unreadable' }] }
  }
}

/** All that is wrong with a part, where reading it stops at the first. */
async function inspectWithin(trx: Transaction<Tables>, partKey: number): Promise<Inspected> {
  const { last_seq: lastSeq } = await trx.selectFrom('part').select('last_seq').where('key', '=', partKey).executeTakeFirstOrThrow()
  const snapshots = await trx.selectFrom('snapshot').selectAll().where('part_key', '=', partKey).execute()
  const rows = await trx.selectFrom('update_log').selectAll().where('part_key', '=', partKey).orderBy('seq').execute()
  const damages: Damage[] = []
  const found = (what: DamageKind, seq: number) => damages.push({ partKey, seq, what })

  // A part has all three snapshots of one row of the log, or none.
  let seq = Math.max(0, ...snapshots.map((snapshot) => snapshot.seq))
  for (const kind of seq === 0 ? [] : kinds) {
    const snapshot = snapshots.find((candidate) => candidate.kind === kind)
    if (snapshot === undefined || snapshot.seq !== seq || !isSound(snapshot, kind)) found(kind, snapshot?.seq ?? seq)
  }
  for (const row of rows) {
    if (!isSound(row, row.member_id)) found('log-row', row.seq)
    if (row.seq <= seq) continue
    if (row.seq > seq + 1) found('missing-row', seq + 1)
    seq = row.seq
  }
  if (seq < lastSeq) found('missing-row', seq + 1)
  if (seq > lastSeq) found('head', lastSeq)
  return { rows: rows.length + snapshots.length, damages }
}
