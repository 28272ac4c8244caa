/** The strategies of a plan as they are read at home. */
import * as Y from 'yjs'
import { isFocusOf } from '#shared/plan/focus.ts'
import { linksOf, type StrategyLink } from '#shared/plan/links.ts'
import { orderedIds } from '#shared/plan/order.ts'
import type { StrategyStatus } from '#shared/plan/plan-part.ts'
import { plainText } from '#shared/plan/text.ts'

/** A strategy as it is read at home. */
export type Strategy = {
  id: string
  title: string
  status: StrategyStatus
  when: string[]
  steps: string[]
  say: string
  ifHard: string
  links: StrategyLink[]
  /** Whether it is this person's one thing. */
  isFocus: boolean
  isMine: boolean
}

/** What is tried at home at present. Ideas wait for their turn, and what is paused rests. */
const tried: readonly string[] = ['learning', 'on-our-own', 'maintenance']

const none: readonly Strategy[] = []

/** The strategies of one person as a store for React. `read` returns the same array as long as nothing changes. */
export function watchStrategies(list: Y.Map<unknown> | undefined, memberId: string) {
  let current: readonly Strategy[] | null = null
  return {
    read: () => (current ??= list === undefined ? none : readStrategies(list, memberId)),
    subscribe: (listener: () => void) => {
      const act = () => {
        current = null
        listener()
      }
      list?.observeDeep(act)
      // What came after the first reading and before this is asked for once more by React, and nobody told of it.
      current = null
      return () => list?.unobserveDeep(act)
    },
  }
}

const readStrategies = (list: Y.Map<unknown>, memberId: string): readonly Strategy[] =>
  orderedIds(list)
    .map((id) => toStrategy(id, list.get(id) as Y.Map<unknown>, memberId))
    .filter(({ status }) => tried.includes(status))
    .toSorted((a, b) => rank(b) - rank(a))

const rank = ({ isFocus, isMine }: Strategy): number => (isFocus ? 2 : isMine ? 1 : 0)

function toStrategy(id: string, strategy: Y.Map<unknown>, memberId: string): Strategy {
  const [steps, who, minutes] = [strategy.get('steps'), strategy.get('who'), strategy.get('minutes')]
  return {
    id,
    title: words(strategy, 'title') || 'Without a title',
    status: strategy.get('status') as StrategyStatus,
    when: [value(strategy, 'routine'), value(strategy, 'howOften'), typeof minutes === 'number' ? `${minutes} minutes` : ''],
    steps: steps instanceof Y.Map ? orderedIds(steps).map((step) => words(steps.get(step) as Y.Map<unknown>, 'text')).filter((step) => step !== '') : [],
    say: words(strategy, 'say'),
    ifHard: words(strategy, 'ifHard'),
    links: linksOf(strategy),
    isFocus: isFocusOf(strategy, memberId),
    isMine: who instanceof Y.Map && who.has(memberId),
  }
}

const value = (map: Y.Map<unknown>, key: string): string => {
  const found = map.get(key)
  return typeof found === 'string' ? found : ''
}

const words = (map: Y.Map<unknown>, key: string): string => {
  const text = map.get(key)
  return text instanceof Y.XmlFragment ? plainText(text).trim() : ''
}
