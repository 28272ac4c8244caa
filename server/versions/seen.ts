/** Who has seen what: what came before somebody's last look counts as seen by them [access 2]. */
import { rootOf } from '#shared/plan/containers.ts'
import type { SeenItem, SeenList } from '#shared/version/api.ts'
import * as Y from 'yjs'
import type { PlanGrant } from '../access/authorize.ts'
import { decide, decidePart } from '../access/policy.ts'
import { listSeenMembers } from '../care-team/seen-members.ts'
import { listReadableParts, planRootsOf, type ReadablePart } from '../plans/content.ts'
import { unlessDamaged } from '../sync/damage.ts'
import { Arrivals } from './arrivals.ts'
import { heldAt, idsAt } from './part-view.ts'
import { listLastLooks } from './store.ts'
import type { VersionDeps } from './take-version.ts'

/** The lists whose items are told of. */
const entities = { goals: 'goal', strategies: 'strategy', entries: 'entry' } as const
type ListName = keyof typeof entities

/** Of entries the last ones only. */
const mostEntries = 300

type Person = Pick<PlanGrant, 'memberId' | 'role' | 'planId'>

/** When everything that this member may read last changed, and who has looked since. */
export async function listSeen(deps: VersionDeps, reader: PlanGrant): Promise<SeenList> {
  const upTo = deps.now().toISOString()
  // As in `changesSince`: what came before this moment belongs into the list.
  await deps.log.settled()
  const people = (await listSeenMembers(deps.db, reader)).filter(({ removedAt }) => removedAt === null)
  const looks = new Map((await listLastLooks(deps.db, reader.planId)).map(({ memberId, at }) => [memberId, at]))
  const mayKnow = decide('plan.edit', reader)
  const others = people.filter(({ id }) => id !== reader.memberId).map(({ id, role }): Person => ({ memberId: id, role, planId: reader.planId }))
  const items: SeenItem[] = []
  for (const readable of await listReadableParts(deps.db, reader)) {
    // Who reads a projection of the plan learns no more than what a whole goal or strategy tells.
    const names = namesIn(readable, reader)
    if (names.length === 0) continue
    const found = await unlessDamaged(
      () => readLast(deps, readable, names),
      (cause) => deps.report(cause, { planId: reader.planId, partId: readable.partId }),
    )
    for (const { name, id, author, last } of found ?? []) {
      if (readable.share === 'own-entries' && author !== reader.memberId) continue
      const hasSeen = (memberId: string) => Date.parse(looks.get(memberId) ?? '') >= newestFor(memberId, last)
      const mayKnowOfThis = mayKnow || author === reader.memberId
      const concerned = others.filter((person) => mayKnowOfThis && newestFor(person.memberId, last) > 0 && mayRead(readable, person, name))
      items.push({
        entity: entities[name],
        id,
        changedAt: new Date(Math.max(0, ...last.values())).toISOString(),
        isNew: newestFor(reader.memberId, last) > 0 && !hasSeen(reader.memberId),
        seenBy: concerned.filter(({ memberId }) => hasSeen(memberId)).map(({ memberId }) => memberId),
        waitsFor: name === 'entries' ? [] : concerned.filter(({ memberId }) => !hasSeen(memberId)).map(({ memberId }) => memberId),
      })
    }
  }
  const known = new Set([reader.memberId, ...(mayKnow ? others.map(({ memberId }) => memberId) : [])])
  const latestFirst = items.toSorted((a, b) => (a.changedAt < b.changedAt ? 1 : -1))
  return {
    upTo,
    looks: [...looks].filter(([memberId]) => known.has(memberId)).map(([memberId, at]) => ({ memberId, at })),
    items: [...latestFirst.filter(({ entity }) => entity !== 'entry'), ...latestFirst.filter(({ entity }) => entity === 'entry').slice(0, mostEntries)],
  }
}

/** When somebody other than this member last changed it; 0 where nobody did. */
const newestFor = (memberId: string, last: ReadonlyMap<string, number>): number =>
  Math.max(0, ...[...last].filter(([author]) => author !== memberId).map(([, atMs]) => atMs))

/** The lists of a part that this member reads whole. */
function namesIn({ part }: ReadablePart, reader: Person): ListName[] {
  if (part.kind !== 'plan') return ['entries']
  if (decidePart(part, reader) !== 'none') return ['goals', 'strategies']
  // A projection that leaves strategies out leaves parts of goals out as well.
  const roots = planRootsOf(reader, [])
  return roots.includes('strategies') ? ['goals', 'strategies'] : []
}

const mayRead = (readable: ReadablePart, person: Person, name: ListName): boolean =>
  readable.part.kind === 'plan' ? namesIn(readable, person).includes(name) : decidePart(readable.part, person) !== 'none'

type Last = { name: ListName; id: string; author: unknown; last: Map<string, number> }

/** When each person last changed each item. */
async function readLast({ log, histories }: VersionDeps, { key, part }: ReadablePart, names: readonly ListName[]): Promise<Last[]> {
  const { doc, shape, now } = await histories.open(key, part)
  const arrivals = new Arrivals(await log.load(key, 'authors'))
  return names.flatMap((name) => {
    const list = rootOf(doc, shape, name)
    return idsAt(list, now).flatMap((id): Last[] => {
      const held = heldAt(list, id, now)
      if (held === null || !(held.value instanceof Y.Map)) return []
      return [{ name, id, author: heldAt(held.value, 'author', now)?.value, last: arrivals.lastBy(held) }]
    })
  })
}
