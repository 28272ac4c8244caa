/** What somebody has chosen for a note while an earlier draft of it was still being read. */
import { expect, test } from 'vitest'
import { emptyDraft, entryDrafts, type Draft } from '../../client/journal/draft.ts'

const before: Draft = { ...emptyDraft, kind: 'practice', words: 'Begun.', values: { mood: 2, minutes: 5 }, goals: ['sleep'], partId: 'journal.team' }

test('who can read it, what it is and when it was stay as they were chosen; words come after the earlier ones', () => {
  const now: Draft = { ...emptyDraft, kind: 'question', words: 'Typed.', values: { minutes: 10 }, goals: ['words'], isEarlier: true, happenedAt: '2026-11-21T02:15', partId: 'journal.clinicians' }
  expect(entryDrafts.join(before, now)).toEqual({
    ...now, words: 'Begun.\nTyped.', values: { mood: 2, minutes: 10 }, goals: ['sleep', 'words'],
  })
})

test('what was not touched is as it was begun', () => {
  expect(entryDrafts.join(before, emptyDraft)).toEqual(before)
})
