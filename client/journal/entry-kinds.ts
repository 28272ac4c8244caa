/** What each kind of entry asks for. A draft may hold more, from a kind that was looked at before; it is not saved. */
import type { Draft, DraftKind, DraftTexts, DraftValues } from './draft.ts'

type Asked = { values: readonly (keyof DraftValues)[]; texts: readonly (keyof DraftTexts)[]; takesGoals: boolean }

/** By kind. */
export const asked: Record<DraftKind, Asked> = {
  'observation': {
    values: ['topic', 'intensity', 'mood', 'durationSeconds', 'count', 'setting', 'routine', 'firstHand', 'toldBy'],
    texts: ['before', 'after'],
    takesGoals: true,
  },
  'practice': { values: ['strategy', 'done', 'minutes', 'howItWent', 'setting'], texts: [], takesGoals: false },
  'check-in': { values: ['confidence'], texts: ['bestBit', 'hardBit', 'whatChanged'], takesGoals: false },
  'rating': { values: ['goal', 'scale', 'score'], texts: [], takesGoals: false },
  'question': { values: ['subject', 'subjectId'], texts: [], takesGoals: false },
  'decision': { values: [], texts: ['why', 'dissent'], takesGoals: true },
}

/** Under which name the journal keeps a text, where that is another one [docs/decisions/0022]. */
const keptAs: Readonly<Record<string, string>> = { why: 'before', dissent: 'after' }

/** What of a draft goes into the journal: only what its kind asks for, and only what was answered. */
export function answersOf(draft: Draft) {
  const { values, texts, takesGoals } = asked[draft.kind]
  const isAsleep = draft.kind === 'observation' && draft.values.topic === 'sleep'
  return {
    values: answered(pick(draft.values, values)),
    texts: Object.fromEntries(Object.entries(answered(pick(draft.texts, texts))).map(([key, words]) => [keptAs[key] ?? key, words])),
    sleep: isAsleep ? answered(draft.sleep) : {},
    goals: takesGoals ? draft.goals : draft.kind === 'rating' && draft.values.goal !== undefined ? [draft.values.goal] : [],
    strategies: draft.kind === 'practice' && draft.values.strategy !== undefined ? [draft.values.strategy] : [],
  }
}

/** Whether there is enough to save: words, or what makes this kind say something without any. A decision says why. */
export function isReady(draft: Draft): boolean {
  const { values, texts, sleep } = answersOf(draft)
  const hasWords = draft.words.trim() !== '' || Object.values(texts).some((text) => text.trim() !== '')
  if (draft.kind === 'rating') return values.goal !== undefined && values.score !== undefined
  if (draft.kind === 'decision') return [draft.words, draft.texts.why ?? ''].every((text) => text.trim() !== '')
  if (draft.kind === 'practice') return values.strategy !== undefined || hasWords
  if (draft.kind === 'check-in') return values.confidence !== undefined || hasWords
  return hasWords || Object.keys(sleep).length > 0
}

const pick = <T extends object>(from: T, keys: readonly (keyof T)[]): Partial<T> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Partial<T>

type Answered<T> = { [K in keyof T]?: Exclude<T[K], undefined> }

const answered = <T extends object>(from: T): Answered<T> =>
  Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined && value !== '')) as Answered<T>
