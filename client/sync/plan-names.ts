/**
 * What goals and strategies are called on this screen: read once for the whole app. A title is named in many places, most of them
 * costly to draw, and whoever types one must not wait for them: they follow once the fingers rest.
 */
import * as Y from 'yjs'
import { orderedIds } from '#shared/plan/order.ts'
import { retiredGoalStatuses, retiredStrategyStatuses } from '#shared/plan/plan-part.ts'
import { plainText } from '#shared/plan/text.ts'

/** How long nobody has typed when the names follow, in milliseconds. */
export const namesRestMs = 400

export type Named = {
  readonly id: string
  /** Without what is around it; empty where nobody has written one. */
  readonly title: string
  readonly status: string
  /** Its place among those that are not finished, from 1; 0 for the finished ones. */
  readonly number: number
}

export type ListName = 'goals' | 'strategies'
type Names = Readonly<Record<ListName, readonly Named[]>>

const retired: Readonly<Record<ListName, readonly string[]>> = { goals: retiredGoalStatuses, strategies: retiredStrategyStatuses }
export const noNames: Names = { goals: [], strategies: [] }

const byDoc = new WeakMap<Y.Doc, PlanNames>()

/** The one reading of a document. */
export function namesOf(doc: Y.Doc): PlanNames {
  const names = byDoc.get(doc) ?? new PlanNames(doc)
  byDoc.set(doc, names)
  return names
}

class PlanNames {
  readonly #lists: Readonly<Record<ListName, Y.Map<unknown>>>
  readonly #listeners = new Set<() => void>()
  #names = noNames
  #resting: ReturnType<typeof setTimeout> | undefined

  constructor(doc: Y.Doc) {
    this.#lists = { goals: doc.getMap('goals'), strategies: doc.getMap('strategies') }
  }

  readonly read = (): Names => {
    if (this.#listeners.size === 0) this.#names = this.#look()
    return this.#names
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) {
      for (const list of Object.values(this.#lists)) list.observeDeep(this.#changed)
      this.#names = this.#look()
    }
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size > 0) return
      clearTimeout(this.#resting)
      for (const list of Object.values(this.#lists)) list.unobserveDeep(this.#changed)
    }
  }

  /** Words wait for a rest; what is new, moved or finished is told at once. */
  readonly #changed = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    clearTimeout(this.#resting)
    if (events.some(({ target }) => target instanceof Y.Map)) this.#tell()
    else this.#resting = setTimeout(this.#tell, namesRestMs)
  }

  readonly #tell = (): void => {
    const before = this.#names
    this.#names = this.#look()
    if (this.#names !== before) for (const listener of this.#listeners) listener()
  }

  /** A list that says the same as before is the same object. */
  #look(): Names {
    const [goals, strategies] = [this.#lookAt('goals'), this.#lookAt('strategies')]
    return goals === this.#names.goals && strategies === this.#names.strategies ? this.#names : { goals, strategies }
  }

  #lookAt(list: ListName): readonly Named[] {
    let number = 0
    const all = this.#lists[list]
    const now = orderedIds(all).flatMap((id): Named[] => {
      const entity = all.get(id)
      if (!(entity instanceof Y.Map)) return []
      const [title, status] = [entity.get('title'), String(entity.get('status') ?? '')]
      const isFinished = retired[list].includes(status)
      if (!isFinished) number += 1
      return [{ id, title: title instanceof Y.XmlFragment ? plainText(title).trim() : '', status, number: isFinished ? 0 : number }]
    })
    return JSON.stringify(now) === JSON.stringify(this.#names[list]) ? this.#names[list] : now
  }
}
