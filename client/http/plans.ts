import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewPlan, PlanAccess, PlanContent, PlanSummary } from '#shared/plan/api.ts'
import { revokePlan } from '../sync/device-store/wipe.ts'
import { hasCode } from './error-words.ts'
import { askAgainIn, keptRequest } from './kept-request.ts'
import { request } from './request.ts'
import { useOnce } from './use-once.ts'

const plansPath = '/api/plans'

const plansQuery = {
  queryKey: ['plans'],
  queryFn: async () => (await keptRequest<{ plans: PlanSummary[] }>(plansPath)).plans,
  refetchInterval: askAgainIn(plansPath),
}

/** The plans this account may open. */
export const usePlans = () => useQuery(plansQuery)

/** Asks everything on screen anew, and the list of plans: what was answered before this device kept answers. */
export function useAskAnew(): () => Promise<unknown> {
  const queries = useQueryClient()
  const askLists = useAskLists()
  return () => Promise.all([queries.invalidateQueries(), askLists()])
}

/** Asks anew who I am and which plans are mine. */
function useAskLists(): () => Promise<unknown> {
  const queries = useQueryClient()
  return () => Promise.all([queries.invalidateQueries({ queryKey: ['me'] }), queries.prefetchQuery({ ...plansQuery, staleTime: 0 })])
}

/** What this account may do with one plan. */
export function usePlanAccess(planId: string) {
  const askAnew = useAskLists()
  return useQuery({
    queryKey: ['plans', planId],
    queryFn: () => askAccess(planId, askAnew),
    refetchInterval: askAgainIn(accessPath(planId)),
  })
}

const accessPath = (planId: string): string => `${plansPath}/${planId}`

async function askAccess(planId: string, askAnew: () => Promise<unknown>): Promise<PlanAccess> {
  try {
    return await keptRequest<PlanAccess>(accessPath(planId))
  } catch (error) {
    if (hasCode(error, 'not-found')) {
      await revokePlan(planId).catch(() => undefined)
      // The lists that an own device keeps name the child too.
      void askAnew()
    }
    throw error
  }
}

/** The plan as the server shows it to a reader who does not get the live part. */
export const usePlanContent = (planId: string) =>
  useQuery({ queryKey: ['plans', planId, 'content'], queryFn: () => request<PlanContent>('GET', `/api/plans/${planId}/content`) })

/** Starts a plan for a child. Gives back its id. */
export function useNewPlan() {
  const queries = useQueryClient()
  const once = useOnce()
  return useMutation({
    mutationFn: (plan: NewPlan) => once((requestId) => request<{ id: string }>('POST', plansPath, { ...plan, requestId })),
    onSuccess: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['plans'] }), queries.invalidateQueries({ queryKey: ['me'] })]),
  })
}
