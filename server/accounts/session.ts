/** Who is asking: from the cookie of a request to an account. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SignInLibrary } from './sign-in-library.ts'
import { AppError } from '../errors.ts'

/** The account of a request, and the login it came with. */
export type SignedIn = { readonly id: string; readonly name: string; readonly email: string; readonly sessionId: string }

/** The request's headers as the sign-in library reads them: the cookie and nothing else. */
const cookieHeaders = (request: FastifyRequest): Headers => new Headers({ cookie: request.headers.cookie ?? '' })

/** The account that this request is signed in as, or null. Lengthens a session that is in use. */
export async function findSignedIn(library: SignInLibrary, request: FastifyRequest, reply: FastifyReply): Promise<SignedIn | null> {
  if (request.headers.cookie === undefined) return null
  const { headers, response } = await library.api.getSession({ headers: cookieHeaders(request), returnHeaders: true })
  copyCookies(headers, reply)
  if (response === null || typeof response.user.disabledAt === 'string') return null
  const { id, name, email } = response.user
  return { id, name, email, sessionId: response.session.id }
}

/** Signs an account in on the device that is asking. Throws `wrong-sign-in` when the account is disabled. */
export async function startSession(library: SignInLibrary, accountId: string, reply: FastifyReply): Promise<void> {
  const { headers, response } = await library.api.startSession({ body: { accountId }, returnHeaders: true })
  if (!response.started) throw new AppError('wrong-sign-in')
  copyCookies(headers, reply)
}

/** Ends the login that this request came with, if any. */
export async function endSession(library: SignInLibrary, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const { headers } = await library.api.signOut({ headers: cookieHeaders(request), returnHeaders: true })
  copyCookies(headers, reply)
}

/** Hands the library's cookies to the browser. */
export function copyCookies(headers: Headers, reply: FastifyReply): void {
  for (const cookie of headers.getSetCookie()) void reply.header('set-cookie', cookie)
}
