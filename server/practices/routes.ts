import { Type } from 'typebox'
import { SetupDone, SetupRequest, SetupState } from '#shared/accounts/api.ts'
import { CreatedInvite } from '#shared/care-team/api.ts'
import { uuid } from '#shared/accounts/api.ts'
import { AcceptStaffInvite, JoinedPractice, NewStaffInvite, PracticeView, StaffChange, StaffInvitePreview } from '#shared/practice/api.ts'
import { practiceGrantOf } from '../access/route-guard.ts'
import { findSignedIn, startSession } from '../accounts/session.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { limitKey } from '../http/address.ts'
import type { App } from '../http/app-type.ts'
import { AttemptLimit } from '../http/attempt-limit.ts'
import { acceptStaffInvite, inviteStaff, requireStaffInvite } from './invite-staff.ts'
import { setUp } from './setup.ts'
import { changeStaffRoles, readPractice } from './staff.ts'

const PersonParams = Type.Object({ id: Type.String(), accountId: uuid })
const CodeParams = Type.Object({ code: Type.String({ minLength: 1, maxLength: 40 }) })

/** Setting up a new server, and the people who work in a practice. */
export function addPracticeRoutes(app: App, deps: Deps): void {
  const attempts = new AttemptLimit({ max: 20, windowMs: 60_000, now: deps.now })

  app.get('/api/setup', { config: { access: 'public' }, schema: { response: { 200: SetupState } } }, async () => ({
    open: await deps.setup.isOpen(),
  }))

  app.post(
    '/api/setup',
    { config: { access: 'public' }, schema: { body: SetupRequest, response: { 201: SetupDone } } },
    async (request, reply) => {
      attempts.take(limitKey(request))
      const done = await setUp(deps, request.body)
      await startSession(deps.signIn, done.accountId, reply)
      return reply.code(201).send(done)
    },
  )

  const staff = { access: { staffOf: ['admin', 'clinician'] as const } }
  const admins = { access: { staffOf: ['admin'] as const } }

  app.get('/api/practices/:id', { config: staff, schema: { response: { 200: PracticeView } } }, (request) =>
    readPractice(deps, practiceGrantOf(request)))

  const change = { params: PersonParams, body: StaffChange, response: { 200: PracticeView } }
  app.patch('/api/practices/:id/people/:accountId', { config: admins, schema: change }, async (request) => {
    const grant = practiceGrantOf(request)
    const { accountId } = request.params
    await changeStaffRoles(deps, grant.practiceId, accountId, request.body.roles)
    // Whoever took the role from themselves sees what the others see.
    return readPractice(deps, accountId === grant.accountId ? { ...grant, roles: request.body.roles } : grant)
  })

  app.post('/api/practices/:id/invites', { config: admins, schema: { body: NewStaffInvite, response: { 201: CreatedInvite } } }, async (request, reply) =>
    reply.code(201).send(await inviteStaff(deps, practiceGrantOf(request), request.body.role)))

  addStaffInviteRoutes(app, deps)
}

function addStaffInviteRoutes(app: App, deps: Deps): void {
  // 65 random bits are beyond guessing; this keeps the log quiet and the password hashing idle.
  const attempts = new AttemptLimit({ max: 30, windowMs: 60_000, now: deps.now })
  const limited = async <T>(key: string, act: () => Promise<T>): Promise<T> => {
    attempts.take(key)
    const result = await act()
    attempts.giveBack(key)
    return result
  }
  const open = { access: 'public' as const }

  app.get('/api/practice-invites/:code', { config: open, schema: { params: CodeParams, response: { 200: StaffInvitePreview } } }, (request) =>
    limited(limitKey(request), async () => {
      const { practiceName, invitedBy, role, expiresAt } = await requireStaffInvite(deps.database.db, deps, request.params.code)
      return { practiceName, invitedBy, role, expiresAt }
    }))

  const accepting = { params: CodeParams, body: AcceptStaffInvite, response: { 200: JoinedPractice } }
  app.post('/api/practice-invites/:code/accept', { config: open, schema: accepting }, (request, reply) =>
    limited(limitKey(request), async () => {
      const signedIn = await findSignedIn(deps.signIn, request, reply)
      const isNew = 'email' in request.body
      if (!isNew && signedIn === null) throw new AppError('signed-out')
      const invitee = 'email' in request.body ? request.body : { accountId: signedIn?.id ?? '' }
      const { practiceId, accountId } = await acceptStaffInvite(deps, request.params.code, invitee)
      if (accountId !== signedIn?.id) await startSession(deps.signIn, accountId, reply)
      return { practiceId }
    }))
}
