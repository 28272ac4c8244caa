import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { rootOf } from '#shared/plan/containers.ts'
import { planPart } from '#shared/plan/plan-part.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import { replay } from '../../server/sync/compaction.ts'
import { renew } from '../../server/sync/rewrite-part.ts'
import { eraseContent } from '../../server/versions/erasure/erase-content.ts'
import { findContent, type FoundContent, type Scope } from '../../server/versions/erasure/find-content.ts'
import { itemsOf, keysAt, partAt, typeIn, type Shared } from '../../server/versions/part-view.ts'
import { Point } from '../../server/versions/point.ts'
import { lettersOf, PlanStory, storySeeds } from '../support/plan-story.ts'

const seeds = storySeeds(900)
const breathe = () => Promise.resolve()

function session(seed: number): { story: PlanStory; kept: Point[]; doc: Y.Doc } {
  const story = new PlanStory(seed)
  const kept: Point[] = []
  for (let step = 0; step < 100; step += 1) {
    story.step()
    if (story.random.chance(0.06)) kept.push(story.point())
    if (story.random.chance(0.03)) story.compact()
  }
  story.meet()
  kept.push(story.point())
  return { story, kept, doc: replay(story.history, false) }
}

const find = (doc: Y.Doc, scope: Scope, story: PlanStory, points: Point[]): Promise<FoundContent> =>
  findContent(doc, Object.keys(planPart.roots).map((name) => rootOf(doc, planPart, name)), scope, { points, authorship: story.authorship }, breathe)

/** What is stored, read again, as the server reads it. */
function storedAgain(doc: Y.Doc): Y.Doc {
  const read = new Y.Doc({ gc: false })
  Y.applyUpdate(read, Y.encodeStateAsUpdate(doc))
  return read
}

/** All letters by id that stand anywhere at a point, with everything they are in, in their order. */
function lettersAt(doc: Y.Doc, point: Point): string[] {
  const letters: string[] = []
  const visit = (type: Shared) => {
    for (const item of itemsOf(type)) {
      const inner = typeIn(item)
      if (inner !== null && point.hasItem(item)) visit(inner)
      if (!(item.content instanceof Y.ContentString)) continue
      for (const [from, to] of point.places(item.id.client, item.id.clock, item.length)) {
        for (let i = from; i < to; i += 1) letters.push(`${item.id.client}.${item.id.clock + i} ${item.content.str[i]}`)
      }
    }
    for (const key of keysAt(type, point).toSorted()) {
      const inner = (type._map.get(key)?.content as Y.ContentType | undefined)?.type
      if (inner !== undefined) visit(inner)
    }
  }
  for (const name of Object.keys(planPart.roots)) visit(doc.getMap(name))
  return letters
}

test.each(seeds)('[access 4] a goal that goes takes nothing else with it, at any point, and the live part goes on (seed %i)', async (seed) => {
  const { story, kept, doc } = session(seed)
  const ids = [...doc.getMap('goals')._map.keys()]
  const id = story.random.pick(ids)
  const before = kept.map((point) => partAt(doc, planPart, point) as { goals: { id: string }[] })
  eraseContent(doc, await find(doc, { path: ['goals', id], isThing: true, passage: null }, story, []))
  const clientId = renew(doc, story.authorship, new Date().toISOString())
  const after = storedAgain(doc)
  for (const [i, point] of kept.entries()) {
    const wanted = before[i] as (typeof before)[number]
    expect(partAt(after, planPart, point)).toEqual({ ...wanted, goals: wanted.goals.filter((goal) => goal.id !== id) })
  }
  // A device that is told to delete has the same as one that gets it new, and nobody waits for anything.
  const [fresh, device] = [new Y.Doc(), story.people[0]?.doc as Y.Doc]
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(doc))
  Y.applyUpdate(device, Y.encodeStateAsUpdate(doc))
  expect(partToJson(device, planPart)).toEqual(partToJson(fresh, planPart))
  expect([fresh.store.pendingStructs, device.store.pendingStructs, Y.decodeStateVector(Y.encodeStateVector(fresh)).get(clientId)]).toEqual([null, null, 1])
  // What the device writes from here on is understood by whoever got it new.
  device.getMap('safety').set('reviewedAt', '2026-11-22')
  Y.applyUpdate(fresh, Y.encodeStateAsUpdate(device, Y.encodeStateVector(fresh)))
  expect(partToJson(fresh, planPart)).toEqual(partToJson(device, planPart))
})

test.each(seeds)('[access 4] words that go leave every other letter where it was, at every point (seed %i)', async (seed) => {
  const { story, kept, doc } = session(seed)
  const all = lettersAt(doc, kept.at(-1) as Point).map((letter) => letter.split(' ')[1]).join('')
  const start = story.random.below(Math.max(1, all.length - 2))
  // Half a character is no passage: the server refuses it.
  const passage = all.slice(start, start + 2).toWellFormed().replaceAll('\uFFFD', 'z')
  const before = kept.map((point) => lettersAt(doc, point))
  const found = await find(doc, { path: [], isThing: false, passage }, story, kept)
  const gone = new Set(found.ranges.flatMap(({ client, clock, length }) => Array.from({ length }, (_, i) => `${client}.${clock + i}`)))
  eraseContent(doc, found)
  const after = storedAgain(doc)
  for (const [i, point] of kept.entries()) {
    expect(lettersAt(after, point)).toEqual((before[i] as string[]).filter((letter) => !gone.has(letter.split(' ')[0] as string)))
  }
  expect((await find(after, { path: [], isThing: false, passage }, story, [])).letters).toBe(0)
})

test.each(seeds)('[access 4] words are found wherever they stood after any row of the log, today or not (seed %i)', async (seed) => {
  const { story, doc } = session(seed)
  const live = new Y.Doc({ gc: false })
  const middle = story.docAt(Math.ceil(story.rows.length * 0.6))
  const runs = runsIn(middle).map((run) => run.toString()).filter((words) => words.length > 1)
  const some = runs.length === 0 ? 'none' : story.random.pick(runs)
  const at = story.random.below(some.length - 1)
  const passage = some.slice(at, at + 2).toWellFormed().replaceAll('\uFFFD', 'z')
  const stood = new Set<string>()
  for (const { bytes } of story.rows) {
    Y.applyUpdate(live, bytes)
    const now = Point.of(live)
    for (const run of runsIn(live)) {
      const letters = lettersOf(run).filter(({ id }) => now.has(...(id.split('.').map(Number) as [number, number])))
      const words = letters.map(({ letter }) => letter).join('')
      for (let i = words.indexOf(passage); i >= 0; i = words.indexOf(passage, i + 1)) for (const { id } of letters.slice(i, i + passage.length)) stood.add(id)
    }
  }
  const found = await find(doc, { path: [], isThing: false, passage }, story, [])
  const ids = new Set(found.ranges.flatMap(({ client, clock, length }) => Array.from({ length }, (_, i) => `${client}.${clock + i}`)))
  totals.push(stood.size)
  expect([...stood].filter((id) => !ids.has(id))).toEqual([])
})

const totals: number[] = []

test('there was something to find', () => expect(totals.filter((size) => size > 0).length).toBeGreaterThan(0))

/** Every run that was ever in a document. */
function runsIn(doc: Y.Doc): Y.XmlText[] {
  const runs: Y.XmlText[] = []
  const visit = (type: Shared) => {
    if (type instanceof Y.XmlText) runs.push(type)
    for (const item of itemsOf(type)) if (item.content instanceof Y.ContentType) visit(item.content.type)
    for (const last of type._map.values()) for (let item: Y.Item | null = last; item !== null; item = item.left) if (item.content instanceof Y.ContentType) visit(item.content.type)
  }
  for (const name of Object.keys(planPart.roots)) visit(doc.getMap(name))
  return runs
}
