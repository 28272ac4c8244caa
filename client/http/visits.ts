import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { ScreenCode, TakeHomePage, Visit, VisitAnswer } from '#shared/visit/api.ts'
import { hasCode } from './error-words.ts'
import { request } from './request.ts'
import { stopper } from './stopper.ts'

const visitPath = (planId: string): string => `/api/plans/${planId}/visit`
const visitKey = (planId: string) => ['plans', planId, 'visit'] as const

const visitQuery = (planId: string) => ({
  queryKey: visitKey(planId),
  queryFn: () => request<VisitAnswer>('GET', visitPath(planId)),
  staleTime: 0,
})

/** How soon pages around a visit notice that one has begun. */
const noticeMs = 10_000

/** The visit that is on in a plan, or null, for pages around it. `isWanted`: this person may be in visits. */
export function useRunningVisit(planId: string, isWanted: boolean): Visit | null {
  const { data } = useQuery({ ...visitQuery(planId), enabled: isWanted, refetchInterval: noticeMs })
  const visit = data?.visit
  return isWanted && visit && visit.endedAt === null ? visit : null
}

/** The visit that is on, or the last one, always as it is this moment. Only one page at a time asks like this. */
export function useLiveVisit(planId: string) {
  const queries = useQueryClient()
  useEffect(() => {
    const { signal, abort } = stopper()
    const listen = async () => {
      while (!signal.aborted) {
        try {
          const mark = queries.getQueryData<VisitAnswer>(visitKey(planId))?.mark
          const answer = await request<VisitAnswer>('GET', mark === undefined ? visitPath(planId) : `${visitPath(planId)}?after=${mark}`)
          if (!signal.aborted) queries.setQueryData(visitKey(planId), answer)
          await pause(50)
        } catch (error) {
          // Perhaps this person may no longer be here: the page finds out.
          if (!hasCode(error, 'unreachable')) void queries.invalidateQueries({ queryKey: ['plans', planId], exact: true })
          await pause(1500)
        }
      }
    }
    void listen()
    return abort
  }, [planId, queries])
  return useQuery({ ...visitQuery(planId), staleTime: Infinity })
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** Asks once more, because something that the visit does not tell of has changed: the words that were signed. */
export function useAskVisit(planId: string): () => void {
  const queries = useQueryClient()
  return () => void queries.fetchQuery(visitQuery(planId)).catch(() => undefined)
}

export type VisitAct = {
  act: '' | '/join' | '/leave' | '/go' | '/lane' | '/show' | '/ranking' | '/words' | '/sign' | '/next' | '/end'
  body?: object
}

/** Does something in a visit. The answer is the visit as it is then. */
export function useVisitAct(planId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ act, body = {} }: VisitAct) => request<VisitAnswer>('POST', visitPath(planId) + act, body),
    onSuccess: (answer) => queries.setQueryData(visitKey(planId), answer),
  })
}

/** The plan as the last visit left it. It does not change any more. */
export const useTakeHome = (planId: string, visitId: string, isWanted: boolean) =>
  useQuery({
    queryKey: [...visitKey(planId), visitId, 'home'],
    queryFn: () => request<TakeHomePage>('GET', `${visitPath(planId)}/home`),
    enabled: isWanted,
    staleTime: Infinity,
  })

/** Makes a code for a big screen. */
export const useNewScreen = (planId: string) =>
  useMutation({ mutationFn: () => request<ScreenCode>('POST', `${visitPath(planId)}/screens`, {}) })
