import * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { fillText } from '#shared/plan/text.ts'
import { localInstant } from '../i18n/date-words.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import type { Draft } from './draft.ts'

/** Writes a draft into the journal as one new entry, in one change. Returns its id. */
export function addNote(journal: PartHandle, author: string, draft: Draft, now: Date): string {
  const id = crypto.randomUUID()
  const values = {
    kind: 'observation',
    author,
    createdAt: localInstant(now),
    happenedAt: localInstant(draft.happenedAt === '' ? now : new Date(draft.happenedAt)),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    status: 'final',
    language: navigator.language,
    firstHand: true,
    ...(draft.topic !== null && { topic: draft.topic }),
    ...(draft.intensity !== null && { intensity: draft.intensity }),
  }
  journal.record(() => {
    const entry = newEntity(entryFields, values)
    journal.doc.getMap('entries').set(id, entry)
    fillText(entry.get('text') as Y.XmlFragment, draft.words.trim())
    const goals = entry.get('goals') as Y.Map<true>
    for (const goal of draft.goals) goals.set(goal, true)
  })
  return id
}
