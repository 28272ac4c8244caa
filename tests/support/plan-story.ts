/**
 * Six people work in one part: live and offline, with undo, formatting and moves. Every effect becomes a row of a log, as a
 * room makes them. Nothing here knows how history is read: oracles stand on it.
 */
import * as Y from 'yjs'
import { completeContainers } from '#shared/plan/containers.ts'
import { planPart } from '#shared/plan/plan-part.ts'
import { Authorship } from '../../server/sync/authorship.ts'
import { authorshipOf, replay } from '../../server/sync/compaction.ts'
import type { StoredPart, StoredUpdate } from '../../server/sync/log-store.ts'
import { PartDocument } from '../../server/sync/part-document.ts'
import { Point } from '../../server/versions/point.ts'
import { editPlan } from '../fuzz/legal-edits.ts'
import { Random } from '../fuzz/random.ts'

type Person = { readonly memberId: string; readonly doc: Y.Doc; readonly undo: Y.UndoManager; isOffline: boolean }

export const storyMembers = ['1', '2', '3', '4', '5', '6'].map((digit) => `${digit.repeat(8)}-0000-4000-8000-000000000000`)

/** Seeds for tests of histories: a few in every run, as many as VERSIONS_SEEDS says in the long form. */
export const storySeeds = (first: number): number[] => Array.from({ length: Number(process.env['VERSIONS_SEEDS'] ?? 3) }, (_, i) => first + i)

export class PlanStory {
  readonly rows: StoredUpdate[] = []
  readonly random: Random
  readonly room: PartDocument
  readonly people: readonly Person[]
  /** What was compacted into one state. */
  #folded: { history: Uint8Array; authors: Uint8Array; seq: number } | null = null

  constructor(seed: number) {
    this.random = new Random(seed)
    const first = new Y.Doc()
    first.transact(() => completeContainers(first, planPart))
    this.#addRow(null, Y.encodeStateAsUpdate(first))
    this.room = new PartDocument({ kind: 'plan' }, this.#stored(this.rows))
    this.people = storyMembers.map((memberId) => {
      const doc = new Y.Doc()
      Y.applyUpdate(doc, this.room.whole)
      return { memberId, doc, undo: new Y.UndoManager(Object.keys(planPart.roots).map((name) => doc.getMap(name)), { captureTimeout: 0 }), isOffline: false }
    })
  }

  #addRow(memberId: string | null, bytes: Uint8Array): void {
    this.rows.push({ seq: this.rows.length + 1, bytes, memberId, at: new Date(Date.UTC(2026, 10, 21, 2, this.rows.length)).toISOString() })
  }

  #stored(updates: StoredUpdate[]): StoredPart {
    return { state: null, updates, lastSeq: updates.length, owners: new Map() }
  }

  /** Takes an update as a room does. */
  take(memberId: string, update: Uint8Array): void {
    const effect = this.room.apply(update)
    if (effect !== null) this.#addRow(memberId, effect)
    const completed = this.room.complete()
    if (completed !== null) this.#addRow(null, completed)
  }

  /** One person does something, or comes online again. */
  step(): void {
    const { random } = this
    const person = random.pick(this.people)
    const act = random.below(10)
    if (act === 0) person.undo.undo()
    else if (act === 1) person.undo.redo()
    else person.doc.transact(() => editPlan(person.doc, random))
    if (random.chance(0.1)) person.isOffline = !person.isOffline
    if (!person.isOffline) this.#sync(person)
    const other = random.pick(this.people)
    if (!other.isOffline) this.#sync(other)
  }

  /** Everybody is online and has everything. */
  meet(): void {
    for (let i = 0; i < 2; i += 1) for (const person of this.people) this.#sync(person)
  }

  #sync({ memberId, doc }: Person): void {
    this.take(memberId, Y.encodeStateAsUpdate(doc, this.room.stateVector()))
    Y.applyUpdate(doc, this.room.stateSince(Y.encodeStateVector(doc)))
  }

  /** Folds the log as compaction does. */
  compact(): void {
    const doc = replay(this.history, false)
    this.#folded = { history: Y.encodeStateAsUpdate(doc), authors: this.authorship.encode(), seq: this.rows.length }
  }

  /** The part with everything ever written, as it is on disk. */
  get history(): StoredPart {
    if (this.#folded === null) return this.#stored(this.rows)
    const { history, seq } = this.#folded
    return { ...this.#stored(this.rows.slice(seq)), state: { seq, bytes: history }, lastSeq: this.rows.length }
  }

  get authorship(): Authorship {
    if (this.#folded === null) return authorshipOf(this.#stored(this.rows))
    const { authors, seq } = this.#folded
    return authorshipOf({ ...this.#stored(this.rows.slice(seq)), state: { seq, bytes: authors }, lastSeq: this.rows.length })
  }

  /** The part as one who reads the log up to a row sees it, by Yjs alone. */
  docAt(seq: number): Y.Doc {
    return replay(this.#stored(this.rows.slice(0, seq)), false)
  }

  /** The point of the part now, as a version keeps it. */
  point(): Point {
    return Point.decode(Point.of(replay(this.history, false)).encode())
  }
}

export type Letter = { readonly id: string; readonly letter: string }

/** The letters of a text that stand in a document now, each with its id. */
export function lettersOf(node: Pick<Y.AbstractType<unknown>, '_start'>): Letter[] {
  const letters: Letter[] = []
  for (let item = node._start; item !== null; item = item.right) {
    if (item.deleted) continue
    const { content, id } = item
    if (content instanceof Y.ContentType) letters.push(...lettersOf(content.type))
    if (content instanceof Y.ContentString) for (let i = 0; i < content.str.length; i += 1) letters.push({ id: `${id.client}.${id.clock + i}`, letter: content.str[i] as string })
  }
  return letters
}

/** Who put in and who took out each id, by a naive replay of the rows: the first one counts. */
export function naiveAuthors(rows: readonly StoredUpdate[]): { wrote: Map<string, string | null>; removed: Map<string, string | null> } {
  const [wrote, removed] = [new Map<string, string | null>(), new Map<string, string | null>()]
  const note = (map: Map<string, string | null>, client: number, clock: number, length: number, memberId: string | null) => {
    for (let i = clock; i < clock + length; i += 1) if (!map.has(`${client}.${i}`)) map.set(`${client}.${i}`, memberId)
  }
  for (const { bytes, memberId } of rows) {
    const { structs, ds } = Y.decodeUpdate(bytes)
    for (const { id, length } of structs) note(wrote, id.client, id.clock, length, memberId)
    for (const [client, ranges] of ds.clients) for (const { clock, len } of ranges) note(removed, client, clock, len, memberId)
  }
  return { wrote, removed }
}
