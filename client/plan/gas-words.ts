import type { GasLevel } from '#shared/plan/plan-part.ts'

/** The lines of the goal attainment scale in plain words. */
export const gasWords: Record<GasLevel, { sign: string; words: string }> = {
  '2': { sign: '+2', words: 'Much more than hoped' },
  '1': { sign: '+1', words: 'More than hoped' },
  '0': { sign: '0', words: 'What we hope for' },
  '-1': { sign: '−1', words: 'Less than hoped' },
  '-2': { sign: '−2', words: 'Much less than hoped' },
}
