/** Suggestions: how they stand, and taking one over into the plan. */
import type * as Y from 'yjs'
import type { Outcome } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { keyAtEnd } from '#shared/plan/order.ts'
import { goalFields, goalStatuses, strategyFields, strategyStatuses, type GoalStatus, type StrategyStatus } from '#shared/plan/plan-part.ts'
import { changeWords, fillText, plainText } from '#shared/plan/text.ts'
import { wordChanges } from '#shared/plan/word-changes.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import type { Run } from '../text/runs.ts'
import type { EntryRow } from './entry-list.ts'
import { isFolded, wordsOf, type Entry, type EntryValues } from './entry.ts'
import { entityAt, textAt, whereOf, type Target } from './plan-place.ts'

export const statusesOf = (subject: unknown): readonly (GoalStatus | StrategyStatus)[] => (subject === 'strategy' ? strategyStatuses : goalStatuses)

export const targetIn = (values: EntryValues): Target => ({
  subject: values.subject === 'goal' || values.subject === 'strategy' ? values.subject : 'plan',
  subjectId: String(values.subjectId),
  ...(typeof values.field === 'string' && { field: values.field }),
})

/** The answers of a kind to an entry, latest first: by when they were written, the same on every device. */
export const answersWith = (said: readonly EntryRow[], key: 'outcome' | 'stance'): readonly EntryRow[] =>
  said
    .filter(({ entry }) => entry.has(key) && !isFolded(entry.get('status')))
    .toSorted((a, b) => Date.parse(String(b.entry.get('createdAt'))) - Date.parse(String(a.entry.get('createdAt'))) || (a.id < b.id ? 1 : -1))

/** What became of a suggestion; null while nobody has said. */
export function outcomeOf(said: readonly EntryRow[]): { outcome: Outcome; row: EntryRow } | null {
  const row = answersWith(said, 'outcome')[0]
  return row === undefined ? null : { outcome: row.entry.get('outcome') as Outcome, row }
}

/** What a suggestion would change, in whole words: nobody has done it yet. */
export const suggestedRuns = (before: string, after: string): Run[] => wordChanges(before, after).map((span) => ({ ...span, by: null, at: null }))

/** How the plan stands to a suggestion now: `gone` where what it would change is not there any more. */
export type Standing = 'ready' | 'changed' | 'already' | 'gone'

export function standingOf(plan: Y.Doc, entry: Entry, values: EntryValues): Standing {
  const target = targetIn(values)
  if (values.change === 'goal' || values.change === 'strategy') return 'ready'
  if (values.change === 'status') {
    const status = entityAt(plan, target)?.get('status')
    if (status === undefined) return 'gone'
    return status === values.statusAfter ? 'already' : status === values.statusBefore ? 'ready' : 'changed'
  }
  const text = textAt(plan, whereOf(target))
  if (text === undefined) return 'gone'
  const now = plainText(text).trim()
  return now === wordsOf(entry, 'after') ? 'already' : now === wordsOf(entry, 'before') ? 'ready' : 'changed'
}

/** How the words or the status are now, for people. */
export function nowIn(plan: Y.Doc, values: EntryValues): string {
  const target = targetIn(values)
  if (values.change === 'status') return (entityAt(plan, target)?.get('status') as string | undefined) ?? ''
  const text = textAt(plan, whereOf(target))
  return text === undefined ? '' : plainText(text).trim()
}

/** Puts what was suggested into the plan, as a change of the person who does it. */
export function takeOver(plan: PartHandle, entry: Entry, values: EntryValues): void {
  const target = targetIn(values)
  const after = wordsOf(entry, 'after')
  plan.change(() => {
    if (values.change === 'status') return void entityAt(plan.doc, target)?.set('status', values.statusAfter)
    if (values.change === 'goal' || values.change === 'strategy') return addNew(plan.doc, values.change, after)
    const text = textAt(plan.doc, whereOf(target))
    if (text !== undefined) changeWords(text, after)
  })
}

function addNew(plan: Y.Doc, what: 'goal' | 'strategy', title: string): void {
  const list = plan.getMap<unknown>(what === 'goal' ? 'goals' : 'strategies')
  const entity = what === 'goal' ? newEntity(goalFields, { status: 'proposed', order: keyAtEnd(list) }) : newEntity(strategyFields, { status: 'idea', order: keyAtEnd(list) })
  list.set(crypto.randomUUID(), entity)
  fillText(entity.get('title') as Y.XmlFragment, title)
}
