/**
 * What is new for one reader, sorted into lists. The counts are the lengths of these lists and are made nowhere else, so
 * that a number on the caseload is never another than what the page shows.
 */
import type { EntityContent } from '../plan/api.ts'
import type { Change } from './changes.ts'

export type News = {
  /** Open questions that somebody else asked, whenever that was. */
  readonly questions: readonly EntityContent[]
  readonly warningSigns: readonly Change[]
  readonly suggestions: readonly Change[]
  /** Goals, strategies and the rest of the plan. */
  readonly planChanges: readonly Change[]
  readonly wins: readonly Change[]
  /** All other new entries: observations, check-ins, ratings, comments, questions that are answered already. */
  readonly notes: readonly Change[]
  /** Times that a strategy was tried. */
  readonly practices: readonly Change[]
  /** What changed in entries that were there before. */
  readonly noteChanges: readonly Change[]
}
export type NewsList = keyof News

export const newsLists = [
  'questions', 'warningSigns', 'suggestions', 'planChanges', 'wins', 'notes', 'practices', 'noteChanges',
] as const satisfies readonly NewsList[]

/** The length of each list. */
export type NewsCounts = Readonly<Record<NewsList, number>>

/** An entry as it is in a change that added it. */
export const entryOf = ({ id, after }: Change): EntityContent => ({ ...(after as Record<string, unknown>), id })

const isGone = ({ status }: EntityContent): boolean => status === 'withdrawn' || status === 'entered-in-error'

/** The list that an entry belongs to, or null where it is in none: taken back, or an open question, which has a list of its own. */
function listOf(entry: EntityContent): NewsList | null {
  if (isGone(entry) || isOpenQuestion(entry)) return null
  if (entry.topic === 'warning-sign') return 'warningSigns'
  if (entry.kind === 'suggestion') return 'suggestions'
  if (entry.kind === 'practice') return 'practices'
  return entry.topic === 'win' ? 'wins' : 'notes'
}

/** Whether an entry is a question that nobody has answered. */
export const isOpenQuestion = (entry: EntityContent): boolean =>
  entry.kind === 'question' && entry.answerState !== 'answered' && !isGone(entry)

/** Sorts what changed for a reader into lists. `questions`: the open ones that others asked. */
export function sortNews(changes: readonly Change[], questions: readonly EntityContent[]): News {
  const lists: Record<Exclude<NewsList, 'questions'>, Change[]> = {
    warningSigns: [], suggestions: [], planChanges: [], wins: [], notes: [], practices: [], noteChanges: [],
  }
  for (const change of changes) {
    const list = change.entity !== 'entry' ? 'planChanges' : change.kind === 'added' ? listOf(entryOf(change)) : 'noteChanges'
    if (list !== null && list !== 'questions') lists[list].push(change)
  }
  return { ...lists, questions }
}

/** How many of each there are. */
export const countNews = (news: News): NewsCounts =>
  Object.fromEntries(newsLists.map((list) => [list, news[list].length])) as Record<NewsList, number>

/** How much waits for an answer, and how much is new besides. */
export const weighNews = (counts: NewsCounts): { toAnswer: number; others: number } => ({
  toAnswer: counts.questions + counts.warningSigns + counts.suggestions,
  others: counts.planChanges + counts.wins + counts.notes + counts.practices + counts.noteChanges,
})
