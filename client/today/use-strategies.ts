import { useMemo, useSyncExternalStore } from 'react'
import { usePlanSession } from '../sync/plan-session.tsx'
import { watchStrategies, type Strategy } from './strategies.ts'

/** The strategies that are tried now, live: this person's one thing, what else they do, then the others in the order of the plan. */
export function useStrategies(): readonly Strategy[] {
  const { plan, memberId } = usePlanSession()
  const list = plan?.doc.getMap<unknown>('strategies')
  const store = useMemo(() => watchStrategies(list, memberId), [list, memberId])
  return useSyncExternalStore(store.subscribe, store.read)
}
