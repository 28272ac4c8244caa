/** The page to take home: the plan as the visit left it, whatever was changed since. */
import { retiredGoalStatuses, retiredStrategyStatuses } from '#shared/plan/plan-part.ts'
import type { TakeHomePage } from '#shared/visit/api.ts'
import type { PlanGrant } from '../access/authorize.ts'
import { AppError } from '../errors.ts'
import { readVersion } from '../versions/read-version.ts'
import type { VisitDeps } from './acts.ts'
import { findLastVisit } from './store.ts'

type Row = Record<string, unknown>

/** As this reader may read it today. Throws `no-visit` where the last visit has no version: it runs, or everybody forgot it. */
export async function readTakeHome(deps: VisitDeps, reader: PlanGrant): Promise<TakeHomePage> {
  const visit = await findLastVisit(deps.db, reader.planId)
  if (visit === undefined || visit.endedAt === null || visit.versionId === null) throw new AppError('no-visit')
  const { content } = await readVersion(deps, reader, visit.versionId)
  const goals = content.goals.filter((goal) => !retiredGoalStatuses.includes(wordsOf(goal.status)))
  const strategies = content.strategies.filter((strategy) => !retiredStrategyStatuses.includes(wordsOf(strategy.status)))
  return {
    goals: goals.map((goal) => ({ id: wordsOf(goal.id), title: wordsOf(goal.title), familyWords: wordsOf(goal.familyWords) })),
    strategies: strategies.map((strategy) => ({
      id: wordsOf(strategy.id), title: wordsOf(strategy.title), say: wordsOf(strategy.say), ifHard: wordsOf(strategy.ifHard),
      routine: wordsOf(strategy.routine), steps: listOf<Row>(strategy.steps).map(({ text }) => wordsOf(text)).filter((step) => step !== ''),
      focus: listOf<string>(strategy.focus),
    })),
  }
}

const wordsOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const listOf = <Item>(value: unknown): Item[] => (Array.isArray(value) ? (value as Item[]) : [])
