/** The plan as JSON for one reader: what their role gives them, made by the server, and nothing else. */
import type { Role } from '#shared/access.ts'
import type { PlanContent } from '#shared/plan/api.ts'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import type { Kysely } from 'kysely'
import type { PlanGrant } from '../access/authorize.ts'
import { decidePart, seesByConsent, type MemberFacts } from '../access/policy.ts'
import { consentOf, isEmpty, noConsent, type Consent } from '../care-team/consent.ts'
import type { Tables } from '../db/tables.ts'
import { AppError } from '../errors.ts'
import { replay } from '../sync/compaction.ts'
import { unlessDamaged } from '../sync/damage.ts'
import type { LiveEditing } from '../sync/live-editing.ts'
import type { StoredPart } from '../sync/log-store.ts'
import { listPartRows } from './store.ts'

type ContentDeps = { readonly db: Kysely<Tables>; readonly now: () => Date } & Pick<LiveEditing, 'log' | 'report'>

/** A part as JSON. */
export type Json = Record<string, unknown>
type Rows = ({ id: string } & Json)[]

/** Nothing of a plan. */
const noContent: PlanContent = { about: {}, expectations: {}, safety: {}, goals: [], strategies: [], entries: [], unavailable: [] }

/**
 * Reads the parts that this member may read, and of the other journals the entries that are their own. Everything in
 * the answer is on disk. A part with a damaged record is left out, named in `unavailable` and reported.
 * A viewer reads a version and never the plan as it is now.
 */
export const readContent = async (deps: ContentDeps, reader: PlanGrant): Promise<PlanContent> =>
  seesByConsent[reader.role] === 'version' ? noContent : gatherContent(deps, reader, (readable) => readPart(deps, reader.planId, readable))

/** The entries that this member may read, as in `readContent`, without the plan. */
export async function readEntries(deps: ContentDeps, reader: PlanGrant): Promise<Rows> {
  const noPlan: Json = { goals: [], strategies: [] }
  const { entries } = await gatherContent(deps, reader, async (readable) =>
    readable.part.kind === 'plan' ? noPlan : readPart(deps, reader.planId, readable))
  return entries as Rows
}

/** A part that a reader may read, whole or by a projection. */
export type ReadablePart = { readonly key: number; readonly partId: string; readonly part: Part; readonly share: Share }

/** The parts of a plan that this member may read something of. Private notes are never among them. */
export async function listReadableParts(db: Kysely<Tables>, reader: PlanGrant): Promise<ReadablePart[]> {
  const rows = await listPartRows(db, reader.planId, reader.memberId)
  return rows.flatMap(({ key, partId, hasWritten }) => {
    const part = parsePart(partId)
    const share = part === null ? 'none' : shareOf(part, reader, hasWritten)
    return part === null || share === 'none' ? [] : [{ key, partId, part, share }]
  })
}

/** Puts together for this reader what `read` finds in each part. `read` gives null where the part's record is damaged. */
export async function gatherContent(
  { db, now }: Pick<ContentDeps, 'db' | 'now'>,
  reader: PlanGrant,
  read: (part: ReadablePart) => Promise<Json | null>,
): Promise<PlanContent> {
  const { memberId } = reader
  const consent = await consentOf(db, reader, now())
  let content = noContent
  const entries: Rows = []
  const unavailable: string[] = []
  for (const readable of await listReadableParts(db, reader)) {
    const { partId, part, share } = readable
    // Whom nothing was shared with is not told of trouble with it either.
    if (part.kind === 'plan' && seesByConsent[reader.role] !== undefined && isEmpty(consent)) continue
    const json = await read(readable)
    // Whoever reads only their own entries of a part is not told about the part.
    if (json === null) unavailable.push(...(share === 'own-entries' ? [] : [partId]))
    else if (part.kind === 'plan') content = { ...content, ...(share === 'all' ? json : projections[reader.role]?.(json, consent)) }
    else entries.push(...(json.entries as Rows).filter((entry) => share === 'all' || entry.author === memberId))
  }
  return { ...content, entries: entries.toSorted(newestFirst), unavailable }
}

/** What of a part is read for a member: all, what their role gives of the plan, or the entries that name them as author. */
export type Share = 'all' | 'projection' | 'own-entries'

/** What of a part is read for this member. Nothing else is loaded. */
function shareOf(part: Part, reader: PlanGrant, hasWritten: boolean): Share | 'none' {
  if (part.kind === 'notes') return 'none'
  if (decidePart(part, reader) !== 'none') return 'all'
  if (part.kind === 'plan') return projections[reader.role] === undefined ? 'none' : 'projection'
  return hasWritten ? 'own-entries' : 'none'
}

/** A part as JSON, or null where its record is damaged; that is reported, unless it was before. */
const readPart = ({ log, report }: ContentDeps, planId: string, { key, partId, part }: ReadablePart): Promise<Json | null> =>
  unlessDamaged(async () => toJson(await log.load(key), part), (cause) => report(cause, { planId, partId }))

/** Throws `damaged-record` where the stored bytes pass their check and still make no document. */
function toJson(stored: StoredPart, part: Part): Json {
  try {
    const doc = replay(stored, true)
    const json = partToJson(doc, shapeOf(part))
    doc.destroy()
    return json
  } catch (cause) {
    throw new AppError('damaged-record', {}, { cause })
  }
}

/**
 * What of the `plan` part this role reads in all that is derived from it: all, or what its projection has. Who sees single
 * things by consent gets nothing derived.
 */
export function planRootsOf(reader: MemberFacts, roots: readonly string[]): readonly string[] {
  if (decidePart({ kind: 'plan' }, reader) !== 'none') return roots
  if (seesByConsent[reader.role] !== undefined) return []
  return Object.keys(projections[reader.role]?.({ goals: [], strategies: [] }, noConsent) ?? {})
}

const timeOf = ({ happenedAt, createdAt }: Json): number => Date.parse(String(happenedAt ?? createdAt)) || 0
const newestFirst = (a: Json, b: Json): number => timeOf(b) - timeOf(a)

/** What those who do not get the `plan` part see of it (access.md). */
const projections: Partial<Record<Role, (plan: Json, consent: Consent) => Json>> = {
  limited: ({ goals, strategies }) => ({ goals, strategies }),
  child: ({ goals }) => ({ goals: (goals as Rows).map(({ id, title, childWords, status, order }) => ({ id, title, childWords, status, order })) }),
  teacher: ({ goals, strategies }, { goalIds, strategyIds }) => ({
    goals: (goals as Rows).filter(({ id }) => goalIds.includes(id)),
    strategies: (strategies as Rows)
      .filter(({ id }) => strategyIds.includes(id))
      .map((strategy) => ({ ...strategy, goals: ((strategy.goals ?? []) as string[]).filter((id) => goalIds.includes(id)) })),
  }),
  viewer: ({ about, expectations, goals, strategies }) => ({ about, expectations, goals, strategies }),
}
