/** What a draft becomes: only what its kind asks for, and never for more readers than were chosen. */
import { expect, test, vi } from 'vitest'
import type { Draft } from '../../client/journal/draft.ts'

vi.stubGlobal('window', { addEventListener: () => undefined, removeEventListener: () => undefined })
vi.stubGlobal('localStorage', { getItem: () => null })

const { answersOf, isReady } = await import('../../client/journal/entry-kinds.ts')
const { chosenAudience } = await import('../../client/journal/audience.ts')
const { lateWords } = await import('../../client/journal/entry-times.tsx')

const empty: Draft = { kind: 'observation', words: '', texts: {}, values: {}, sleep: {}, isEarlier: false, happenedAt: '', goals: [], partId: null }

test('answers to another kind that was looked at before are not saved', () => {
  const draft: Draft = {
    ...empty,
    kind: 'check-in',
    values: { confidence: 4, topic: 'sleep', intensity: 5, score: 3 },
    texts: { bestBit: 'Play', before: 'A loud party' },
    sleep: { hours: 7 },
    goals: ['a goal'],
  }
  expect(answersOf(draft)).toEqual({ values: { confidence: 4 }, texts: { bestBit: 'Play' }, sleep: {}, goals: [], strategies: [] })
})

test('a decision keeps its reason and other views apart from what a note says of before and after', () => {
  const draft: Draft = {
    ...empty,
    kind: 'decision',
    words: 'Picture cards at breakfast',
    values: { topic: 'sleep', setting: 'home' },
    texts: { before: 'A loud party', after: 'Slept', why: 'Breakfast is calm.', dissent: 'Sam would begin at bedtime.' },
    goals: ['a goal', 'another'],
  }
  expect(answersOf(draft)).toEqual({
    values: {}, texts: { before: 'Breakfast is calm.', after: 'Sam would begin at bedtime.' }, sleep: {}, goals: ['a goal', 'another'], strategies: [],
  })
  expect(answersOf({ ...draft, kind: 'observation' }).texts).toEqual({ before: 'A loud party', after: 'Slept' })
})

test('a night is saved with a note about sleep only, and empty answers not at all', () => {
  const night = { hours: 7, wakings: undefined, lightsOut: '' }
  expect(answersOf({ ...empty, values: { topic: 'sleep' }, sleep: night }).sleep).toEqual({ hours: 7 })
  expect(answersOf({ ...empty, values: { topic: 'eating' }, sleep: night }).sleep).toEqual({})
})

test('each kind can be saved as soon as it says something, and not before', () => {
  const cases: [Partial<Draft>, boolean][] = [
    [{ words: '  ' }, false],
    [{ words: 'More juice!' }, true],
    [{ values: { topic: 'sleep' }, sleep: { hours: 6 } }, true],
    [{ values: { topic: 'win' } }, false],
    [{ kind: 'practice' }, false],
    [{ kind: 'practice', values: { strategy: 's' } }, true],
    [{ kind: 'check-in', texts: { hardBit: 'Mornings' } }, true],
    [{ kind: 'rating', values: { goal: 'g' }, words: 'Better' }, false],
    [{ kind: 'rating', values: { goal: 'g', scale: 'gas', score: 0 } }, true],
    [{ kind: 'question', values: { subject: 'goal', subjectId: 'g' } }, false],
    [{ kind: 'decision', words: 'Cards first' }, false],
    [{ kind: 'decision', texts: { why: 'It is calm' } }, false],
    [{ kind: 'decision', words: 'Cards first', texts: { why: ' ' } }, false],
    [{ kind: 'decision', words: 'Cards first', texts: { why: 'It is calm' } }, true],
  ]
  for (const [part, expected] of cases) expect(isReady({ ...empty, ...part }), JSON.stringify(part)).toBe(expected)
})

test('[access 2] where the chosen readers are no choice any more, a note goes to the fewest, never to more', () => {
  const choices = ['journal.team', 'journal.guardians', 'journal.me'].map((partId) => ({ partId }))
  expect(chosenAudience(choices, null)?.partId).toBe('journal.team')
  expect(chosenAudience(choices, 'journal.guardians')?.partId).toBe('journal.guardians')
  expect(chosenAudience(choices, 'journal.other')?.partId).toBe('journal.me')
  expect(chosenAudience([], null)).toBeUndefined()
})

test('a note that was written late says how much later, by the clocks of who wrote it', () => {
  expect(lateWords('2026-11-14T02:10:00+01:00', '2026-11-14T02:20:00+01:00')).toBe('')
  expect(lateWords('2026-11-14T02:10:00+01:00', '2026-11-14T08:00:00+01:00')).toMatch(/^written at .*8:00/)
  expect(lateWords('2026-11-14T23:50:00+01:00', '2026-11-15T08:00:00+01:00')).toMatch(/^written the next day/)
  expect(lateWords('2026-11-14T23:50:00+01:00', '2026-11-16T08:00:00+01:00')).toMatch(/^written 2 days later/)
  // The clocks went back in between: 23:00 and 01:00 are one day apart, however many hours that were.
  expect(lateWords('2026-10-24T23:00:00+02:00', '2026-10-25T01:00:00+02:00')).toMatch(/^written the next day/)
  expect(lateWords('no time', 'none')).toBe('')
})
