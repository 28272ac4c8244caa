/**
 * Every route, sockets included, names who may use it; one that does not stops the server from starting. The check runs
 * before the request's body is read, so that a stranger learns nothing from how it is parsed.
 */
import type { Ability, PracticeRole } from '#shared/access.ts'
import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import { findSignedIn, type SignedIn } from '../accounts/session.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import type { App } from '../http/app-type.ts'
import { requireExactOrigin } from '../http/origin.ts'
import type { PartGrant } from '../sync/grant.ts'
import { authorizeMember, authorizePart, authorizePlan, authorizePractice, authorizeStaff, type PlanGrant, type PracticeGrant } from './authorize.ts'
import type { Membership } from './facts.ts'
import { authorizeScreen, type ScreenGrant } from './screen.ts'

/**
 * `public`: anyone. `signed-in`: any account. An ability, or a list of them: a member of the plan `:id` who has it, or one
 * of them. `part-socket`: the socket of the part `:partId` of the plan
 * `:planId`. `plan-socket`: the one socket of that plan, for a member of it; each of its channels is judged when it opens. `practice`: an account with this role in the
 * practice the body names. `staffOf`: an account with one of these roles
 * in the practice `:id`. `visit-screen`: the big screen of a visit that is on, which is no account.
 */
export type RouteAccess =
  | 'public' | 'signed-in' | 'part-socket' | 'plan-socket' | 'visit-screen'
  | Ability | readonly Ability[] | { readonly practice: PracticeRole } | { readonly staffOf: readonly PracticeRole[] }

/** Whether a route is for sockets. */
export const isSocketAccess = (access: RouteAccess | undefined): boolean => access === 'part-socket' || access === 'plan-socket'

declare module 'fastify' {
  interface FastifyContextConfig {
    access?: RouteAccess
  }
  interface FastifyRequest {
    /** Set by the guard on every route that is not public. */
    account: SignedIn | null
    planGrant: PlanGrant | null
    partGrant: PartGrant | null
    membership: Membership | null
    screenGrant: ScreenGrant | null
    practiceGrant: PracticeGrant | null
  }
}

/** Adds the guard. Call it before the first route. */
export function guardRoutes(app: App, deps: Deps): void {
  app.decorateRequest('account', null)
  app.decorateRequest('planGrant', null)
  app.decorateRequest('partGrant', null)
  app.decorateRequest('membership', null)
  app.decorateRequest('screenGrant', null)
  app.decorateRequest('practiceGrant', null)
  app.addHook('onRoute', (route) => {
    const access = route.config?.access
    if (access === undefined) throw new Error(`${String(route.method)} ${route.url} does not say who may use it (config.access)`)
    if (access === 'public') return
    addHook(route, 'onRequest', (request, reply) => authorizeRequest(deps, access, request, reply))
    if (needsPractice(access)) addHook(route, 'preHandler', (request) => authorizeBody(deps, access.practice, request))
  })
}

const needsPractice = (access: RouteAccess): access is { readonly practice: PracticeRole } =>
  typeof access === 'object' && 'practice' in access

const isStaff = (access: RouteAccess): access is { readonly staffOf: readonly PracticeRole[] } => typeof access === 'object' && 'staffOf' in access

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>

/** Puts our hook before those that the route has itself. */
function addHook(route: RouteOptions, name: 'onRequest' | 'preHandler', hook: Hook): void {
  route[name] = [hook, ...[route[name] ?? []].flat()]
}

async function authorizeRequest(deps: Deps, access: RouteAccess, request: FastifyRequest, reply: FastifyReply): Promise<void> {
  if (isSocketAccess(access)) requireExactOrigin(request, deps.config.publicUrl)
  if (access === 'visit-screen') {
    request.screenGrant = await authorizeScreen(deps.database, request, deps.now())
    return
  }
  const account = await findSignedIn(deps.signIn, request, reply)
  if (account === null) throw new AppError('signed-out')
  request.account = account
  if (access === 'signed-in' || access === 'public' || needsPractice(access)) return
  const { id = '', planId = '', partId = '' } = request.params as Record<string, string | undefined>
  if (isStaff(access)) {
    request.practiceGrant = await authorizeStaff(deps.database, account.id, id, access.staffOf)
    return
  }
  if (access === 'part-socket') request.partGrant = await authorizePart(deps.database, account.id, planId, partId)
  else if (access === 'plan-socket') request.membership = await authorizeMember(deps.database, account.id, planId)
  else request.planGrant = await authorizePlan(deps.database, account.id, id, [access].flat())
}

async function authorizeBody(deps: Deps, needed: PracticeRole, request: FastifyRequest): Promise<void> {
  const { practiceId } = request.body as { practiceId: string }
  await authorizePractice(deps.database, accountOf(request).id, practiceId, needed)
}

const asserted = <T>(value: T | null, what: string): T => {
  if (value === null) throw new Error(`this route's access sets no ${what}`)
  return value
}

/** The account that asks; on routes that are not public. */
export const accountOf = (request: FastifyRequest): SignedIn => asserted(request.account, 'account')
/** What the guard granted; on routes whose access is an ability. */
export const planGrantOf = (request: FastifyRequest): PlanGrant => asserted(request.planGrant, 'plan grant')
/** What the guard granted; on routes whose access is `part-socket`. */
export const partGrantOf = (request: FastifyRequest): PartGrant => asserted(request.partGrant, 'part grant')
/** Whose socket it is; on routes whose access is `plan-socket`. */
export const membershipOf = (request: FastifyRequest): Membership => asserted(request.membership, 'membership')
/** Which screen asks; on routes whose access is `visit-screen`. */
export const screenGrantOf = (request: FastifyRequest): ScreenGrant => asserted(request.screenGrant, 'screen grant')
/** What the guard granted; on routes whose access is `staffOf`. */
export const practiceGrantOf = (request: FastifyRequest): PracticeGrant => asserted(request.practiceGrant, 'practice grant')
