/**
 * Carries confirmed orders out: at once, and again every minute and at the start for what was broken off. What goes from the
 * rows of the database goes in one transaction; then its files are written anew, and only after that is an order done.
 */
import { parsePart, shapeOf, type Part } from '#shared/plan/parts.ts'
import * as Y from 'yjs'
import type { Database } from '../../db/database.ts'
import { AppError } from '../../errors.ts'
import { scrubErasedPlans } from '../../plans/erase-plan.ts'
import type { CallOff, Clock } from '../../sync/clock.ts'
import { authorshipOf, replay } from '../../sync/compaction.ts'
import { renew, replacePart } from '../../sync/rewrite-part.ts'
import type { RoomRegistry } from '../../sync/room-registry.ts'
import { hashOf } from '../canonical.ts'
import { readPoint } from '../kept-points.ts'
import { partAt } from '../part-view.ts'
import { Point } from '../point.ts'
import type { VersionDeps } from '../take-version.ts'
import { blankCopies, linesAt } from './copies.ts'
import { eraseContent } from './erase-content.ts'
import type { FoundContent } from './find-content.ts'
import { breathe, findInPart, scopeOf } from './scope.ts'
import { listPointRows, listUnfinished, noteDone, noteErased, type ChangedPoint, type ErasureRecord } from './store.ts'

export type ErasureDeps = VersionDeps & { readonly database: Database; readonly rooms: Pick<RoomRegistry, 'whileShut'> }

/** How often what is left is tried again. */
const lookMs = 60_000
/** A server that stops has other things to bring to disk. */
const closeMs = 1_000

export class Erasures {
  readonly #deps: ErasureDeps
  #stop: CallOff | null = null
  #look: Promise<void> | null = null
  #isAskedAgain = false

  constructor(deps: ErasureDeps) {
    this.#deps = deps
  }

  /** Looks now, and then every minute. */
  start(clock: Clock): void {
    this.#stop = clock.every(lookMs, () => void this.look())
    void this.look()
  }

  /** Carries out every order that is confirmed by now. */
  look(): Promise<void> {
    this.#isAskedAgain = true
    this.#look ??= this.#work().finally(() => {
      this.#look = null
    })
    return this.#look
  }

  /** Ends the looking. Waits a moment for the one under way: what it does not finish is taken up at the next start. */
  async close(): Promise<void> {
    this.#stop?.()
    this.#stop = null
    await Promise.race([this.#look, new Promise((resolve) => setTimeout(resolve, closeMs).unref())])
  }

  async #work(): Promise<void> {
    while (this.#isAskedAgain) {
      this.#isAskedAgain = false
      try {
        await carryOutAll(this.#deps)
        await scrubErasedPlans(this.#deps, this.#deps.log)
      } catch (cause) {
        this.#deps.report(cause, { planId: '', partId: '' })
      }
    }
  }
}

/** One that cannot be carried out now does not keep the others from it. */
async function carryOutAll(deps: ErasureDeps): Promise<void> {
  const erased: ErasureRecord[] = []
  for (const order of await listUnfinished(deps.db)) {
    const { plan_id: planId, partId } = order
    try {
      if (order.erased_at === null) await deps.rooms.whileShut({ planId, partId }, () => eraseFromPart(deps, order))
      erased.push(order)
    } catch (cause) {
      deps.report(cause, { planId, partId })
    }
  }
  if (erased.length === 0) return
  await deps.log.scrub()
  for (const { id } of erased) await noteDone(deps.db, id, deps.now().toISOString())
}

/** Everything in one transaction. Made anew where somebody wrote past the rooms meanwhile. */
async function eraseFromPart(deps: ErasureDeps, order: ErasureRecord): Promise<void> {
  const part = parsePart(order.partId)
  if (part === null) throw new AppError('not-found')
  deps.histories.forget(order.part_key)
  for (let tries = 1; !(await tryToErase(deps, order, part)); tries += 1) if (tries === 5) throw new AppError('storage-unavailable')
  deps.histories.forget(order.part_key)
}

async function tryToErase(deps: ErasureDeps, order: ErasureRecord, part: Part): Promise<boolean> {
  const { part_key: partKey, entity, entity_id: id, within_id: within, field, passage } = order
  const place = entity === null ? null : { entity, id: id ?? '', ...(within !== null && { within }), ...(field !== null && { field }) }
  const scope = scopeOf(part, place, passage)
  if (scope === null) throw new AppError('bad-request')
  const [stored, authors] = [await deps.log.load(partKey, 'history'), await deps.log.load(partKey, 'authors')]
  if (stored.lastSeq !== authors.lastSeq) return false
  const doc = replay(stored, false)
  const at = deps.now().toISOString()
  const authorship = authorshipOf(authors)
  const now = Point.of(doc)
  const found = await findInPart(deps.db, partKey, part, { doc, now, authorship }, scope, breathe)
  const seqs = await keptSeqs(deps, partKey)
  const { points, lines } = await eraseAndRehash(deps, { doc, part, partKey }, found, now)
  const renewedBy = renew(doc, authorship, at)
  const rewritten = { partKey, basedOn: stored.lastSeq, history: Y.encodeStateAsUpdate(doc), authors: authorship.encode(), renewedBy, at }
  doc.destroy()
  return deps.db.transaction().execute(async (trx) => {
    if (!(await replacePart(trx, rewritten))) return false
    const known = await trx.selectFrom('part_point').select('seq').where('part_key', '=', partKey).orderBy('seq').execute()
    // A version was taken while this was made: its hash is of what is about to go.
    if (known.map(({ seq }) => seq).join() !== seqs.join()) throw new AppError('storage-unavailable', { partKey })
    await blankCopies(trx, order.plan_id, passage === null ? lines : [passage])
    await noteErased(trx, order, { letters: found.letters, points, at })
    return true
  })
}

const keptSeqs = async ({ db }: ErasureDeps, partKey: number): Promise<number[]> =>
  (await listPointRows(db, partKey)).map(({ seq }) => seq)

type History = { readonly doc: Y.Doc; readonly part: Part; readonly partKey: number }

/**
 * Erases, and tells of each version's part that held any of it what its hash is without. One that did not fit before is left.
 * `lines`: what stood in texts that go as a whole, in these versions and today.
 */
async function eraseAndRehash(
  { db }: ErasureDeps,
  { doc, part, partKey }: History,
  found: FoundContent,
  now: Point,
): Promise<{ points: ChangedPoint[]; lines: string[] }> {
  const shape = shapeOf(part)
  const held: Point[] = [now]
  const touched: { seq: number; point: Point; before: string }[] = []
  for (const row of await listPointRows(db, partKey)) {
    const point = await readPoint(db, row)
    if (!holdsAny(point, found)) continue
    held.push(point)
    if (hashOf(partAt(doc, shape, point)) === row.hash) touched.push({ seq: row.seq, point, before: row.hash })
    await breathe()
  }
  const lines = linesAt(found.texts, held)
  eraseContent(doc, found)
  const changed: ChangedPoint[] = []
  for (const { seq, point, before } of touched) {
    const after = hashOf(partAt(doc, shape, point))
    if (after !== before) changed.push({ seq, before, after })
    await breathe()
  }
  return { points: changed, lines }
}

const holdsAny = (point: Point, { things, ranges }: FoundContent): boolean =>
  things.some((thing) => point.hasItem(thing)) ||
  ranges.some(({ client, clock, length }) => point.places(client, clock, length).length > 0)
