import type { GasLevel } from '#shared/plan/plan-part.ts'

/** The five lines in the order in which they are easiest to write: what we hope, how it is, then between and beyond. */
export const ladderOrder: readonly GasLevel[] = ['0', '-2', '-1', '1', '2']

/** The five lines, best first. */
export const topDown: readonly GasLevel[] = ['2', '1', '0', '-1', '-2']

/** What each line asks, in plain words. */
export const gasWords: Record<GasLevel, { sign: string; name: string; question: string; placeholder: string }> = {
  '0': { sign: '0', name: 'What we hope for', question: 'When this goes as we hope, what will we see?', placeholder: 'Asks for help with two words, in 4 of 5 tries' },
  '-2': { sign: '−2', name: 'How it is now', question: 'What do we see now, on a normal day?', placeholder: 'Cries and pulls at our hand' },
  '-1': { sign: '−1', name: 'A first small change', question: 'What would be a first small change?', placeholder: 'Looks at us and says one word' },
  '1': { sign: '+1', name: 'A bit better than we hope', question: 'And if it goes a bit better than we hope?', placeholder: 'Asks in most places, with people he knows' },
  '2': { sign: '+2', name: 'The best we can think of', question: 'What is the best we can think of?', placeholder: 'Asks anybody, and says what he needs' },
}
