/**
 * The first content of a plan: its empty containers, made once, by the server, in the transaction that makes the plan.
 * No device ever makes them, so two devices that open a new plan at the same moment cannot make them twice.
 */
import type { Transaction } from 'kysely'
import { completeContainers } from '#shared/plan/containers.ts'
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import type { Tables } from '../db/tables.ts'
import { PartWriter } from './part-writer.ts'

/** The parts that every plan has from its first moment. The others are made when somebody first opens them. */
const firstParts = ['plan', 'journal.team', 'journal.guardians']

/** Makes those parts and their containers. */
export async function seedParts(trx: Transaction<Tables>, planId: string, at: string): Promise<void> {
  for (const partId of firstParts) {
    const writer = await PartWriter.open(trx, planId, partId)
    await writer.writeAs(null, at, (doc) => completeContainers(doc, shapeOf(parsePart(partId) as Part)))
  }
}
