import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query'
import type { Me, SetupRequest } from '#shared/accounts/api.ts'
import { askAgainIn, isFromDevice, keptRequest } from './kept-request.ts'
import { request } from './request.ts'
import { beginAnew, finishSignOut } from './sign-out.ts'

const meKey = ['me'] as const

/** Who is signed in, with their practices and plans. Fails with `signed-out` when nobody is. */
export const useMe = () => useQuery({ queryKey: meKey, queryFn: askMe, refetchInterval: askAgainIn(mePath) })

const mePath = '/api/me'

/** Whether only this device says who is signed in, and not the server. */
export const isMeFromDevice = (): boolean => isFromDevice(mePath)

/** Asks who is signed in ahead of the page that needs it. */
export const askMeAhead = (queries: QueryClient): Promise<void> => queries.prefetchQuery({ queryKey: meKey, queryFn: askMe })

async function askMe(): Promise<Me> {
  await finishSignOut()
  return keptRequest<Me>(mePath, { opensAtOnce: true })
}

/** Signs in. Wrong words give `wrong-sign-in`. */
export function useSignIn() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (words: { email: string; password: string }) => request('POST', '/api/auth/sign-in/email', words),
    onSuccess: async () => {
      await beginAnew()
      // Everything: answers that another person got on this page are not for this one.
      await queries.resetQueries()
    },
  })
}

/** Sets up the first practice and account of this server. */
export function useSetup() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (words: SetupRequest) => request('POST', '/api/setup', words),
    onSuccess: async () => {
      await beginAnew()
      // Everything: answers that another person got on this page are not for this one.
      await queries.resetQueries()
    },
  })
}
