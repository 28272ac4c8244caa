/** The one strategy that a carer begins with. */
import * as Y from 'yjs'

type Entity = Y.Map<unknown>

const setIn = (strategy: unknown, key: string): Entity | undefined => {
  const set = strategy instanceof Y.Map ? strategy.get(key) : undefined
  return set instanceof Y.Map ? (set as Entity) : undefined
}

/** Whether a strategy is the one focus of this carer. */
export const isFocusOf = (strategy: unknown, memberId: string): boolean => setIn(strategy, 'focus')?.has(memberId) === true

/** Makes a strategy the one focus of a carer, in place of any other. What else they do stays as it is. Inside one transaction. */
export function setFocus(strategies: Entity, memberId: string, strategyId: string): void {
  const chosen = strategies.get(strategyId)
  const focus = setIn(chosen, 'focus')
  if (!(chosen instanceof Y.Map) || focus === undefined) return
  clearFocus(strategies, memberId, strategyId)
  if (!focus.has(memberId)) focus.set(memberId, true)
  const who = setIn(chosen, 'who')
  if (who?.has(memberId) === false) who.set(memberId, true)
  if (chosen.get('status') === 'idea') chosen.set('status', 'learning')
}

/** Leaves a carer without a focus, or with none but `exceptId`. Inside one transaction. */
export function clearFocus(strategies: Entity, memberId: string, exceptId?: string): void {
  for (const [id, strategy] of strategies.entries()) {
    const focus = setIn(strategy, 'focus')
    if (id !== exceptId && focus?.has(memberId) === true) focus.delete(memberId)
  }
}
