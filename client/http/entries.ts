/** What the server knows about entries that the journal itself does not say. */
import { useQuery } from '@tanstack/react-query'
import type { ArrivalList, EntryHistory } from '#shared/version/api.ts'
import { request } from './request.ts'

/** When an entry reached the server, where that was noticeably later, or earlier, than it says it was written. */
export function useArrival(planId: string, entryId: string): string | undefined {
  const { data } = useQuery({
    queryKey: ['plans', planId, 'arrivals'],
    queryFn: () => request<ArrivalList>('GET', `/api/plans/${planId}/arrivals`),
    // What comes while the page is open may come late as well.
    refetchInterval: 60_000,
    staleTime: 20_000,
    select: toMap,
  })
  return data?.get(entryId)
}

const toMap = ({ items }: ArrivalList): ReadonlyMap<string, string> => new Map(items.map(({ id, at }) => [id, at]))

/** How an entry was when it came and after each change, oldest first. */
export const useEntryHistory = (planId: string, partId: string, entryId: string) =>
  useQuery({
    queryKey: ['plans', planId, 'entry-history', partId, entryId],
    queryFn: () => request<EntryHistory>('GET', `/api/plans/${planId}/entry-history?${new URLSearchParams({ part: partId, entry: entryId })}`),
    select: ({ states }) => states,
    staleTime: 0,
  })
