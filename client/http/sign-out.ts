/** Signing out, which also works where the server cannot be reached. */
import { useMutation } from '@tanstack/react-query'
import { lockIfOwn } from '../sync/device-store/vault.ts'
import { wipeDevice } from '../sync/device-store/wipe.ts'
import { request, RequestError } from './request.ts'

/** That a person has signed out here and the server has not heard it yet. */
const signOutKey = 'samepage.signing-out'

/**
 * Takes everything of this person off the device and loads the app anew, so that nothing stays in memory. A server that
 * cannot be reached is told at the next start.
 */
export const useSignOut = (then = '/sign-in') =>
  useMutation({
    mutationFn: async () => {
      localStorage.setItem(signOutKey, 'yes')
      await wipeDevice('signed-out')
      await finishSignOut().catch(() => undefined)
    },
    onSuccess: () => location.assign(then),
  })

/** Tells the server about an earlier sign-out. Throws `signed-out` until it has heard: nobody is signed in here before. */
export async function finishSignOut(): Promise<void> {
  if (localStorage.getItem(signOutKey) === null) return
  try {
    await request('POST', '/api/auth/sign-out', {})
    localStorage.removeItem(signOutKey)
  } catch (cause) {
    throw new RequestError('signed-out', { cause })
  }
}

/** Somebody has signed in, perhaps another person: an earlier sign-out is past, and kept answers are not theirs. */
export async function beginAnew(): Promise<void> {
  localStorage.removeItem(signOutKey)
  await lockIfOwn()
}
