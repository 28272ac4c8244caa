/** Reads goals and strategies out of the live plan, and changes the few values that a visit decides. */
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { clearFocus, isFocusOf, setFocus } from '#shared/plan/focus.ts'
import { keyAtEnd, orderedIds } from '#shared/plan/order.ts'
import { goalFields, retiredGoalStatuses, retiredStrategyStatuses, strategyFields, stepFields } from '#shared/plan/plan-part.ts'
import { plainText } from '#shared/plan/text.ts'
import type { TakeHomePage } from '#shared/visit/api.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { useShared } from '../sync/use-shared.ts'

type Entity = Y.Map<unknown>

const goalsOf = (part: PartHandle): Entity => part.doc.getMap<unknown>('goals')
const strategiesOf = (part: PartHandle): Entity => part.doc.getMap<unknown>('strategies')

const isRetired = (item: unknown, statuses: readonly string[]): boolean => item instanceof Y.Map && statuses.includes(String(item.get('status')))

/** The goals that are worked on, in the plan's order, live. */
export function useGoalIds(part: PartHandle): string[] {
  const goals = goalsOf(part)
  return useShared(goals, () => orderedIds(goals).filter((id) => !isRetired(goals.get(id), retiredGoalStatuses)), 'deep')
}

/** The strategies that were not stopped, in the plan's order, live. */
export function useStrategyIds(part: PartHandle): string[] {
  const strategies = strategiesOf(part)
  return useShared(strategies, () => orderedIds(strategies).filter((id) => !isRetired(strategies.get(id), retiredStrategyStatuses)), 'deep')
}

export const goalOf = (part: PartHandle, id: string): Entity | undefined => mapOf(goalsOf(part), id)
export const strategyOf = (part: PartHandle, id: string): Entity | undefined => mapOf(strategiesOf(part), id)

/** The map under a key, or undefined until it is there. */
export const mapOf = (map: Entity | undefined, key: string): Entity | undefined => {
  const value = map?.get(key)
  return value instanceof Y.Map ? (value as Entity) : undefined
}

/** The text under a key, or undefined until the server has made it. */
export const textOf = (map: Entity | undefined, key: string): Y.XmlFragment | undefined => {
  const value = map?.get(key)
  return value instanceof Y.XmlFragment ? value : undefined
}

/** The words of a text of an item, live. */
export function useWords(item: Entity | undefined, key: string): string {
  return useShared(item, () => wordsIn(item, key), 'deep')
}

function wordsIn(item: Entity | undefined, key: string): string {
  const text = textOf(item, key)
  return text === undefined ? '' : plainText(text).trim()
}

/** The steps of a strategy that hold words, live. */
export function useSteps(strategy: Entity | undefined): string[] {
  return useShared(strategy, () => stepsIn(strategy), 'deep')
}

function stepsIn(strategy: Entity | undefined): string[] {
  const steps = mapOf(strategy, 'steps')
  return steps === undefined ? [] : orderedIds(steps).map((id) => wordsIn(mapOf(steps, id), 'text')).filter((words) => words !== '')
}

/** Whose one focus a strategy is, live. */
export const useFocus = (strategy: Entity | undefined): string[] => useShared(strategy, () => [...(mapOf(strategy, 'focus')?.keys() ?? [])], 'deep')

/** A string of an item, live. */
export const useValue = (item: Entity | undefined, key: string): string =>
  useShared(item, () => {
    const value = item?.get(key)
    return typeof value === 'string' ? value : ''
  })

/** Adds an empty goal at the end. Returns its id. */
export function addGoal(part: PartHandle): string {
  const goals = goalsOf(part)
  const id = crypto.randomUUID()
  part.change(() => goals.set(id, newEntity(goalFields, { status: 'active', order: keyAtEnd(goals) })))
  return id
}

/** Adds a strategy with three empty steps at the end. Returns its id. */
export function addStrategy(part: PartHandle): string {
  const strategies = strategiesOf(part)
  const id = crypto.randomUUID()
  part.change(() => {
    strategies.set(id, newEntity(strategyFields, { status: 'idea', order: keyAtEnd(strategies) }))
    const steps = mapOf(strategyOf(part, id), 'steps')
    if (steps === undefined) return
    for (let i = 0; i < 3; i += 1) steps.set(crypto.randomUUID(), newEntity(stepFields, { order: keyAtEnd(steps) }))
  })
  return id
}

/** Makes a strategy the one focus of a carer, or takes it back. */
export const pickFocus = (part: PartHandle, memberId: string, strategyId: string): void =>
  part.change(() => {
    if (isFocusOf(strategyOf(part, strategyId), memberId)) clearFocus(strategiesOf(part), memberId)
    else setFocus(strategiesOf(part), memberId, strategyId)
  })

/** The plan as the page to take home has it, live. */
export function useLivePage(part: PartHandle): TakeHomePage {
  const [goalIds, strategyIds] = [useGoalIds(part), useStrategyIds(part)]
  // As text, so that what did not change is not drawn again.
  const goals = useShared(goalsOf(part), () => goalIds.map((id) => JSON.stringify(readGoal(part, id))), 'deep')
  const strategies = useShared(strategiesOf(part), () => strategyIds.map((id) => JSON.stringify(readStrategy(part, id))), 'deep')
  return {
    goals: goals.map((goal) => JSON.parse(goal) as TakeHomePage['goals'][number]),
    strategies: strategies.map((strategy) => JSON.parse(strategy) as TakeHomePage['strategies'][number]),
  }
}

function readGoal(part: PartHandle, id: string): TakeHomePage['goals'][number] {
  const goal = goalOf(part, id)
  return { id, title: wordsIn(goal, 'title'), familyWords: wordsIn(goal, 'familyWords') }
}

function readStrategy(part: PartHandle, id: string): TakeHomePage['strategies'][number] {
  const strategy = strategyOf(part, id)
  const routine = strategy?.get('routine')
  return {
    id,
    title: wordsIn(strategy, 'title'),
    say: wordsIn(strategy, 'say'),
    ifHard: wordsIn(strategy, 'ifHard'),
    routine: typeof routine === 'string' ? routine : '',
    steps: stepsIn(strategy),
    focus: [...(mapOf(strategy, 'focus')?.keys() ?? [])],
  }
}
