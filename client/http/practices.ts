/** The practice: who works in it, and inviting one more. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { PracticeRole } from '#shared/access.ts'
import type { AcceptInvite, CreatedInvite } from '#shared/care-team/api.ts'
import type { PracticeView, StaffInvitePreview } from '#shared/practice/api.ts'
import { request } from './request.ts'
import { beginAnew } from './sign-out.ts'

const practicePath = (practiceId: string): string => `/api/practices/${practiceId}`
const practiceKey = (practiceId: string) => ['practices', practiceId] as const

/** A practice with the people who work in it, as far as this person may see. */
export const usePractice = (practiceId: string) =>
  useQuery({ queryKey: practiceKey(practiceId), queryFn: () => request<PracticeView>('GET', practicePath(practiceId)), staleTime: 0 })

/** Gives somebody these roles in the practice and no others; none takes them out of it. */
export function useChangeStaff(practiceId: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ accountId, roles }: { accountId: string; roles: readonly PracticeRole[] }) =>
      request<PracticeView>('PATCH', `${practicePath(practiceId)}/people/${accountId}`, { roles }),
    // One's own roles may be among them.
    onSuccess: () => Promise.all([queries.invalidateQueries({ queryKey: practiceKey(practiceId) }), queries.invalidateQueries({ queryKey: ['me'] })]),
  })
}

/** Makes an invitation to work in the practice. Its code is in this answer only. */
export const useInviteStaff = (practiceId: string) =>
  useMutation({ mutationFn: (role: PracticeRole) => request<CreatedInvite>('POST', `${practicePath(practiceId)}/invites`, { role }) })

const invitePath = (code: string): string => `/api/practice-invites/${encodeURIComponent(code)}`

/** What such an invitation says before it is accepted. */
export const useStaffInvite = (code: string) =>
  useQuery({ queryKey: ['practice-invites', code], queryFn: () => request<StaffInvitePreview>('GET', invitePath(code)), retry: false, staleTime: Infinity })

/** Accepts it, with a new account or as the one signed in. */
export function useAcceptStaffInvite(code: string) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (words: AcceptInvite) => request<{ practiceId: string }>('POST', `${invitePath(code)}/accept`, words),
    onSuccess: async () => {
      await beginAnew()
      await queries.resetQueries({ queryKey: ['me'] })
    },
  })
}
