import assert from 'node:assert/strict'
import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { planPart } from '#shared/plan/plan-part.ts'
import { plainText } from '#shared/plan/text.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import { replay } from '../../server/sync/compaction.ts'
import { firstsOf } from '../../server/versions/authors-of-text.ts'
import { diffPart, type PartChange } from '../../server/versions/diff-part.ts'
import { partAt } from '../../server/versions/part-view.ts'
import { reachesIn, type Point } from '../../server/versions/point.ts'
import { spansOf, taggedSpansOf } from '../../server/versions/text-spans.ts'
import { lettersOf, naiveAuthors, PlanStory, storySeeds } from '../support/plan-story.ts'

type Json = Record<string, unknown>
type Row = Json & { id: string }
type Kept = { seq: number; point: Point; json: Json }

/** A long session with points kept on the way, compacted between some of them. */
function session(seed: number, steps = 120): { story: PlanStory; kept: Kept[] } {
  const story = new PlanStory(seed)
  const kept: Kept[] = []
  for (let step = 0; step < steps; step += 1) {
    story.step()
    // One always lies half-way: between two points there is something to compare.
    if (story.random.chance(0.05) || step === steps / 2) kept.push({ seq: story.rows.length, point: story.point(), json: partToJson(story.docAt(story.rows.length), planPart) })
    if (story.random.chance(0.03)) story.compact()
  }
  story.meet()
  kept.push({ seq: story.rows.length, point: story.point(), json: partToJson(story.docAt(story.rows.length), planPart) })
  return { story, kept }
}

const seeds = storySeeds(100)

test.each(seeds)('[V1] points give back what was there, however the log was compacted since (seed %i)', (seed) => {
  const { story, kept } = session(seed)
  const doc = replay(story.history, false)
  for (const { seq, point, json } of kept) expect(partAt(doc, planPart, point), `row ${seq}`).toEqual(json)
})

test.each(seeds)('[V1] a point is the same however the log was batched (seed %i)', (seed) => {
  const { story } = session(seed)
  const point = Buffer.from(story.point().encode())
  const one = Y.mergeUpdates(story.rows.map(({ bytes }) => bytes))
  const doc = replay({ state: null, updates: [{ seq: 1, bytes: one, memberId: null, at: '' }], lastSeq: 1, owners: new Map() }, false)
  expect(Buffer.compare(Buffer.from(Y.encodeSnapshotV2(Y.snapshot(doc))), point)).toBe(0)
})

/** Every text that stands in a document, by its path. */
function textsOf(doc: Y.Doc): Map<string, Y.XmlFragment> {
  const texts = new Map<string, Y.XmlFragment>()
  const visit = (type: unknown, path: string) => {
    if (type instanceof Y.XmlFragment) texts.set(path, type)
    else if (type instanceof Y.Map) for (const [key, value] of type as Y.Map<unknown>) visit(value, `${path}.${key}`)
  }
  for (const name of Object.keys(planPart.roots)) visit(doc.getMap(name), name)
  return texts
}

test.each(seeds)('[W1] [W2] every letter that is there, came or went has the author that a naive replay of the log gives it (seed %i)', (seed) => {
  const { story, kept } = session(seed)
  const { wrote, removed } = naiveAuthors(story.rows)
  const [doc, authorship] = [replay(story.history, false), story.authorship]
  let letters = 0
  for (let i = 1; i < kept.length; i += 1) {
    const [from, to] = [kept[i - 1] as Kept, kept[i] as Kept]
    const [earlier, later] = [textsOf(story.docAt(from.seq)), textsOf(story.docAt(to.seq))]
    for (const [path, text] of textsOf(doc)) {
      const [was, is] = [earlier.get(path), later.get(path)]
      // A text that was removed and made again is another one.
      const isSame = (other: Y.XmlFragment | undefined) => other === undefined || JSON.stringify(other._item?.id) === JSON.stringify(text._item?.id)
      if (!isSame(was) || !isSame(is)) continue
      const spans = spansOf(text, { from: from.point, to: to.point, authorship })
      const words = (...ops: string[]) => spans.filter(({ op }) => ops.includes(op)).map((span) => span.text).join('')
      expect(words('same', 'delete'), path).toBe(was === undefined ? '' : plainText(was))
      expect(words('same', 'insert'), path).toBe(is === undefined ? '' : plainText(is))
      const [before, after] = [was === undefined ? [] : lettersOf(was), is === undefined ? [] : lettersOf(is)]
      const [ids, stays] = [new Set(before.map(({ id }) => id)), new Set(after.map(({ id }) => id))]
      const told = (op: string) => spans.filter((span) => span.op === op).flatMap(({ text: run, by }) => run.split('').filter((letter) => letter !== '\n').map((letter) => `${letter} ${by}`))
      const expected = (of: typeof before, authors: typeof wrote) => of.map(({ id, letter }) => `${letter} ${authors.get(id) ?? null}`)
      expect(told('same')).toEqual(expected(after.filter(({ id }) => ids.has(id)), wrote))
      expect(told('insert')).toEqual(expected(after.filter(({ id }) => !ids.has(id)), wrote))
      expect(told('delete')).toEqual(expected(before.filter(({ id }) => !stays.has(id)), removed))
      letters += spans.length
    }
  }
  expect(letters).toBeGreaterThan(0)
})

test.each(seeds)('[W1] [W2] of today\'s letters each has the author and the first version that a naive replay gives it (seed %i)', async (seed) => {
  const { story, kept } = session(seed)
  const { wrote } = naiveAuthors(story.rows)
  const [doc, authorship, now] = [replay(story.history, false), story.authorship, story.point()]
  const versions = kept.map(({ seq }) => ({ id: `version ${seq}`, seq }))
  const idsBy = kept.map(({ seq }) => new Set(naiveAuthors(story.rows.slice(0, seq)).wrote.keys()))
  const firstOf = (id: string) => versions[idsBy.findIndex((ids) => ids.has(id))]?.id
  for (const [path, text] of textsOf(story.docAt(story.rows.length))) {
    const letters = lettersOf(text)
    const ids = Map.groupBy(letters, ({ id }) => Number(id.split('.')[0]))
    const clocks = new Map([...ids].map(([client, some]) => [client, new Set(some.map(({ id }) => Number(id.split('.')[1])))]))
    const firsts = await firstsOf(clocks, versions, async (seq) => reachesIn(kept.find((one) => one.seq === seq)?.point.encode() ?? new Uint8Array()))
    for (const { id } of letters) expect(firsts.get(id), `${path} ${id}`).toBe(firstOf(id))
    const own = textsOf(doc).get(path) as Y.XmlFragment
    const told = taggedSpansOf(own, { from: now, to: now, authorship }, (client, clock) => `${client}.${clock}`).filter((span) => span.text !== '\n')
    expect(told.map(({ tag, text: letter, by }) => `${tag} ${letter} ${by}`)).toEqual(letters.map(({ id, letter }) => `${id} ${letter} ${wrote.get(id) ?? null}`))
  }
})

/** Applies changes to a plan as JSON, without knowing how they were found. */
function applied(json: Json, changes: readonly PartChange[]): Json {
  const plan = structuredClone(json)
  const listOf = ({ entity, within }: PartChange): Row[] => {
    if (entity === 'goal') return plan.goals as Row[]
    const strategies = plan.strategies as Row[]
    if (entity === 'strategy') return strategies
    return strategies.find(({ id }) => id === within)?.[entity === 'step' ? 'steps' : 'resources'] as Row[]
  }
  const placed: { list: Row[]; row: Row; place: number }[] = []
  for (const change of changes) {
    const { kind, entity, id } = change
    const isRecord = entity === 'about' || entity === 'expectations' || entity === 'safety'
    const list = isRecord ? [] : listOf(change)
    const index = list.findIndex((row) => row.id === id)
    if (kind === 'removed') list.splice(index, 1)
    else if (kind === 'added') placed.push({ list, row: structuredClone(change.after) as Row, place: change.place as number })
    else if (kind === 'moved') placed.push({ list, row: list.splice(index, 1)[0] as Row, place: change.after as number })
    else {
      const path = (change.field as string).split('.')
      const key = path.pop() as string
      const entityOfChange = isRecord ? (plan[entity] as Json) : ((index < 0 ? placed.find(({ row }) => row.id === id)?.row : list[index]) as Json)
      const target = path.reduce((at, step) => (at[step] ??= {}) as Json, entityOfChange)
      if (change.spans !== undefined) {
        const words = (op: string) => change.spans?.filter((span) => span.op === 'same' || span.op === op).map(({ text }) => text).join('')
        assert.equal(words('delete'), target[key] ?? '')
        assert.equal(words('insert'), change.after)
      }
      if (change.after === undefined) delete target[key]
      else target[key] = change.after
    }
  }
  for (const { list, row, place } of placed.toSorted((a, b) => a.place - b.place)) list.splice(place, 0, row)
  return plan
}

/** Without the keys that order lists, and without what is empty. */
const shown = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value, (key, inner: unknown) => (key === 'order' || inner === '' || (Array.isArray(inner) && inner.length === 0) ? undefined : inner)))

test.each(seeds)('applying what changed between two points to the first gives the second (seed %i)', (seed) => {
  const { story, kept } = session(seed)
  const doc = replay(story.history, false)
  const { authorship } = story
  for (const from of kept) {
    for (const to of kept) {
      const changes = diffPart(doc, planPart, { from: from.point, to: to.point, authorship })
      expect(from === to && changes.length > 0).toBe(false)
      expect(shown(applied(from.json, changes)), `rows ${from.seq} to ${to.seq}`).toEqual(shown(to.json))
    }
  }
})
