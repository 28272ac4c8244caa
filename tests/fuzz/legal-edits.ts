/** What people do in a plan and in a journal, chosen at random: all of it must be accepted. */
import * as Y from 'yjs'
import { entryFields, outcomes, stances, topics } from '#shared/journal/journal-part.ts'
import { newEntity } from '#shared/plan/containers.ts'
import { keyAtEnd, moveTo } from '#shared/plan/order.ts'
import { goalFields, goalStatuses, settings, stepFields, strategyFields } from '#shared/plan/plan-part.ts'
import type { Random } from './random.ts'

const letters = ['a', 'é', 'ñ', 'ع', '字', '👪', ' ', 'word ']

/** Types into, deletes from, or formats one of the runs of a text; sometimes adds or removes a paragraph or a list. */
export function editText(text: Y.XmlFragment, random: Random): void {
  const runs = runsIn(text)
  if (runs.length === 0 || random.chance(0.1)) {
    text.insert(random.below(text.length + 1), [random.chance(0.7) ? paragraph(random) : list(random)])
    return
  }
  if (text.length > 1 && random.chance(0.05)) return text.delete(random.below(text.length), 1)
  const run = random.pick(runs)
  const at = betweenCharacters(run, random.below(run.length + 1))
  const end = betweenCharacters(run, Math.min(at + 1 + random.below(3), run.length))
  if (run.length > 3 && random.chance(0.25)) run.delete(at, Math.max(0, end - at))
  else if (run.length > 3 && end > 0 && random.chance(0.1)) run.format(0, end, { [random.pick(['bold', 'italic'])]: random.chance(0.7) ? {} : null })
  else run.insert(at, random.pick(letters))
}

/** An editor never splits a character that takes two places; Yjs would put replacement characters for both halves. */
function betweenCharacters(run: Y.XmlText, index: number): number {
  let left = index
  // Walking the items is a good deal faster than asking Yjs for the words of the run, which it would spell with marks.
  for (let item = run._start; item !== null; item = item.right) {
    if (item.deleted || !item.countable) continue
    if (left < item.length) {
      const code = item.content instanceof Y.ContentString ? item.content.str.charCodeAt(left) : 0
      return code >= 0xdc00 && code <= 0xdfff ? index - 1 : index
    }
    left -= item.length
  }
  return index
}

function paragraph(random: Random): Y.XmlElement {
  const made = new Y.XmlElement('paragraph')
  made.insert(0, random.chance(0.3) ? [new Y.XmlText('x'), new Y.XmlElement('hardBreak'), new Y.XmlText('y')] : [new Y.XmlText(random.pick(letters))])
  return made
}

function list(random: Random): Y.XmlElement {
  const made = new Y.XmlElement(random.pick(['bulletList', 'orderedList']))
  const item = new Y.XmlElement('listItem')
  item.insert(0, [paragraph(random)])
  made.insert(0, [item])
  return made
}

const runsIn = (node: Y.XmlFragment | Y.XmlElement): Y.XmlText[] =>
  node.toArray().flatMap((child) => (child instanceof Y.XmlText ? [child] : child instanceof Y.XmlElement ? runsIn(child) : []))

const isText = (value: unknown): value is Y.XmlFragment => value instanceof Y.XmlFragment && !(value instanceof Y.XmlElement)
const textsOf = (entity: Y.Map<unknown>): Y.XmlFragment[] => [...entity.values()].filter(isText)
function hasTexts(entity: Y.Map<unknown>): boolean {
  for (const value of entity.values()) if (isText(value)) return true
  return false
}

/** The goals or entries that are whole: one that a crafted client made is completed by the server a moment later. */
const entitiesOf = (list_: Y.Map<unknown>): Y.Map<unknown>[] =>
  ([...list_.values()] as Y.Map<unknown>[]).filter(hasTexts)

/** One random act in a plan. */
export function editPlan(doc: Y.Doc, random: Random): void {
  const goals = doc.getMap<unknown>('goals')
  const strategies = doc.getMap<unknown>('strategies')
  const act = random.below(12)
  const [wholeGoals, wholeStrategies] = [entitiesOf(goals), entitiesOf(strategies)]
  const all = [...wholeGoals, ...wholeStrategies]
  if (all.length === 0 || act === 0) {
    goals.set(random.uuid(), newEntity(goalFields, { status: 'proposed', order: keyAtEnd(goals) }))
  } else if (act === 1) {
    strategies.set(random.uuid(), newEntity(strategyFields, { status: 'idea', order: keyAtEnd(strategies) }))
  } else if (act === 2 && goals.size > 1) {
    moveTo(goals, random.pick([...goals.keys()]), random.below(goals.size))
  } else if (act === 3 && wholeGoals.length > 0) {
    random.pick(wholeGoals).set('status', random.pick(goalStatuses))
  } else if (act === 4 && wholeStrategies.length > 0) {
    const steps = random.pick(wholeStrategies).get('steps') as Y.Map<unknown>
    if (steps.size < 7 && random.chance(0.7)) steps.set(random.uuid(), newEntity(stepFields, { order: keyAtEnd(steps) }))
    else if (steps.size > 0) steps.delete(random.pick([...steps.keys()]))
  } else if (act === 5 && wholeGoals.length > 0) {
    const set = random.pick(wholeGoals).get('settings') as Y.Map<true>
    const setting = random.pick(settings)
    if (set.has(setting)) set.delete(setting)
    else set.set(setting, true)
  } else if (act === 6 && goals.size > 2 && random.chance(0.2)) {
    goals.delete(random.pick([...goals.keys()]))
  } else if (act === 7) {
    editText(random.pick(textsOf(doc.getMap('about'))), random)
  } else {
    editText(random.pick(textsOf(random.pick(all))), random)
  }
}

/** A goal as a program makes it that knows no more than it must. */
export function addBareGoal(doc: Y.Doc, random: Random): void {
  const goals = doc.getMap<unknown>('goals')
  const goal = new Y.Map<unknown>()
  goal.set('status', 'proposed')
  goal.set('order', keyAtEnd(goals))
  goals.set(random.uuid(), goal)
}

/** One random act of a member in a journal: on entries of their own, or ones they are named in. */
export function editJournal(doc: Y.Doc, memberId: string, others: readonly string[], random: Random): void {
  const entries = doc.getMap<unknown>('entries')
  const all = entitiesOf(entries)
  const mine = all.filter((entry) => entry.get('author') === memberId)
  const named = all.filter((entry) => (entry.get('coAuthors') as Y.Map<true> | undefined)?.has(memberId) === true)
  const act = random.next()
  if (mine.length === 0 || act < 0.15) {
    const values = { kind: 'observation', author: memberId, createdAt: '2026-11-21T02:15:00-07:00', status: 'final', topic: random.pick(topics) }
    entries.set(random.uuid(), newEntity(entryFields, values))
  } else if (act < 0.2) {
    entries.set(random.uuid(), newEntity(entryFields, { ...begun('comment', memberId), ...aboutWords(random) }))
  } else if (act < 0.25) {
    random.pick(mine).set('status', random.pick(['amended', 'withdrawn']))
  } else if (act < 0.35) {
    ;(random.pick(mine).get('coAuthors') as Y.Map<true>).set(random.pick(others), true)
  } else {
    editText(random.pick(textsOf(random.pick([...mine, ...named]))), random)
  }
}

const begun = (kind: string, author: string) => ({ kind, author, createdAt: '2026-11-21T02:15:00-07:00', status: 'final' })

/** What a comment is about: some words of a goal, or an entry that it answers. */
function aboutWords(random: Random): Record<string, string> {
  if (random.chance(0.3)) return { subject: 'entry', subjectId: random.uuid(), stance: random.pick(stances) }
  const runs = Array.from({ length: 1 + random.below(32) }, () => `${random.below(2 ** 32)}.${random.below(9000)}.${1 + random.below(900)}`)
  const field = random.pick(['title', 'why', 'gas/-2', `steps/${random.uuid()}`])
  return { subject: 'goal', subjectId: random.uuid(), field, letters: runs.join(' '), quote: random.pick(letters) }
}

/** What became of somebody's suggestion, said by a member who may edit the plan. */
export function settleSuggestion(doc: Y.Doc, memberId: string, random: Random): void {
  const about = { subject: 'entry', subjectId: random.uuid(), outcome: random.pick(outcomes) }
  doc.getMap<unknown>('entries').set(random.uuid(), newEntity(entryFields, { ...begun('comment', memberId), ...about }))
}

/** One random act of a member in either part. `others`: whom they may name as co-authors. */
export function editPart(partId: string, doc: Y.Doc, memberId: string, others: readonly string[], random: Random): void {
  if (partId === 'plan') editPlan(doc, random)
  else editJournal(doc, memberId, others, random)
}
