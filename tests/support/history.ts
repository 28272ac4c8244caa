/** A plan that was written by several people, row by row, for tests of its history. */
import * as Y from 'yjs'
import { newEntity } from '#shared/plan/containers.ts'
import { keyAtEnd } from '#shared/plan/order.ts'
import { entryFields } from '#shared/journal/journal-part.ts'
import { goalFields, strategyFields } from '#shared/plan/plan-part.ts'
import { fillText } from '#shared/plan/text.ts'
import { PartWriter } from '../../server/sync/part-writer.ts'
import { strangeId, type TestApp } from './app.ts'

/** Writes into a part of a plan as a member, as one row of its log. */
export const writeAs = ({ deps }: TestApp, planId: string, partId: string, memberId: string | null, act: (doc: Y.Doc) => void): Promise<void> =>
  deps.database.db
    .transaction()
    .execute(async (trx) => (await PartWriter.open(trx, planId, partId)).writeAs(memberId, deps.now().toISOString(), act))

/** Adds a goal with a title. */
export function addGoal(doc: Y.Doc, title: string, id = strangeId()): string {
  const goals = doc.getMap<unknown>('goals')
  const goal = newEntity(goalFields, { status: 'active', order: keyAtEnd(goals) })
  goals.set(id, goal)
  fillText(goal.get('title') as Y.XmlFragment, title)
  return id
}

/** Adds a strategy with a title. */
export function addStrategy(doc: Y.Doc, title: string, id = strangeId()): string {
  const strategies = doc.getMap<unknown>('strategies')
  const strategy = newEntity(strategyFields, { status: 'idea', order: keyAtEnd(strategies) })
  strategies.set(id, strategy)
  fillText(strategy.get('title') as Y.XmlFragment, title)
  return id
}

/** Adds an entry with words to a journal. */
export function addEntry(doc: Y.Doc, author: string, words: string, id = strangeId()): string {
  const entry = newEntity(entryFields, { kind: 'observation', author, createdAt: '2026-11-21T10:00:00Z', status: 'final' })
  doc.getMap('entries').set(id, entry)
  fillText(entry.get('text') as Y.XmlFragment, words)
  return id
}

export const goalOf = (doc: Y.Doc, id: string): Y.Map<unknown> => doc.getMap<Y.Map<unknown>>('goals').get(id) as Y.Map<unknown>

/** The text of a goal. */
export const goalText = (doc: Y.Doc, id: string, key = 'title'): Y.XmlFragment => goalOf(doc, id).get(key) as Y.XmlFragment

/** The line that a text of one paragraph has. */
export const lineIn = (text: Y.XmlFragment, index = 0): Y.XmlText => (text.get(index) as Y.XmlElement).get(0) as Y.XmlText

