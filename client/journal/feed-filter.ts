import type { EntryRow } from './entry-list.ts'
import { idsIn } from './entry.ts'

/** What of the notes is shown. Empty strings stand for "all". */
export type FeedFilter = { kind: string; person: string; goal: string; partId: string; winsFirst: boolean }

export const noFilter: FeedFilter = { kind: '', person: '', goal: '', partId: '', winsFirst: false }

/** How many of the choices leave something out. */
export const filterCount = ({ kind, person, goal, partId }: FeedFilter): number => [kind, person, goal, partId].filter((choice) => choice !== '').length

/** The rows that pass, in their order; with wins first where that was chosen. */
export function filterRows(rows: readonly EntryRow[], filter: FeedFilter): readonly EntryRow[] {
  const passing = filterCount(filter) === 0 ? rows : rows.filter((row) => passes(row, filter))
  if (!filter.winsFirst) return passing
  return [...passing.filter(isWin), ...passing.filter((row) => !isWin(row))]
}

export const isWin = ({ entry }: EntryRow): boolean => entry.get('topic') === 'win'

/** `kind` is a kind of entry, or `win` and `warning-sign`, which people look for as if they were kinds. */
function passes({ entry, journal }: EntryRow, { kind, person, goal, partId }: FeedFilter): boolean {
  if (kind !== '' && entry.get('kind') !== kind && entry.get('topic') !== kind) return false
  if (person !== '' && entry.get('author') !== person && !idsIn(entry, 'coAuthors').includes(person)) return false
  if (partId !== '' && journal.partId !== partId) return false
  return goal === '' || idsIn(entry, 'goals').includes(goal) || entry.get('goal') === goal || entry.get('subjectId') === goal
}
