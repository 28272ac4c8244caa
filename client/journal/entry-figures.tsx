import type { EntryValues } from './entry.ts'
import css from './feed.module.css'

/** Goal attainment levels in words (GAS, -2..+2): a number never stands alone. */
const gasWords: Record<number, string> = {
  [-2]: 'Much less than we hoped',
  [-1]: 'Less than we hoped',
  0: 'What we hoped for',
  1: 'More than we hoped',
  2: 'Much more than we hoped',
}
const wentWords = ['', 'Very hard today', 'Hard', 'So-so', 'Well', 'Very well']

/** The figures of a rating, a practice or a check-in, as one short sentence. */
export function EntryFigures({ values }: { values: EntryValues }) {
  const sentence = figures(values)
  return sentence === '' ? null : <p className={css.words}>{sentence}</p>
}

function figures({ kind, scale, score, done, minutes, howItWent, confidence }: EntryValues): string {
  if (kind === 'rating' && typeof score === 'number') return scale === 'gas' ? (gasWords[score] ?? '') : `${score} of 10`
  if (kind === 'check-in' && typeof confidence === 'number') return `How sure I feel: ${confidence} of 5`
  if (kind !== 'practice') return ''
  const parts = [
    done === false ? 'Not this time' : 'Done',
    typeof minutes === 'number' ? `${minutes} ${minutes === 1 ? 'minute' : 'minutes'}` : '',
    typeof howItWent === 'number' ? `went: ${(wentWords[howItWent] ?? '').toLowerCase()}` : '',
  ]
  return parts.filter((part) => part !== '').join(', ')
}
