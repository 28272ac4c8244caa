import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { AcceptInvite, CreatedInvite, InvitePreview, NewInvite } from '#shared/care-team/api.ts'
import { request } from './request.ts'
import { beginAnew } from './sign-out.ts'

/** Makes an invitation. Its code is in this answer only. */
export const useNewInvite = (planId: string) =>
  useMutation({ mutationFn: (invite: NewInvite) => request<CreatedInvite>('POST', `/api/plans/${planId}/invites`, invite) })

const invitePath = (code: string) => `/api/invites/${encodeURIComponent(code)}`

/** What an invitation says before it is accepted. */
export const useInvite = (code: string) =>
  useQuery({ queryKey: ['invites', code], queryFn: () => request<InvitePreview>('GET', invitePath(code)), retry: false, staleTime: Infinity })

/** Accepts an invitation, with a new account or as the one signed in. */
export function useAcceptInvite(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (words: AcceptInvite) =>
      request<{ planId: string; memberId: string }>('POST', `${invitePath(code)}/accept`, words),
    onSuccess: async () => {
      await beginAnew()
      await Promise.all([queries.resetQueries({ queryKey: ['me'] }), queries.invalidateQueries({ queryKey: ['plans'] })])
    },
  })
}
