/** What changed between two points of a plan, for one reader: only what they may read today, under names they may see. */
import type { ChangeList } from '#shared/version/changes.ts'
import { english } from '#shared/version/english.ts'
import { sentenceOf, type Language } from '#shared/version/sentences.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { listSeenMembers } from '../care-team/seen-members.ts'
import { listReadableParts, planRootsOf, type ReadablePart } from '../plans/content.ts'
import { authorshipOf } from '../sync/compaction.ts'
import { unlessDamaged } from '../sync/damage.ts'
import { diffPart, type PartChange } from './diff-part.ts'
import { pointIn, readPlanPoint, type PlanPoint } from './find-point.ts'
import { hasRowsAfter } from './store.ts'
import type { VersionDeps } from './take-version.ts'

/** Compares two points: version ids, ISO 8601 instants, or `now`. `doer`: who would do it all, where it is not done yet. */
export async function compare(deps: VersionDeps, reader: PlanGrant, from: string, to: string, doer?: string): Promise<ChangeList> {
  const points = { from: await readPlanPoint(deps, reader, from), to: await readPlanPoint(deps, reader, to) }
  const changes: PartChange[] = []
  const unavailable: string[] = []
  for (const readable of await listReadableParts(deps.db, reader)) {
    const { partId, share } = readable
    const found = await unlessDamaged(
      () => comparePart(deps, reader, readable, points),
      (cause) => deps.report(cause, { planId: reader.planId, partId }),
    )
    if (found !== null) changes.push(...found)
    else if (share !== 'own-entries') unavailable.push(partId)
  }
  const told = doer === undefined ? changes : changes.map((change) => ({ ...change, by: [doer] }))
  return { changes: await tell(deps, reader, told), unavailable }
}

async function comparePart(
  deps: VersionDeps,
  reader: PlanGrant,
  { key, part, share }: ReadablePart,
  points: { from: PlanPoint; to: PlanPoint },
): Promise<PartChange[]> {
  // Most parts are at rest: nothing of them need be read to know that nothing changed.
  if (points.from.is === 'moment' && points.to.is === 'now' && !(await hasRowsAfter(deps.db, key, points.from.at.toISOString()))) return []
  const history = await deps.histories.open(key, part)
  // Read after the history, so that it knows everything the history holds.
  const authors = await deps.log.load(key, 'authors')
  const { doc, shape } = history
  const from = await pointIn(deps, key, history, authors, points.from)
  const to = await pointIn(deps, key, history, authors, points.to)
  const roots = part.kind === 'plan' ? planRootsOf(reader, Object.keys(shape.roots)) : Object.keys(shape.roots)
  const changes = diffPart(doc, shape, { from, to, authorship: authorshipOf(authors) }, [...roots])
  return changes.filter(({ author }) => share !== 'own-entries' || author === reader.memberId)
}

/** Puts changes into words. Whom a reader does not see stays unnamed. */
export async function tell(deps: VersionDeps, reader: PlanGrant, changes: readonly PartChange[], language: Language = english): Promise<ChangeList['changes']> {
  const names = new Map((await listSeenMembers(deps.db, reader)).map(({ id, name }) => [id, name]))
  return changes.map(({ author: _author, ...change }) => {
    const seen = {
      ...change,
      by: change.by.filter((id) => names.has(id)),
      ...(change.spans !== undefined && { spans: change.spans.map((span) => (span.by !== null && names.has(span.by) ? span : { ...span, by: null })) }),
    }
    return { ...seen, sentence: sentenceOf(seen, seen.by.map((id) => names.get(id) as string), language) }
  })
}
