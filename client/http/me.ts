import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Me, SetupRequest } from '#shared/accounts/api.ts'
import { request } from './request.ts'

const meKey = ['me'] as const

/** Who is signed in, with their practices and plans. Fails with `signed-out` when nobody is. */
export const useMe = () => useQuery({ queryKey: meKey, queryFn: () => request<Me>('GET', '/api/me') })

/** Signs in. Wrong words give `wrong-sign-in`. */
export function useSignIn() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (words: { email: string; password: string }) => request('POST', '/api/auth/sign-in/email', words),
    onSuccess: () => queries.resetQueries({ queryKey: meKey }),
  })
}

/** Signs out and loads the app anew, so that nothing of this person stays in memory. */
export const useSignOut = () =>
  useMutation({
    mutationFn: () => request('POST', '/api/auth/sign-out', {}),
    onSuccess: () => location.assign('/sign-in'),
  })

/** Sets up the first practice and account of this server. */
export function useSetup() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (words: SetupRequest) => request('POST', '/api/setup', words),
    onSuccess: () => queries.resetQueries({ queryKey: meKey }),
  })
}
