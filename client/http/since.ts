/** What is new for this person, in one plan and in all of them, and who has seen what. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { SeenItem, SeenList, SinceList } from '#shared/version/api.ts'
import type { Caseload } from '#shared/caseload/api.ts'
import { useNames } from './members.ts'
import { request } from './request.ts'

export const sinceKey = (planId: string) => ['plans', planId, 'since'] as const
export const seenKey = (planId: string) => ['plans', planId, 'seen'] as const
const caseloadKey = ['caseload'] as const

/** What is new in each plan, by plan. Asked again while it is on screen: it is what a therapist steers by. */
export const useCaseload = () =>
  useQuery({
    queryKey: caseloadKey,
    queryFn: async () => new Map((await request<Caseload>('GET', '/api/caseload')).plans.map((row) => [row.planId, row])),
    refetchInterval: 30_000,
    staleTime: 0,
  })

/** What is new since this member last looked. It does not change under the eyes of who reads it. */
export const useSince = (planId: string, isWanted = true) =>
  useQuery({
    queryKey: sinceKey(planId),
    queryFn: () => request<SinceList>('GET', `/api/plans/${planId}/since`),
    enabled: isWanted,
    refetchOnWindowFocus: false,
  })

/** Records that this member has looked at what was there by `upTo`: that of the list they had before them. */
export function useMarkSeen(planId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (upTo: string) => request<{ at: string }>('POST', `/api/plans/${planId}/seen`, { upTo }),
    onSuccess: () => Promise.all([sinceKey(planId), seenKey(planId), caseloadKey].map((queryKey) => queries.invalidateQueries({ queryKey }))),
  })
}

/** When everything in a plan last changed, and who has looked since. */
export const useSeen = (planId: string) =>
  useQuery({ queryKey: seenKey(planId), queryFn: () => request<SeenList>('GET', `/api/plans/${planId}/seen`), staleTime: 60_000 })

/** Who has seen an item as it is now, with names and when they looked; empty while nobody has. */
export function useSeenBy(planId: string, entity: SeenItem['entity'], id: string): { name: string; at: string }[] {
  const { data } = useSeen(planId)
  const { data: names } = useNames(planId)
  const item = data?.items.find((one) => one.entity === entity && one.id === id)
  const looks = new Map(data?.looks.map(({ memberId, at }) => [memberId, at]))
  return (item?.seenBy ?? []).flatMap((memberId) => {
    const [name, at] = [names?.get(memberId), looks.get(memberId)]
    return name === undefined || at === undefined ? [] : [{ name, at }]
  })
}
