/**
 * Words that people may have copied out of what goes, into words of the plan that stand in no document: what they wrote alone in
 * a visit, what the next visit is about, names of versions, what they did not agree with.
 */
import type { Tables } from '../../db/tables.ts'
import type { Transaction } from 'kysely'
import { wordsAt, type Shared } from '../part-view.ts'
import type { Point } from '../point.ts'

/** Shorter lines stand in many a sentence that copied nothing. */
const leastLetters = 8

/** The lines that stood in some texts at any of some points. */
export function linesAt(texts: readonly Shared[], points: readonly Point[]): string[] {
  const lines = points.flatMap((point) => texts.flatMap((text) => wordsAt(text, point).split('\n')))
  return [...new Set(lines.map((line) => line.trim()).filter((line) => line.length >= leastLetters))]
}

/** Puts a mark in the place of these words wherever they stand word for word. */
export async function blankCopies(trx: Transaction<Tables>, planId: string, words: readonly string[]): Promise<void> {
  // What holds another one goes first.
  const inOrder = words.toSorted((a, b) => b.length - a.length)
  const without = (text: string): string => inOrder.reduce((left, word) => left.replaceAll(word, '…'), text)
  const holdsAny = (text: string | null): text is string => text !== null && without(text) !== text

  for (const { id, label } of await trx.selectFrom('version').select(['id', 'label']).where('plan_id', '=', planId).execute()) {
    if (holdsAny(label)) await trx.updateTable('version').set({ label: without(label) }).where('id', '=', id).execute()
  }
  const agreements = await trx
    .selectFrom('agreement')
    .innerJoin('version', 'version.id', 'agreement.version_id')
    .select(['agreement.id', 'dissent'])
    .where('version.plan_id', '=', planId)
    .execute()
  for (const { id, dissent } of agreements) {
    if (holdsAny(dissent)) await trx.updateTable('agreement').set({ dissent: without(dissent) }).where('id', '=', id).execute()
  }
  for (const { id, next_words: next } of await trx.selectFrom('visit').select(['id', 'next_words']).where('plan_id', '=', planId).execute()) {
    if (holdsAny(next)) await trx.updateTable('visit').set({ next_words: without(next) }).where('id', '=', id).execute()
  }
  const lanes = await trx
    .selectFrom('visit_member')
    .innerJoin('visit', 'visit.id', 'visit_member.visit_id')
    .select(['visit_id', 'member_id', 'lane'])
    .where('visit.plan_id', '=', planId)
    .execute()
  for (const { visit_id: visitId, member_id: memberId, lane } of lanes) {
    if (holdsAny(lane)) await trx.updateTable('visit_member').set({ lane: without(lane) }).where('visit_id', '=', visitId).where('member_id', '=', memberId).execute()
  }
}
