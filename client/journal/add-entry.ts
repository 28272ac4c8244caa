import * as Y from 'yjs'
import { entryFields, type Encouragement, type EntryKind, type Outcome, type Stance } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { fillText } from '#shared/plan/text.ts'
import { localInstant } from '../i18n/date-words.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import type { Draft } from './draft.ts'
import { answersOf } from './entry-kinds.ts'
import type { Target } from './plan-place.ts'

type Said = { by: string; at: Date; happenedAt?: string }
type Content = {
  values: Record<string, string | number | boolean>
  texts: Record<string, string>
  sleep?: Record<string, string | number>
  goals?: readonly string[]
  strategies?: readonly string[]
}

/** Writes a draft into the journal as one new entry, in one change. Returns its id. */
export function addEntry(journal: PartHandle, draft: Draft, said: Said): string {
  const { values, texts, sleep, goals, strategies } = answersOf(draft)
  const isQuestion = draft.kind === 'question'
  const about = isQuestion && { subject: 'plan', ...values, answerState: 'open' }
  return record(journal, draft.kind, { ...said, happenedAt: draft.isEarlier ? draft.happenedAt : '' }, {
    values: { firstHand: true, ...values, ...about },
    texts: { text: draft.words, ...texts },
    sleep,
    goals,
    strategies,
  })
}

/** Answers an entry with words, and where it asks for one with an outcome or a stance. Read by whoever reads the entry. */
export const addReply = (journal: PartHandle, entryId: string, words: string, said: Said, answer: { outcome?: Outcome; stance?: Stance } = {}): string =>
  record(journal, 'comment', said, { values: { subject: 'entry', subjectId: entryId, ...answer }, texts: { text: words } })

/** Says one thing about somebody else's entry, or about a goal or strategy, in one tap. */
export const addEncouragement = (journal: PartHandle, about: Target | { subject: 'entry'; subjectId: string }, encouragement: Encouragement, by: string): string =>
  record(journal, 'encouragement', { by, at: new Date() }, { values: { ...about, encouragement }, texts: {} })

/** Says something about a place in the plan. */
export const addRemark = (journal: PartHandle, kind: EntryKind, target: Target, { values, texts }: Pick<Content, 'values' | 'texts'>, said: Said): string =>
  record(journal, kind, said, { values: { ...target, ...values }, texts })

function record(journal: PartHandle, kind: EntryKind, { by, at, happenedAt = '' }: Said, content: Content): string {
  const id = crypto.randomUUID()
  const values = {
    kind,
    author: by,
    createdAt: localInstant(at),
    happenedAt: localInstant(happenedAt === '' ? at : new Date(happenedAt)),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    status: 'final',
    language: navigator.language,
    ...content.values,
  }
  journal.record(() => {
    const entry = newEntity(entryFields, values)
    journal.doc.getMap('entries').set(id, entry)
    for (const [key, words] of Object.entries(content.texts)) {
      if (words.trim() !== '') fillText(entry.get(key) as Y.XmlFragment, words.trim())
    }
    for (const [key, value] of Object.entries(content.sleep ?? {})) (entry.get('sleep') as Y.Map<unknown>).set(key, value)
    for (const goal of content.goals ?? []) (entry.get('goals') as Y.Map<true>).set(goal, true)
    for (const strategy of content.strategies ?? []) (entry.get('strategies') as Y.Map<true>).set(strategy, true)
  })
  return id
}
