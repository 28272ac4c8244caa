import * as Y from 'yjs'
import { entryFields, type Encouragement, type EntryKind } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { fillText } from '#shared/plan/text.ts'
import { localInstant } from '../i18n/date-words.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import type { Draft } from './draft.ts'
import { answersOf } from './entry-kinds.ts'

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

/** Answers an entry with words. They are read by whoever reads the entry. */
export const addReply = (journal: PartHandle, entryId: string, words: string, said: Said): string =>
  record(journal, 'comment', said, { values: { subject: 'entry', subjectId: entryId }, texts: { text: words } })

/** Says one thing about somebody else's entry, in one tap. */
export const addEncouragement = (journal: PartHandle, entryId: string, encouragement: Encouragement, by: string): string =>
  record(journal, 'encouragement', { by, at: new Date() }, { values: { subject: 'entry', subjectId: entryId, encouragement }, texts: {} })

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
