import type { FastifyReply, FastifyRequest } from 'fastify'
import {
  GoTo, JoinVisit, NextVisit, OpenScreen, RankGoals, ScreenAnswer, ScreenCode, ShowLanes, SignWords, TakeHomePage, VersionLabel, VisitAnswer,
  visitHours, VisitQuery, WriteLane,
} from '#shared/visit/api.ts'
import { authorizePlan, type PlanGrant } from '../access/authorize.ts'
import { accountOf, planGrantOf, screenGrantOf } from '../access/route-guard.ts'
import { authorizeScreen, screenCookie } from '../access/screen.ts'
import { findSignedIn } from '../accounts/session.ts'
import type { Deps } from '../deps.ts'
import { AppError } from '../errors.ts'
import { limitKey } from '../http/address.ts'
import type { App } from '../http/app-type.ts'
import { AttemptLimit } from '../http/attempt-limit.ts'
import type { LiveEditing } from '../sync/live-editing.ts'
import type { Histories } from '../versions/part-history.ts'
import {
  endVisit, goTo, joinVisit, keepWords, leaveVisit, noteNextVisit, rankGoals, showLanes, signWords, startVisit, writeLane, type VisitDeps,
} from './acts.ts'
import { newScreen, readScreen, takeScreenCode } from './screen.ts'
import { readTakeHome } from './take-home.ts'
import { markOf, visitFor } from './visit-for.ts'
import { Waiting } from './waiting.ts'

/** Visits, and their big screens. */
export function addVisitRoutes(app: App, deps: Deps, live: LiveEditing, histories: Histories): void {
  const { log, report, rooms } = live
  const { database, config, now, newId, randomBytes } = deps
  const visits: VisitDeps = { db: database.db, histories, config, now, newId, randomBytes, log, report, rooms }
  const waiting = new Waiting()
  const stopListening = live.onTold(({ planId, partId }) => partId === 'plan' && waiting.wake(screensOf(planId)))
  app.addHook('preClose', (done) => {
    stopListening()
    waiting.close()
    done()
  })

  const wakeAll = (planId: string) => {
    waiting.wake(planId)
    waiting.wake(screensOf(planId))
  }

  const join = { access: 'visit.join' as const }
  const lead = { access: 'visit.lead' as const }
  const response = { 200: VisitAnswer }
  /** An act, then the visit as it is now, for everybody. */
  const act = async (request: FastifyRequest, run: (grant: PlanGrant) => Promise<void>): Promise<VisitAnswer> => {
    const grant = planGrantOf(request)
    await run(grant)
    wakeAll(grant.planId)
    return visitFor(visits, grant)
  }

  app.get('/api/plans/:id/visit', { config: join, schema: { querystring: VisitQuery, response } }, async (request) => {
    const { planId } = planGrantOf(request)
    // Rights may change while the request waits.
    const read = async () => visitFor(visits, await authorizePlan(database, accountOf(request).id, planId, ['visit.join']))
    return waiting.answer(planId, request.query.after, read)
  })

  app.get('/api/plans/:id/visit/home', { config: join, schema: { response: { 200: TakeHomePage } } }, (request) =>
    readTakeHome(visits, planGrantOf(request)))

  app.post('/api/plans/:id/visit', { config: lead, schema: { response } }, (request) => act(request, (grant) => startVisit(visits, grant)))
  app.post('/api/plans/:id/visit/join', { config: join, schema: { body: JoinVisit, response } }, (request) =>
    act(request, (grant) => joinVisit(visits, grant, request.body.code)))
  app.post('/api/plans/:id/visit/leave', { config: join, schema: { response } }, (request) => act(request, (grant) => leaveVisit(visits, grant)))
  app.post('/api/plans/:id/visit/go', { config: lead, schema: { body: GoTo, response } }, (request) =>
    act(request, (grant) => goTo(visits, grant, request.body)))
  app.post('/api/plans/:id/visit/lane', { config: join, schema: { body: WriteLane, response } }, (request) =>
    act(request, (grant) => writeLane(visits, grant, request.body)))
  app.post('/api/plans/:id/visit/show', { config: lead, schema: { body: ShowLanes, response } }, (request) =>
    act(request, (grant) => showLanes(visits, grant, request.body.haveAsked ?? false)))
  app.post('/api/plans/:id/visit/ranking', { config: join, schema: { body: RankGoals, response } }, (request) =>
    act(request, (grant) => rankGoals(visits, grant, request.body.goalIds)))
  app.post('/api/plans/:id/visit/words', { config: lead, schema: { body: VersionLabel, response } }, (request) =>
    act(request, (grant) => keepWords(visits, grant, request.body.label.trim())))
  app.post('/api/plans/:id/visit/sign', { config: { access: 'plan.agree' }, schema: { body: SignWords, response } }, (request) =>
    act(request, (grant) => signWords(visits, grant, request.body)))
  app.post('/api/plans/:id/visit/next', { config: lead, schema: { body: NextVisit, response } }, (request) =>
    act(request, (grant) => noteNextVisit(visits, grant, request.body.words)))
  app.post('/api/plans/:id/visit/end', { config: lead, schema: { body: VersionLabel, response } }, (request) =>
    act(request, (grant) => endVisit(visits, grant, request.body.label.trim())))

  app.post('/api/plans/:id/visit/screens', { config: lead, schema: { response: { 201: ScreenCode } } }, async (request, reply) =>
    reply.code(201).send(await newScreen(visits, planGrantOf(request))))

  // Forty random bits for ten minutes, and few tries.
  const attempts = new AttemptLimit({ max: 20, windowMs: 60_000, now })
  app.post('/api/screen', { config: { access: 'public' }, schema: { body: OpenScreen } }, async (request, reply) => {
    const key = limitKey(request)
    attempts.take(key)
    // Whoever stands at the screen could open what a signed-in browser opens. Leaving it takes signing in again.
    if ((await findSignedIn(deps.signIn, request, reply)) !== null) throw new AppError('screen-signed-in')
    const { token, planId } = await takeScreenCode(visits, request.body.code)
    attempts.giveBack(key)
    setScreenCookie(reply, token, config.publicUrl)
    wakeAll(planId)
    return reply.code(204).send()
  })

  const screen = { config: { access: 'visit-screen' as const }, schema: { querystring: VisitQuery, response: { 200: ScreenAnswer } } }
  app.get('/api/screen', screen, (request) =>
    waiting.answer(screensOf(screenGrantOf(request).planId), request.query.after, async () => {
      const view = await readScreen(visits, await authorizeScreen(database, request, now()))
      return { view, mark: markOf(view) }
    }))
}

/** Screens wait for key presses too; people have those from the live part. */
const screensOf = (planId: string): string => `screens of ${planId}`

/** Sent back to `/api/screen` and to no other address of this server. */
function setScreenCookie(reply: FastifyReply, token: string, publicUrl: string): void {
  const secure = publicUrl.startsWith('https:') ? '; Secure' : ''
  void reply.header('set-cookie', `${screenCookie}=${token}; Path=/api/screen; Max-Age=${visitHours * 3600}; HttpOnly; SameSite=Strict${secure}`)
}
