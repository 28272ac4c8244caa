/** The big screen of a visit: how one is opened, and the cards it gets. Made by the server from the live plan. */
import { parsePart } from '#shared/plan/parts.ts'
import { gasLevels, planPart, retiredGoalStatuses, retiredStrategyStatuses } from '#shared/plan/plan-part.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import type { ScreenCard, ScreenCode, ScreenStrategy, ScreenView } from '#shared/visit/api.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { hashToken, type ScreenGrant } from '../access/screen.ts'
import { listSeenMembers } from '../care-team/seen-members.ts'
import { AppError } from '../errors.ts'
import { hashCode, newCode } from '../invites/code.ts'
import { listSignatures } from '../versions/agreement.ts'
import { requireVisit, type VisitDeps } from './acts.ts'
import { insertScreen, listVisitMembers, openScreen, type VisitMemberRow } from './store.ts'
import { joinUrlOf, laneFor } from './visit-for.ts'

const codeMs = 10 * 60_000
/** Eight characters of 5 bits, good once and for ten minutes. */
const codeChars = 9

/** Makes a code that opens one big screen. */
export async function newScreen(deps: VisitDeps, { planId, memberId }: PlanGrant): Promise<ScreenCode> {
  const visit = await requireVisit(deps, planId)
  const code = newCode(deps.randomBytes).slice(0, codeChars)
  const now = deps.now()
  const expiresAt = new Date(now.getTime() + codeMs).toISOString()
  await insertScreen(deps.db, {
    id: deps.newId(), visitId: visit.id, codeHash: hashCode(code), createdBy: memberId, at: now.toISOString(), expiresAt,
  })
  return { code, url: `${deps.config.publicUrl}/screen/${code}`, expiresAt }
}

/** Takes a code and gives back the token that stands for it from now on, and whose visit it is. Throws `wrong-screen-code`. */
export async function takeScreenCode(deps: VisitDeps, code: string): Promise<{ token: string; planId: string }> {
  const token = deps.randomBytes(32).toString('base64url')
  const planId = await openScreen(deps.db, hashCode(code), hashToken(token), deps.now().toISOString())
  if (planId === undefined) throw new AppError('wrong-screen-code')
  return { token, planId }
}

type Row = { id: string } & Record<string, unknown>

/** What the big screen shows now. */
export async function readScreen(deps: VisitDeps, { planId, childName }: ScreenGrant): Promise<ScreenView> {
  const visit = await requireVisit(deps, planId)
  const people = await listVisitMembers(deps.db, visit.id)
  const names = await listFirstNames(deps, planId)
  const nameOf = (memberId: string) => names.get(memberId) ?? ''
  const signatures = visit.agreedVersionId === null ? [] : await listSignatures(deps.db, planId, visit.agreedVersionId)
  const part = parsePart('plan')
  if (part === null) throw new AppError('internal')
  const plan = await deps.rooms.read({ planId, partId: 'plan', part }, (doc) => partToJson(doc, planPart))
  const goals = (plan.goals as Row[]).filter(({ status }) => !retiredGoalStatuses.includes(String(status)))
  const strategies = (plan.strategies as Row[]).filter(({ status }) => !retiredStrategyStatuses.includes(String(status)))
  const hasStrategies = visit.place === 'strategy' || visit.place === 'home' || visit.place === 'agree'
  return {
    childName,
    startedAt: visit.startedAt,
    place: visit.place,
    joinUrl: joinUrlOf(deps, visit),
    areLanesShown: visit.shownAt !== null,
    people: people
      .filter(({ leftAt }) => leftAt === null)
      .map(({ memberId, isReady, lane }) => {
        const signature = signatures.find((signed) => signed.memberId === memberId)
        const answer = signature === undefined ? null : signature.dissent === null ? 'agrees' : 'differs'
        return { name: nameOf(memberId), isReady, lane: laneFor(null, memberId, lane, visit.shownAt !== null), answer }
      }),
    goals: goals.map(({ id, title }) => ({ id, title: wordsOf(title), ranks: ranksOf(people, id, nameOf) })),
    card: toCard(goals.find(({ id }) => id === visit.goalId)),
    strategies: hasStrategies ? strategies.map((strategy) => toStrategy(strategy, nameOf)) : [],
    nextWords: visit.nextWords,
  }
}

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const ranksOf = (people: readonly VisitMemberRow[], goalId: string, nameOf: (memberId: string) => string): { name: string; place: number }[] =>
  people.flatMap(({ memberId, ranking }) => {
    const place = ranking.indexOf(goalId) + 1
    return place === 0 ? [] : [{ name: nameOf(memberId), place }]
  })

function toCard(goal: Row | undefined): ScreenCard | null {
  if (goal === undefined) return null
  const words = (key: string) => wordsOf(goal[key])
  const lines = (goal.gas ?? {}) as Record<string, unknown>
  return {
    id: goal.id, title: words('title'), familyWords: words('familyWords'), childWords: words('childWords'), why: words('why'),
    gas: Object.fromEntries(gasLevels.map((level) => [level, wordsOf(lines[level])])),
  }
}

function toStrategy(strategy: Row, nameOf: (memberId: string) => string): ScreenStrategy {
  const words = (key: string) => wordsOf(strategy[key])
  const steps = (strategy.steps ?? []) as { text?: unknown }[]
  const focus = (strategy.focus ?? []) as string[]
  return {
    id: strategy.id, title: words('title'), why: words('why'), say: words('say'), routine: words('routine'),
    steps: steps.map(({ text }) => wordsOf(text)), who: focus.map(nameOf).filter((name) => name !== ''),
  }
}

/** Everybody in the room knows everybody: first names by member id. */
async function listFirstNames({ db }: VisitDeps, planId: string): Promise<Map<string, string>> {
  const members = await listSeenMembers(db, { planId, role: 'lead', memberId: '' })
  return new Map(members.map(({ id, name }) => [id, name.split(' ')[0] ?? name]))
}
