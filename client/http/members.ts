import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '#shared/access.ts'
import type { MemberList, NewConsent } from '#shared/care-team/api.ts'
import { useDeviceChoice } from '../sync/device-store/device-choice.ts'
import { askAgainIn, keptRequest } from './kept-request.ts'
import { request } from './request.ts'

const membersKey = (planId: string) => ['plans', planId, 'members'] as const
const membersPath = (planId: string) => `/api/plans/${planId}/members`

const membersQuery = (planId: string) => ({
  queryKey: membersKey(planId),
  queryFn: () => keptRequest<MemberList>(membersPath(planId), { opensAtOnce: true }),
  refetchInterval: askAgainIn(membersPath(planId)),
})

/** The people of one care team. */
export const useMembers = (planId: string) => useQuery({ ...membersQuery(planId), select: ({ members }) => members })

/** Asks for the people before a page needs them, so that an own device has the names when there is no network. */
export function useMembersAhead(planId: string, isWanted: boolean): void {
  const isOwn = useDeviceChoice() === 'own'
  useQuery({ ...membersQuery(planId), enabled: isWanted && isOwn })
}

/** Names by member id, of people who have left too: what they wrote stays under their name. */
export const useNames = (planId: string) =>
  useQuery({
    ...membersQuery(planId),
    select: ({ members, former }) => new Map([...members, ...former].map(({ id, name }) => [id, name])),
  })

/** Gives a member another role. */
export function useChangeRole(planId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ memberId, role }: { memberId: string; role: Role }) =>
      request('PATCH', `${membersPath(planId)}/${memberId}`, { role }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['plans', planId] }),
  })
}

/** Takes a member out of the care team. What they wrote stays. */
export function useRemoveMember(planId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (memberId: string) => request('DELETE', `${membersPath(planId)}/${memberId}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: membersKey(planId) }),
  })
}

/** Says what a teacher or a viewer may see of the plan, in place of what was said before. */
export function useGiveConsent(planId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ memberId, ...consent }: NewConsent & { memberId: string }) =>
      request('POST', `${membersPath(planId)}/${memberId}/consent`, consent),
    onSuccess: () => queries.invalidateQueries({ queryKey: membersKey(planId) }),
  })
}

/** Takes back what a teacher or a viewer may see of the plan. */
export function useWithdrawConsent(planId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (memberId: string) => request('DELETE', `${membersPath(planId)}/${memberId}/consent`),
    onSuccess: () => queries.invalidateQueries({ queryKey: membersKey(planId) }),
  })
}
