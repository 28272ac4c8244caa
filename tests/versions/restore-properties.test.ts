import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { planPart } from '#shared/plan/plan-part.ts'
import { partToJson } from '#shared/plan/to-json.ts'
import { replay } from '../../server/sync/compaction.ts'
import { diffPart } from '../../server/versions/diff-part.ts'
import type { PartHistory } from '../../server/versions/part-history.ts'
import { Point } from '../../server/versions/point.ts'
import { restoringUpdate, type Choice } from '../../server/versions/restore-part.ts'
import { lettersOf, PlanStory, storyMembers, storySeeds } from '../support/plan-story.ts'

const seeds = storySeeds(500)
const restorer = storyMembers[0] as string

function session(seed: number): { story: PlanStory; kept: Point[] } {
  const story = new PlanStory(seed)
  const kept: Point[] = []
  for (let step = 0; step < 100; step += 1) {
    story.step()
    if (story.random.chance(0.06)) kept.push(story.point())
    if (story.random.chance(0.03)) story.compact()
  }
  story.meet()
  kept.push(story.point())
  return { story, kept }
}

function openHistory(story: PlanStory): PartHistory {
  const doc = replay(story.history, false)
  return { part: { kind: 'plan' }, shape: planPart, doc, seq: story.rows.length, now: Point.of(doc), bytes: 0 }
}

/** Restores as the server does: what comes out must pass the judge like anybody's words. */
function restore(story: PlanStory, then: Point, choice: Choice = {}, history = openHistory(story)): void {
  const update = restoringUpdate(history, then, choice)
  if (update === null) return
  const judgement = story.room.judge(new Map(), { memberId: restorer, canWrite: true, mayEditPlan: true }, update)
  expect(judgement).toMatchObject({ accepted: true })
  story.take(restorer, update)
}

const changesSince = (story: PlanStory, then: Point) => {
  const { doc, now } = openHistory(story)
  return diffPart(doc, planPart, { from: then, to: now, authorship: story.authorship })
}

const isNewcomer = ({ kind, within }: { kind: string; within?: string }) => kind === 'added' && within === undefined

test.each(seeds)('[V3] restored and compared: nothing differs but what was added since, and it stays (seed %i)', (seed) => {
  const { story, kept } = session(seed)
  for (let round = 0; round < 4; round += 1) {
    const then = story.random.pick(kept)
    const { doc, now } = openHistory(story)
    const before = partToJson(doc, planPart) as Record<string, { id: string }[]>
    const untouched = lettersIn(doc).filter(({ id }) => {
      const [client, clock] = id.split('.').map(Number) as [number, number]
      return then.has(client, clock) && now.has(client, clock)
    })
    restore(story, then)
    const there = new Set(lettersIn(story.docAt(story.rows.length)).map(({ id }) => id))
    expect(untouched.filter(({ id }) => !there.has(id))).toEqual([])
    expect(changesSince(story, then).filter((change) => !isNewcomer(change))).toEqual([])
    const after = partToJson(openHistory(story).doc, planPart) as Record<string, { id: string }[]>
    for (const list of ['goals', 'strategies']) expect(after[list]?.map(({ id }) => id)).toEqual(expect.arrayContaining(before[list]?.map(({ id }) => id) ?? []))
    story.meet()
    for (let step = 0; step < 5; step += 1) story.step()
    story.meet()
  }
})

test.each(seeds)('[V3] restoring what stood right before undoes a restore (seed %i)', (seed) => {
  const { story, kept } = session(seed)
  const before = story.point()
  restore(story, story.random.pick(kept))
  restore(story, before)
  expect(changesSince(story, before).filter((change) => !isNewcomer(change))).toEqual([])
})

test.each(seeds)('[V3] one goal: what else there is stays as it is (seed %i)', (seed) => {
  const { story, kept } = session(seed)
  const then = story.random.pick(kept)
  const history = openHistory(story)
  const goals = (partToJson(history.doc, planPart).goals as { id: string }[]).map(({ id }) => id)
  const id = goals.length === 0 ? 'none' : story.random.pick(goals)
  const now = story.point()
  restore(story, then, { goalIds: [id] }, history)
  expect(changesSince(story, now).every((change) => change.id === id && change.kind === 'changed')).toBe(true)
  expect(changesSince(story, then).filter((change) => change.id === id && change.kind === 'changed')).toEqual([])
})

test.each(seeds)('[V3] what others type while a restore is under way survives, and everybody ends with the same (seed %i)', (seed) => {
  const { story, kept } = session(seed)
  const then = story.random.pick(kept)
  const stale = openHistory(story)
  // Typed after the history was read: some of it arrives before the restore, some after.
  const typed: string[] = []
  const type = (person: (typeof story.people)[number]) => {
    for (const run of runsOf(person.doc).filter((candidate) => stoodAt(candidate, then))) {
      if (!story.random.chance(0.4)) continue
      const from = Y.getState(person.doc.store, person.doc.clientID)
      run.insert(story.random.below(run.length + 1), 'ZZ')
      typed.push(...[0, 1].map((i) => `${person.doc.clientID}.${from + i}`))
    }
  }
  const [early, late] = [story.people[1], story.people[2]].map((person) => person as (typeof story.people)[number])
  type(early as (typeof story.people)[number])
  story.take(storyMembers[1] as string, Y.encodeStateAsUpdate((early as (typeof story.people)[number]).doc, story.room.stateVector()))
  type(late as (typeof story.people)[number])
  restore(story, then, {}, stale)
  story.meet()
  const doc = story.docAt(story.rows.length)
  const there = new Set(runsOf(doc).flatMap((run) => lettersOf(run).map(({ id }) => id)))
  expect(typed.filter((id) => !there.has(id))).toEqual([])
  expect(doc.store.pendingStructs).toBeNull()
  for (const person of story.people) expect(partToJson(person.doc, planPart)).toEqual(partToJson(doc, planPart))
})

const lettersIn = (doc: Y.Doc) => runsOf(doc).flatMap((run) => lettersOf(run))

/** Every run of words that stands in a plan. */
function runsOf(doc: Y.Doc): Y.XmlText[] {
  const runs: Y.XmlText[] = []
  const visit = (type: unknown) => {
    if (type instanceof Y.XmlText) runs.push(type)
    else if (type instanceof Y.XmlFragment) type.toArray().forEach(visit)
    else if (type instanceof Y.Map) [...(type as Y.Map<unknown>).values()].forEach(visit)
  }
  for (const name of Object.keys(planPart.roots)) visit(doc.getMap(name))
  return runs
}

/** Whether a run stood then as well, with everything it is in. */
function stoodAt(run: Y.XmlText, then: Point): boolean {
  for (let item = run._item; item !== null; item = (item.parent as Y.AbstractType<unknown>)._item) if (!then.hasItem(item)) return false
  return true
}
