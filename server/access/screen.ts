/**
 * The grant of a big screen: the cards of one visit, while it runs, and nothing else. It has a cookie of its own, which
 * browsers send to `/api/screen` only, so no other route ever sees it.
 */
import { createHash } from 'node:crypto'
import { visitHours } from '#shared/visit/api.ts'
import type { FastifyRequest } from 'fastify'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'

export const screenCookie = 'samepage-screen'

/** What one big screen may read, decided for one request. */
export type ScreenGrant = { readonly screenId: string; readonly visitId: string; readonly planId: string; readonly childName: string }

/** What is stored of a token: 256 random bits need no slow hash. */
export const hashToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The start of the time in which a visit can have begun that is not over by itself. */
export const oldestVisitStart = (now: Date): string => new Date(now.getTime() - visitHours * 3_600_000).toISOString()

/** Lets a big screen go on whose visit is on. Throws `screen-over`. */
export async function authorizeScreen({ db }: Database, request: FastifyRequest, now: Date): Promise<ScreenGrant> {
  const token = new RegExp(`(?:^|;\\s*)${screenCookie}=([\\w-]{43})(?:;|$)`).exec(request.headers.cookie ?? '')?.[1]
  if (token === undefined) throw new AppError('screen-over')
  const row = await db
    .selectFrom('visit_screen')
    .innerJoin('visit', 'visit.id', 'visit_screen.visit_id')
    .innerJoin('plan', 'plan.id', 'visit.plan_id')
    .select(['visit_screen.id as screenId', 'visit.id as visitId', 'plan.id as planId', 'plan.child_name as childName'])
    .where('token_hash', '=', hashToken(token))
    .where('visit.ended_at', 'is', null)
    .where('visit.started_at', '>', oldestVisitStart(now))
    .executeTakeFirst()
  if (row === undefined) throw new AppError('screen-over')
  return row
}
