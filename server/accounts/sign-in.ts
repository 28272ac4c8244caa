import { isAPIError } from 'better-auth/api'
import type { FastifyReply } from 'fastify'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { normalizeEmail } from './create-account.ts'
import { copyCookies } from './session.ts'

export type SignedInAccount = { id: string; name: string; email: string }

/**
 * Signs in with a password and sets the session cookie. An unknown address, a wrong password and a disabled account
 * answer alike, after the same work: `wrong-sign-in`.
 */
export async function signInWithPassword(
  deps: Deps,
  credentials: { email: string; password: string },
  reply: FastifyReply,
): Promise<SignedInAccount> {
  try {
    const { headers, response } = await deps.signIn.api.signInEmail({
      body: { email: normalizeEmail(credentials.email), password: credentials.password },
      returnHeaders: true,
    })
    copyCookies(headers, reply)
    const { id, name, email } = response.user
    return { id, name, email }
  } catch (cause) {
    throw isAPIError(cause) && cause.statusCode < 500 ? new AppError('wrong-sign-in', {}, { cause }) : cause
  }
}
