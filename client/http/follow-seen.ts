/** Who has seen something is said of its words as they were: it is taken back when they change. */
import type { QueryClient } from '@tanstack/react-query'
import type * as Y from 'yjs'
import type { SeenList } from '#shared/version/api.ts'
import type { PartConnection } from '../sync/part-connection.ts'
import { seenKey } from './since.ts'

/** The server is asked anew once nobody has changed anything for so long. */
const quietMs = 3000

/** What a part that is open needs to tell. */
export type Followed = Pick<PartConnection, 'partId' | 'doc' | 'hasSynced' | 'waiting'>

/** Nobody counts as having seen what changes from now on, until the server has been asked who has. Returns how to stop. */
export function followSeen(queries: QueryClient, planId: string, connections: readonly Followed[]): () => void {
  const queryKey = seenKey(planId)
  let timer: ReturnType<typeof setTimeout> | undefined
  const askLater = () => {
    clearTimeout(timer)
    timer = setTimeout(() => {
      // What is still on its way the server cannot count.
      if (connections.some(({ waiting }) => waiting > 0)) askLater()
      else void queries.invalidateQueries({ queryKey })
    }, quietMs)
  }
  const takeBack = (ids: ReadonlySet<unknown>) => {
    const seen = queries.getQueryData<SeenList>(queryKey)
    const isSeen = (item: SeenList['items'][number]) => ids.has(item.id) && item.seenBy.length > 0
    if (seen?.items.some(isSeen)) {
      queries.setQueryData<SeenList>(queryKey, { ...seen, items: seen.items.map((item) => (isSeen(item) ? { ...item, seenBy: [] } : item)) })
    }
    askLater()
  }
  const stops = connections.flatMap((connection) =>
    (connection.partId === 'plan' ? ['goals', 'strategies'] : ['entries']).map((name) => {
      const list = connection.doc.getMap(name)
      const listen = (events: Y.YEvent<Y.AbstractType<unknown>>[], { local }: Y.Transaction) => {
        // What comes first is the plan as it was.
        if (local || connection.hasSynced) takeBack(new Set(events.flatMap((event) => event.path[0] ?? [...event.keys.keys()])))
      }
      list.observeDeep(listen)
      return () => list.unobserveDeep(listen)
    }))
  return () => {
    clearTimeout(timer)
    for (const stop of stops) stop()
    // From now on it may change unseen.
    void queries.invalidateQueries({ queryKey, refetchType: 'none' })
  }
}
