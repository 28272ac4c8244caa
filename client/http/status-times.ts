import { useQuery } from '@tanstack/react-query'
import type { StatusTimes } from '#shared/progress/api.ts'
import { request } from './request.ts'

/** When goals and strategies began, paused and stopped. Only for those who may read history. */
export const useStatusTimes = (planId: string, isWanted: boolean) =>
  useQuery({
    queryKey: ['plans', planId, 'status-times'],
    queryFn: () => request<StatusTimes>('GET', `/api/plans/${planId}/status-times`),
    enabled: isWanted,
    staleTime: 60_000,
  })
