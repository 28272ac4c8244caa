/** When goals and strategies began, paused and stopped: read from the history of their status, which keeps every value. */
import { rootOf } from '#shared/plan/containers.ts'
import { isValidValue } from '#shared/plan/shape.ts'
import { goalFields, strategyFields } from '#shared/plan/plan-part.ts'
import type { StatusTimes } from '#shared/progress/api.ts'
import * as Y from 'yjs'
import type { PlanGrant } from '../access/authorize.ts'
import { listReadableParts, planRootsOf } from '../plans/content.ts'
import { authorshipOf } from '../sync/compaction.ts'
import type { Authorship } from '../sync/authorship.ts'
import { heldAt, idsAt } from './part-view.ts'
import type { VersionDeps } from './take-version.ts'

const lists = { goals: { entity: 'goal', status: goalFields.status }, strategies: { entity: 'strategy', status: strategyFields.status } } as const

type Times = StatusTimes['items'][number]['times']

/** The status of every goal and strategy over time, as far as this member reads them; to the minute. */
export async function listStatusTimes({ db, log, histories }: VersionDeps, reader: PlanGrant): Promise<StatusTimes> {
  const readable = (await listReadableParts(db, reader)).find(({ part }) => part.kind === 'plan')
  if (readable === undefined) return { items: [] }
  const { doc, shape, now } = await histories.open(readable.key, readable.part)
  const authorship = authorshipOf(await log.load(readable.key, 'authors'))
  const roots = planRootsOf(reader, Object.keys(shape.roots))
  const items = (['goals', 'strategies'] as const)
    .filter((name) => roots.includes(name))
    .flatMap((name) => {
      const list = rootOf(doc, shape, name)
      const { entity: kind, status } = lists[name]
      return idsAt(list, now).flatMap((id) => {
        const entity = heldAt(list, id, now)?.value
        return entity instanceof Y.Map ? [{ entity: kind, id, times: timesOf(entity, authorship, (value) => isValidValue(status, value)) }] : []
      })
    })
  return { items }
}

function timesOf(entity: Y.Map<unknown>, authorship: Authorship, isStatus: (value: unknown) => boolean): Times {
  const times: Times = []
  for (let item = entity._map.get('status') ?? null; item !== null; item = item.left) {
    const values = item.content instanceof Y.ContentAny ? item.content.getContent() : []
    for (let i = values.length - 1; i >= 0; i -= 1) {
      const at = authorship.whoWrote(item.id.client, item.id.clock + i)?.at
      if (at !== undefined && isStatus(values[i])) times.push({ status: String(values[i]), from: at.toISOString() })
    }
  }
  // What was set back within the minute, or lost to somebody else's choice of the same moment, never began.
  return times.toReversed().filter(({ status, from }, i, all) => all[i + 1]?.from !== from && all[i - 1]?.status !== status)
}
