import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { NewPlan, PlanAccess, PlanContent, PlanSummary } from '#shared/plan/api.ts'
import { request } from './request.ts'

/** The plans this account may open. */
export const usePlans = () =>
  useQuery({ queryKey: ['plans'], queryFn: async () => (await request<{ plans: PlanSummary[] }>('GET', '/api/plans')).plans })

/** What this account may do with one plan. */
export const usePlanAccess = (planId: string) =>
  useQuery({ queryKey: ['plans', planId], queryFn: () => request<PlanAccess>('GET', `/api/plans/${planId}`) })

/** The plan as the server shows it to a reader who does not get the live part. */
export const usePlanContent = (planId: string) =>
  useQuery({ queryKey: ['plans', planId, 'content'], queryFn: () => request<PlanContent>('GET', `/api/plans/${planId}/content`) })

/** Starts a plan for a child. Gives back its id. */
export function useNewPlan() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (plan: NewPlan) => request<{ id: string }>('POST', '/api/plans', plan),
    onSuccess: () =>
      Promise.all([queries.invalidateQueries({ queryKey: ['plans'] }), queries.invalidateQueries({ queryKey: ['me'] })]),
  })
}
