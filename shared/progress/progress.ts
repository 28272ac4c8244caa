/**
 * How it is going, from what one reader has of a plan: ratings over time, what was tried, where things were seen. Days on
 * which nothing was written are no zero, and nothing counts them.
 */
import type { EntityContent, PlanContent } from '../plan/api.ts'
import { retiredGoalStatuses } from '../plan/plan-part.ts'
import { tScore } from './t-score.ts'

export type ProgressContent = Pick<PlanContent, 'entries'> & { readonly goals: readonly EntityContent[]; readonly strategies: readonly EntityContent[] }

/** A value that somebody gave at some time. `at`: milliseconds. */
export type Point = { readonly id: string; readonly at: number; readonly by: string; readonly value: number }

export type GoalProgress = {
  readonly id: string
  readonly title: string
  /** GAS level at the start, if it was written down. */
  readonly baseline: number | null
  /** GAS ratings, oldest first. */
  readonly levels: readonly Point[]
  /** Ratings from 0 to 10, oldest first. */
  readonly scores: readonly Point[]
  /** How often it was seen in each setting. */
  readonly coverage: ReadonlyMap<string, number>
  /** Where it is worked on and nothing was written yet. */
  readonly notSeenIn: readonly string[]
  readonly weight: number
}

export type StrategyProgress = {
  readonly id: string
  readonly title: string
  readonly goals: readonly string[]
  /** Times it was tried, oldest first; how it went from 1 to 5, or null where nobody said. */
  readonly tries: readonly (Omit<Point, 'value'> & { readonly value: number | null })[]
}

export type Progress = {
  readonly goals: readonly GoalProgress[]
  readonly strategies: readonly StrategyProgress[]
  /** How many entries come from each setting. */
  readonly coverage: ReadonlyMap<string, number>
  /** Of the goals that were rated: now, and at the start where that is known of all of them. */
  readonly score: { readonly now: number | null; readonly atStart: number | null; readonly goals: number }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value.trim() : '')
const idsIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((id) => typeof id === 'string') : [])
const numberOr = <T>(value: unknown, other: T): number | T => (typeof value === 'number' ? value : other)
const timeOf = ({ happenedAt, createdAt }: EntityContent): number => Date.parse(textOf(happenedAt) || textOf(createdAt))

/** Works it all out. Entries that were taken back count nowhere. */
export function progressOf({ goals, strategies, entries: all }: ProgressContent): Progress {
  const entries = (all as EntityContent[])
    .filter((entry) => entry.status !== 'withdrawn' && entry.status !== 'entered-in-error' && !Number.isNaN(timeOf(entry)))
    .toSorted((a, b) => timeOf(a) - timeOf(b))
  const goalRows = goals.filter(({ status }) => !retiredGoalStatuses.includes(String(status)) || status === 'achieved').map((goal) => goalProgress(goal, entries))
  return {
    goals: goalRows,
    strategies: strategies.map((strategy) => strategyProgress(strategy, entries)),
    coverage: countBySetting(entries),
    score: scoreOf(goalRows),
  }
}

function goalProgress(goal: EntityContent, entries: readonly EntityContent[]): GoalProgress {
  const { id } = goal
  const ratings = entries.filter((entry) => entry.kind === 'rating' && (entry.goal === id || (entry.goal === undefined && idsIn(entry.goals).includes(id))))
  const coverage = countBySetting(entries.filter((entry) => idsIn(entry.goals).includes(id)))
  return {
    id,
    title: textOf(goal.title),
    baseline: numberOr(goal.baseline, null),
    levels: pointsOf(ratings, 'gas'),
    scores: pointsOf(ratings, '0-10'),
    coverage,
    notSeenIn: idsIn(goal.settings).filter((setting) => setting !== 'any' && !coverage.has(setting)),
    weight: numberOr(goal.importance, 1) * numberOr(goal.difficulty, 1),
  }
}

const pointsOf = (ratings: readonly EntityContent[], scale: string): Point[] =>
  ratings.flatMap((entry) =>
    entry.scale === scale && typeof entry.score === 'number' && isOn(scale, entry.score)
      ? [{ id: entry.id, at: timeOf(entry), by: String(entry.author), value: entry.score }]
      : [],
  )

/** Both scales share one field: a score that is not on its own is no rating. */
const isOn = (scale: string, score: number): boolean => (scale === 'gas' ? score <= 2 : score >= 0)

function strategyProgress(strategy: EntityContent, entries: readonly EntityContent[]): StrategyProgress {
  const { id } = strategy
  // "It did not fit in" is a kind answer and no failed try.
  const tries = entries.filter((entry) => entry.kind === 'practice' && entry.done !== false && entry.strategy === id)
  return {
    id,
    title: textOf(strategy.title),
    goals: idsIn(strategy.goals),
    tries: tries.map((entry) => ({ id: entry.id, at: timeOf(entry), by: String(entry.author), value: numberOr(entry.howItWent, null) })),
  }
}

function countBySetting(entries: readonly EntityContent[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const { setting } of entries) if (textOf(setting) !== '') counts.set(textOf(setting), (counts.get(textOf(setting)) ?? 0) + 1)
  return new Map([...counts].toSorted((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)))
}

function scoreOf(goals: readonly GoalProgress[]): Progress['score'] {
  const rated = goals.filter(({ levels }) => levels.length > 0)
  const now = tScore(rated.map(({ levels, weight }) => ({ level: levels.at(-1)?.value ?? 0, weight })))
  const starts = rated.flatMap(({ baseline, weight }) => (baseline === null ? [] : [{ level: baseline, weight }]))
  return { now, atStart: starts.length === rated.length ? tScore(starts) : null, goals: rated.length }
}
