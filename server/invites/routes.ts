import { Type } from 'typebox'
import { AcceptedInvite, AcceptInvite, CreatedInvite, InvitePreview, NewInvite } from '#shared/care-team/api.ts'
import { planGrantOf } from '../access/route-guard.ts'
import { findSignedIn, startSession, type SignedIn } from '../accounts/session.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { limitKey } from '../http/address.ts'
import type { App } from '../http/app-type.ts'
import { AttemptLimit } from '../http/attempt-limit.ts'
import { acceptInvite, requireOpenInvite, type Invitee } from './accept-invite.ts'
import { createInvite } from './create-invite.ts'

const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) })

/** Inviting people into a care team, and joining one. */
export function addInviteRoutes(app: App, deps: Deps): void {
  // 65 random bits are beyond guessing; this keeps the log quiet and the password hashing idle.
  const attempts = new AttemptLimit({ max: 30, windowMs: 60_000, now: deps.now })
  const limited = async <T>(key: string, act: () => Promise<T>): Promise<T> => {
    attempts.take(key)
    const result = await act()
    attempts.giveBack(key)
    return result
  }

  app.post(
    '/api/plans/:id/invites',
    // Whom a member may invite depends on the role that is offered: `createInvite` asks the table again.
    {
      config: { access: ['members.invite-any', 'members.invite-carers'] },
      schema: { body: NewInvite, response: { 201: CreatedInvite } },
    },
    async (request, reply) => reply.code(201).send(await createInvite(deps, planGrantOf(request), request.body)),
  )

  app.get(
    '/api/invites/:code',
    { config: { access: 'public' }, schema: { params: CodeParams, response: { 200: InvitePreview } } },
    (request) =>
      limited(limitKey(request), async () => {
        const { practiceName, invitedBy, role, expiresAt } = await requireOpenInvite(deps.database.db, deps, request.params.code)
        return { practiceName, invitedBy, role: role as InvitePreview['role'], expiresAt }
      }),
  )

  app.post(
    '/api/invites/:code/accept',
    { config: { access: 'public' }, schema: { params: CodeParams, body: AcceptInvite, response: { 200: AcceptedInvite } } },
    (request, reply) =>
      limited(limitKey(request), async () => {
        const signedIn = await findSignedIn(deps.signIn, request, reply)
        const invitee = readInvitee(request.body, signedIn)
        const { planId, memberId, accountId } = await acceptInvite(deps, request.params.code, invitee)
        if (accountId !== signedIn?.id) await startSession(deps.signIn, accountId, reply)
        return { planId, memberId }
      }),
  )
}

/** A body with fields makes a new account, whoever is signed in on the device; an empty one needs someone signed in. */
function readInvitee(body: AcceptInvite, signedIn: SignedIn | null): Invitee {
  const { name, email, password } = body
  if (name !== undefined && email !== undefined && password !== undefined) return { name, email, password }
  const missing = Object.entries({ name, email, password }).filter(([, value]) => value === undefined)
  if (missing.length < 3) {
    throw new AppError('bad-request', { fields: missing.map(([field]) => ({ path: `body/${field}`, message: 'is missing' })) })
  }
  if (signedIn === null) throw new AppError('signed-out')
  return { accountId: signedIn.id, email: signedIn.email }
}
