import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '#shared/access.ts'
import type { MemberList } from '#shared/care-team/api.ts'
import { request } from './request.ts'

const membersKey = (planId: string) => ['plans', planId, 'members'] as const
const membersPath = (planId: string) => `/api/plans/${planId}/members`

const membersQuery = (planId: string) => ({
  queryKey: membersKey(planId),
  queryFn: () => request<MemberList>('GET', membersPath(planId)),
})

/** The people of one care team. */
export const useMembers = (planId: string) => useQuery({ ...membersQuery(planId), select: ({ members }) => members })

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
