/** The goal attainment score over several goals (Kiresuk and Sherman 1968): 50 is exactly what was hoped for. */

export type WeightedLevel = {
  /** GAS level, -2 to 2. */
  readonly level: number
  /** Importance times difficulty. */
  readonly weight: number
}

/** How much the levels of several goals are taken to go together, as the authors of the scale did. */
const correlation = 0.3

/** T = 50 + 10 * sum(w x) / sqrt((1 - r) * sum(w^2) + r * (sum w)^2); null without goals. */
export function tScore(goals: readonly WeightedLevel[]): number | null {
  const sum = (of: (goal: WeightedLevel) => number) => goals.reduce((total, goal) => total + of(goal), 0)
  const spread = Math.sqrt((1 - correlation) * sum(({ weight }) => weight ** 2) + correlation * sum(({ weight }) => weight) ** 2)
  return spread === 0 ? null : 50 + (10 * sum(({ weight, level }) => weight * level)) / spread
}
