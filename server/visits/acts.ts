/** What people do in a visit. Every act belongs to the one visit of the plan that runs, or fails with `no-visit`. */
import type { GoTo, SignWords, WriteLane } from '#shared/visit/api.ts'
import type { Config } from '../config.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { oldestVisitStart } from '../access/screen.ts'
import { AppError } from '../errors.ts'
import type { LiveEditing } from '../sync/live-editing.ts'
import { agree } from '../versions/agreement.ts'
import { takeVersion, type VersionDeps } from '../versions/take-version.ts'
import {
  findLastVisit, insertVisit, insertVisitMember, listVisitMembers, updateVisit, updateVisitMember, type VisitRow,
} from './store.ts'

/** What the acts of this folder are handed. */
export type VisitDeps = VersionDeps & {
  readonly config: Config
  readonly randomBytes: (count: number) => Buffer
  readonly rooms: LiveEditing['rooms']
}

/** The visit that runs. Throws `no-visit`. */
export async function requireVisit({ db, now }: VisitDeps, planId: string): Promise<VisitRow> {
  const visit = await findLastVisit(db, planId)
  if (visit === undefined || visit.endedAt !== null || visit.startedAt <= oldestVisitStart(now())) throw new AppError('no-visit')
  return visit
}

/** Begins a visit, or joins the one that runs. One that everybody forgot is over. */
export async function startVisit(deps: VisitDeps, { planId, memberId }: PlanGrant): Promise<void> {
  const { db, now, newId, randomBytes } = deps
  const at = now().toISOString()
  const last = await findLastVisit(db, planId)
  if (last !== undefined && last.endedAt === null && last.startedAt <= oldestVisitStart(now())) await updateVisit(db, last.id, { ended_at: at })
  const code = String(randomBytes(4).readUInt32BE() % 1_000_000).padStart(6, '0')
  await insertVisit(db, { id: newId(), planId, startedBy: memberId, at, code })
  await joinVisit(deps, { planId, memberId })
}

/** Comes into the visit. With a code of another visit it throws `visit-moved-on`. */
export async function joinVisit(deps: VisitDeps, { planId, memberId }: Pick<PlanGrant, 'planId' | 'memberId'>, code?: string): Promise<void> {
  const visit = await requireVisit(deps, planId)
  if (code !== undefined && code !== visit.code) throw new AppError('visit-moved-on')
  await insertVisitMember(deps.db, visit.id, memberId, deps.now().toISOString())
}

/** Goes out of the visit. The others go on. */
export async function leaveVisit(deps: VisitDeps, { planId, memberId }: PlanGrant): Promise<void> {
  const visit = await requireVisit(deps, planId)
  await updateVisitMember(deps.db, visit.id, memberId, { left_at: deps.now().toISOString() })
}

/** Takes everybody to a place, with this goal on the card. */
export async function goTo(deps: VisitDeps, { planId }: PlanGrant, { place, goalId }: GoTo): Promise<void> {
  const visit = await requireVisit(deps, planId)
  await updateVisit(deps.db, visit.id, { place, goal_id: goalId })
}

/** Keeps what somebody writes alone. Throws `visit-moved-on` when it was shown already. */
export async function writeLane(deps: VisitDeps, { planId, memberId }: PlanGrant, { words, isReady }: WriteLane): Promise<void> {
  const visit = await requireVisit(deps, planId)
  if (visit.shownAt !== null) throw new AppError('visit-moved-on')
  requireBeingIn(await updateVisitMember(deps.db, visit.id, memberId, { lane: words, is_ready: isReady ? 1 : 0 }))
}

/** Shows everybody what each has written. Throws `not-all-ready` unless all are, or were asked. */
export async function showLanes(deps: VisitDeps, { planId }: PlanGrant, haveAsked: boolean): Promise<void> {
  const visit = await requireVisit(deps, planId)
  const isWaitedFor = (await listVisitMembers(deps.db, visit.id)).some(({ leftAt, isReady }) => leftAt === null && !isReady)
  if (isWaitedFor && !haveAsked) throw new AppError('not-all-ready')
  await updateVisit(deps.db, visit.id, { shown_at: visit.shownAt ?? deps.now().toISOString(), place: 'together', goal_id: null })
}

/** Keeps the order in which the goals matter to somebody. */
export async function rankGoals(deps: VisitDeps, { planId, memberId }: PlanGrant, goalIds: readonly string[]): Promise<void> {
  const visit = await requireVisit(deps, planId)
  requireBeingIn(await updateVisitMember(deps.db, visit.id, memberId, { ranking: JSON.stringify(goalIds) }))
}

/** Keeps the plan as it is now, for people to sign. */
export async function keepWords(deps: VisitDeps, { planId, memberId }: PlanGrant, label: string): Promise<void> {
  const visit = await requireVisit(deps, planId)
  const agreedVersionId = await takeVersion(deps, { planId, kind: 'agreed', label, memberId })
  await updateVisit(deps.db, visit.id, { agreed_version_id: agreedVersionId, place: 'agree', goal_id: null })
}

/**
 * Signs the words that were kept, or says what of them this person does not agree with. Throws `words-changed` unless those
 * are the words they have read.
 */
export async function signWords(deps: VisitDeps, grant: PlanGrant, { versionId, hash, dissent }: SignWords): Promise<void> {
  const visit = await requireVisit(deps, grant.planId)
  if (visit.agreedVersionId === null) throw new AppError('visit-moved-on')
  if (visit.agreedVersionId !== versionId) throw new AppError('words-changed')
  await agree(deps, grant, versionId, { dissent: dissent?.trim(), read: hash })
}

/** Keeps what the next visit is about, and when it is. */
export async function noteNextVisit(deps: VisitDeps, { planId }: PlanGrant, words: string): Promise<void> {
  const visit = await requireVisit(deps, planId)
  await updateVisit(deps.db, visit.id, { next_words: words })
}

/** Ends the visit, with its version. Its big screens go dark. */
export async function endVisit(deps: VisitDeps, { planId, memberId }: PlanGrant, label: string): Promise<void> {
  const visit = await requireVisit(deps, planId)
  const versionId = await takeVersion(deps, { planId, kind: 'visit', label, memberId })
  await updateVisit(deps.db, visit.id, { version_id: versionId, ended_at: deps.now().toISOString(), place: 'home', goal_id: null })
}

function requireBeingIn(isIn: boolean): void {
  if (!isIn) throw new AppError('visit-moved-on')
}
