import { useCallback, useSyncExternalStore } from 'react'
import { namesOf, noNames, type ListName, type Named } from './plan-names.ts'
import { usePlanSession } from './plan-session.tsx'

/** The goals or strategies of the open plan in order, with what they are called. Empty for those who do not get the live plan. */
export function usePlanNames(list: ListName): readonly Named[] {
  const { plan } = usePlanSession()
  const names = plan && namesOf(plan.doc)
  const subscribe = useCallback((listener: () => void) => names?.subscribe(listener) ?? (() => undefined), [names])
  return useSyncExternalStore(subscribe, () => (names?.read() ?? noNames)[list])
}
