/**
 * Writes the content of a sample plan through the same documents and log as real work: each text by the member who
 * wrote it, at the time the sample says, so that authorship and history are those of a plan that people lived with.
 */
import { randomUUID } from 'node:crypto'
import type { Transaction } from 'kysely'
import * as Y from 'yjs'
import { entryFields } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { keyAtEnd } from '#shared/plan/order.ts'
import { domains, goalFields, stepFields, strategyFields } from '#shared/plan/plan-part.ts'
import type { Fields } from '#shared/plan/shape.ts'
import { fillText } from '#shared/plan/text.ts'
import type { Tables } from '../db/tables.ts'
import { PartWriter } from '../sync/part-writer.ts'
import { entryDrafts, type EntryDraft, type IdOf } from './sample-entries.ts'
import type { SampleGoal, SamplePlan, SampleStrategy } from './sample-plan.ts'

export type SampleContext = {
  planId: string
  samplePlan: SamplePlan
  /** The member id of a sample user in this plan. */
  memberIdOf: (userId: string) => string
}

/** Writes everything. Gives back the id that each thing of the sample got. */
export async function writeSampleContent(trx: Transaction<Tables>, { planId, samplePlan, memberIdOf }: SampleContext): Promise<IdOf> {
  const ids = new Map<string, string>([[samplePlan.id, planId]])
  const idOf: IdOf = (sampleId) => {
    const id = ids.get(sampleId) ?? randomUUID()
    ids.set(sampleId, id)
    return id
  }
  await writePlanPart(trx, { planId, samplePlan, memberIdOf }, idOf)
  for (const [partId, drafts] of entriesByPart(entryDrafts(samplePlan, idOf, memberIdOf))) {
    const writer = await PartWriter.open(trx, planId, partId)
    for (const draft of drafts) await writer.writeAs(draft.author, draft.createdAt, (doc) => addEntry(doc, draft))
  }
  return idOf
}

function entriesByPart(drafts: EntryDraft[]): Map<string, EntryDraft[]> {
  const byPart = new Map<string, EntryDraft[]>()
  for (const draft of drafts.toSorted((a, b) => Date.parse(a.createdAt) - Date.parse(b.createdAt))) {
    byPart.set(draft.partId, [...(byPart.get(draft.partId) ?? []), draft])
  }
  return byPart
}

async function writePlanPart(trx: Transaction<Tables>, { planId, samplePlan, memberIdOf }: SampleContext, idOf: IdOf): Promise<void> {
  const { careTeam, period, child, expectations, goals, strategies, safetyPlan } = samplePlan
  const writer = await PartWriter.open(trx, planId, 'plan')
  const memberWith = (role: string) => memberIdOf((careTeam.find((person) => person.role === role) ?? careTeam[0])?.userId ?? '')
  const [lead, guardian] = [memberWith('lead-therapist'), memberWith('guardian-full')]
  const visitAt = (minute: number) => new Date(Date.parse(`${period.start}T16:00:00Z`) + minute * 60_000).toISOString()

  await writer.writeAs(guardian, visitAt(0), (doc) => fillFields(doc.getMap('about'), child.aboutMe))
  await writer.writeAs(lead, visitAt(5), (doc) => fillFields(doc.getMap('expectations'), expectations))
  for (const [i, goal] of goals.entries()) {
    await writer.writeAs(lead, visitAt(10 + i), (doc) => addGoal(doc, goal, idOf))
    await writer.writeAs(guardian, visitAt(20 + i), (doc) => {
      const { familyWords, childWords } = goal
      fillFields(doc.getMap('goals').get(idOf(goal.id)) as Y.Map<unknown>, { familyWords, childWords })
    })
  }
  for (const [i, strategy] of strategies.entries()) {
    await writer.writeAs(lead, visitAt(30 + i), (doc) => addStrategy(doc, strategy, idOf, memberIdOf))
  }
  if (safetyPlan !== undefined) {
    await writer.writeAs(guardian, visitAt(50), (doc) => addSafetyPlan(doc, safetyPlan))
  }
}

/** Fills the texts of a record that are in `words`; keys the record does not have are left out. */
function fillFields(map: Y.Map<unknown>, words: Record<string, string | null>): void {
  for (const [key, value] of Object.entries(words)) {
    const fragment = map.get(key)
    if (fragment instanceof Y.XmlFragment && value !== null && value !== '') fillText(fragment, value)
  }
}

function addEntity(list: Y.Map<unknown>, id: string, fields: Fields, values: Record<string, string | number | boolean>): Y.Map<unknown> {
  const entity = newEntity(fields, 'order' in fields ? { ...values, order: keyAtEnd(list) } : values)
  list.set(id, entity)
  return entity
}

const addToSet = (set: unknown, keys: string[]): void => {
  if (set instanceof Y.Map) for (const key of keys) set.set(key, true)
}

/** The sample's words for a domain, where they are not ours already. */
const domainNames: Record<string, string> = { 'daily living': 'daily-living', 'family life': 'family', coping: 'feelings' }

function addGoal(doc: Y.Doc, goal: SampleGoal, idOf: IdOf): void {
  const { title, gas, settings, startDate, reviewDate } = goal
  const domain = domainNames[goal.domain] ?? goal.domain
  const entity = addEntity(doc.getMap('goals'), idOf(goal.id), goalFields, {
    status: goal.status,
    domain: (domains as readonly string[]).includes(domain) ? domain : 'other',
    baseline: gas.baselineLevel,
    importance: gas.weight.importance,
    difficulty: gas.weight.difficulty,
    startDate,
    reviewDate,
  })
  fillFields(entity, { title })
  fillFields(entity.get('gas') as Y.Map<unknown>, gas.levels)
  addToSet(entity.get('settings'), settings)
}

function addStrategy(doc: Y.Doc, strategy: SampleStrategy, idOf: IdOf, memberIdOf: (userId: string) => string): void {
  const { title, why, whatToSay, ifItIsHard, routine, setting, howOften } = strategy
  const status = strategy.status === 'active' ? 'learning' : strategy.status
  const entity = addEntity(doc.getMap('strategies'), idOf(strategy.id), strategyFields, { status, routine, setting, howOften })
  fillFields(entity, { title, why, say: whatToSay, ifHard: ifItIsHard })
  for (const step of strategy.steps) {
    fillFields(addEntity(entity.get('steps') as Y.Map<unknown>, randomUUID(), stepFields, {}), { text: step.text })
  }
  addToSet(entity.get('goals'), strategy.goalIds.map(idOf))
  addToSet(entity.get('who'), strategy.whoIds.map(memberIdOf))
}

function addSafetyPlan(doc: Y.Doc, plan: NonNullable<SamplePlan['safetyPlan']>): void {
  const safety = doc.getMap<unknown>('safety')
  const lines = (items: (string | { name: string; how: string })[]) =>
    items.map((item) => (typeof item === 'string' ? item : `${item.name}: ${item.how}`)).join('\n')
  const { warningSigns, thingsICanDo, peopleAndPlaces, grownUpsToAsk, professionals, makingHomeSafer } = plan
  const texts = { warningSigns, thingsICanDo, peopleAndPlaces, grownUpsToAsk, professionals, makingHomeSafer }
  fillFields(safety, Object.fromEntries(Object.entries(texts).map(([key, items]) => [key, lines(items)])))
  safety.set('reviewedAt', plan.reviewedAt)
}

function addEntry(doc: Y.Doc, { id, kind, author, createdAt, values, texts, goals, strategies, sleep }: EntryDraft): void {
  const entry = addEntity(doc.getMap('entries'), id, entryFields, { kind, author, createdAt, ...values })
  fillFields(entry, texts)
  addToSet(entry.get('goals'), goals)
  addToSet(entry.get('strategies'), strategies)
  for (const [key, value] of Object.entries(sleep ?? {})) (entry.get('sleep') as Y.Map<unknown>).set(key, value)
}
