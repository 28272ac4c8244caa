/** What a scenario of the benchmark is, and what it is given. */
import type { Running, SystemName } from './systems/system.ts'

/** One line of the table. */
export type Row = {
  readonly name: string
  readonly unit: string
  readonly better: 'lower' | 'higher'
  /** What we want to reach, in words or as a ratio; left out where nothing was set. */
  readonly target?: string
}

/** One value for each row; null where a server has nothing to measure, such as acknowledgements it never sends. */
export type Values = readonly (number | null)[]

/** Content that every server gets, and how much work to do. */
export type Setting = {
  /** The plan of a sample family, and a new plan, as updates. */
  readonly familyPlan: Uint8Array
  readonly newPlan: Uint8Array
  /** The full amount, or in a short trial about a tenth of it. */
  readonly amount: (full: number, short: number) => number
}

export type Scenario = {
  readonly number: number
  readonly about: string
  readonly rows: readonly Row[]
  /** Servers it makes sense for; the others are shown with a dash. */
  readonly systems: readonly SystemName[]
  /** On a server that was just started, with the sample plan in the room `family`. */
  measure(running: Running, setting: Setting): Promise<Values>
  /** The same work without a server around it. */
  readonly floor?: { readonly name: string; measure(setting: Setting): Promise<Values> }
}
