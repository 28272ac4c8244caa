/** Erasing for good: one person asks, another confirms, a mark without content stays. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { ConfirmedErasure, CreatedErasure, ErasureList, ErasureTarget, NewErasure } from '#shared/version/erasure.ts'
import type { Static } from 'typebox'
import { usePlanAccess } from './plans.ts'
import { request } from './request.ts'
import { useOnce } from './use-once.ts'

const erasuresPath = (planId: string) => `/api/plans/${planId}/erasures`
const erasuresKey = (planId: string) => ['plans', planId, 'erasures'] as const

/** How soon pages notice that somebody asks, and how soon that what was confirmed is done. */
const noticeMs = 60_000
const followMs = 2_000

/** The orders and marks of a plan that this member gets, newest first. Asked again while they are on screen. */
export function useErasures(planId: string) {
  const { data: access } = usePlanAccess(planId)
  const isWanted = access?.abilities.some((ability) => ability === 'history.read' || ability.startsWith('erase.')) ?? false
  return useQuery({
    queryKey: erasuresKey(planId),
    queryFn: () => request<ErasureList>('GET', erasuresPath(planId)),
    select: ({ erasures }) => erasures,
    enabled: isWanted,
    refetchInterval: ({ state }) => (state.data?.erasures.some((order) => order.state === 'confirmed') === true ? followMs : noticeMs),
  })
}

/** Asks for something to be erased. Nothing goes before a second person has confirmed it. */
export function useAskToErase(planId: string) {
  const queries = useQueryClient()
  const once = useOnce()
  return useMutation({
    mutationFn: (order: NewErasure) =>
      once((requestId) => request<Static<typeof CreatedErasure>>('POST', erasuresPath(planId), { ...order, requestId })),
    onSuccess: () => queries.invalidateQueries({ queryKey: erasuresKey(planId) }),
  })
}

/** Confirms an order as the second person, or takes it back or says no to it. */
export function useDecideErasure(planId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ id, isYes }: { id: string; isYes: boolean }) =>
      isYes
        ? request<Static<typeof ConfirmedErasure>>('POST', `${erasuresPath(planId)}/${id}/confirm`)
        : request<undefined>('DELETE', `${erasuresPath(planId)}/${id}`),
    // Also where it was refused: somebody else may have decided meanwhile.
    onSettled: () => queries.invalidateQueries({ queryKey: ['plans', planId], predicate: ({ queryKey }) => queryKey.length > 2 }),
  })
}

/** Where all of them are listed, and where one asks for this to be erased. No words are in the address. */
export const erasuresAddress = (planId: string, target?: Omit<ErasureTarget, 'passage'>): string =>
  `/c/${planId}/erasures${target === undefined ? '' : `?${new URLSearchParams(target)}`}`

const keys = ['part', 'entity', 'id', 'within', 'field'] as const

/** Reads what the address asks to erase; null where it asks for nothing. */
export function targetIn(search: string): Omit<ErasureTarget, 'passage'> | null {
  const query = new URLSearchParams(search)
  const given = Object.fromEntries(keys.flatMap((key) => (query.get(key) ? [[key, query.get(key)]] : [])))
  return 'part' in given ? (given as Omit<ErasureTarget, 'passage'>) : null
}
