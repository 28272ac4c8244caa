/** The plan as JSON for one reader: what their role gives them, made by the server, and nothing else. */
import type { Role } from '#shared/access.ts'
import type { PlanContent } from '#shared/plan/api.ts'
import { parsePart, shapeOf } from '#shared/plan/parts.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { decidePart } from '../access/policy.ts'
import type { Database } from '../db/database.ts'
import { replay } from '../sync/compaction.ts'
import type { UpdateLog } from '../sync/update-log.ts'

type Json = Record<string, unknown>
type Rows = ({ id: string } & Json)[]

const noContent: PlanContent = { about: {}, expectations: {}, safety: {}, goals: [], strategies: [], entries: [] }

/**
 * Reads the parts that this member may read, and of the other journals the entries that are their own. Everything in
 * the answer is on disk. Throws `damaged-record` where a stored row does not pass its check.
 */
export async function readContent(database: Database, log: UpdateLog, reader: PlanGrant): Promise<PlanContent> {
  const rows = await database.db.selectFrom('part').select(['key', 'part_id']).where('plan_id', '=', reader.planId).execute()
  let content = noContent
  const entries: Rows = []
  for (const row of rows) {
    const part = parsePart(row.part_id)
    if (part === null || part.kind === 'notes') continue
    const doc = replay(await log.load(row.key), true)
    const json = partToJson(doc, shapeOf(part))
    doc.destroy()
    const mayRead = decidePart(part, reader) !== 'none'
    if (part.kind === 'plan') content = { ...content, ...(mayRead ? json : project(reader.role, json)) }
    else entries.push(...(json.entries as Rows).filter((entry) => mayRead || entry.author === reader.memberId))
  }
  return { ...content, entries: entries.toSorted(newestFirst) }
}

const newestFirst = (a: Json, b: Json): number => Date.parse(String(b.happenedAt ?? b.createdAt)) - Date.parse(String(a.happenedAt ?? a.createdAt))

/**
 * What those who do not get the `plan` part see of it (access.md). A teacher sees consented goals and a viewer a shared
 * version: until consents and shared versions are recorded, that is nothing.
 */
function project(role: Role, plan: Json): Json {
  if (role === 'limited') return { goals: plan.goals, strategies: plan.strategies }
  if (role === 'child') return { goals: (plan.goals as Rows).map(({ id, title, childWords, status, order }) => ({ id, title, childWords, status, order })) }
  return {}
}
