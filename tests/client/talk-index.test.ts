/** Where in the plan an entry shows: at its place, and a decision at each of its goals. */
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import type { Entries, EntryRow } from '#client/journal/entry-list.ts'
import { indexTalk } from '#client/journal/talk-index.ts'

const doc = new Y.Doc()

function row(id: string, values: Record<string, string>, goals: readonly string[] = []): EntryRow {
  const entry = newEntity(entryFields, { status: 'final', ...values })
  doc.getMap('entries').set(id, entry)
  for (const goal of goals) (entry.get('goals') as Y.Map<true>).set(goal, true)
  return { id, entry, at: 0, journal: {} as EntryRow['journal'] }
}

/** Given the latest first, as the list of entries has them. */
const saidIn = (...rows: EntryRow[]) => {
  const entries: Entries = { rows, about: new Map() }
  return Object.fromEntries([...indexTalk(entries, null).said].map(([place, list]) => [place, list.map(({ id }) => id)]))
}

test('a decision shows at each of its goals, and without any with the whole plan', () => {
  const both = row('both', { kind: 'decision' }, ['g1', 'g2'])
  const none = row('none', { kind: 'decision' })
  const asked = row('asked', { kind: 'question', subject: 'goal', subjectId: 'g1', field: 'why' })
  const said = row('said', { kind: 'comment', subject: 'goal', subjectId: 'g1' })
  expect(saidIn(both, none, asked, said)).toEqual({ 'goals/g1': ['said', 'both'], 'goals/g2': ['both'], 'goals/g1/why': ['asked'], 'plan': ['none'] })
})

test('notes that are linked to a goal, and decisions that were taken back, show at none', () => {
  const note = row('note', { kind: 'observation' }, ['g1'])
  const gone = row('gone', { kind: 'decision', status: 'withdrawn' }, ['g1'])
  expect(saidIn(note, gone)).toEqual({})
})
