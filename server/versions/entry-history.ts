/** What an entry was before it was changed, and when entries came: from the log, and from nothing that a device says. */
import { rootOf } from '#shared/plan/containers.ts'
import type { PartShape } from '#shared/plan/shape.ts'
import type { EntityContent } from '#shared/plan/api.ts'
import { entryFields } from '#shared/journal/journal-part.ts'
import type { ArrivalList, EntryHistory } from '#shared/version/api.ts'
import * as Y from 'yjs'
import type { PlanGrant } from '../access/authorize.ts'
import { decide } from '../access/policy.ts'
import { listSeenMembers } from '../care-team/seen-members.ts'
import { AppError } from '../errors.ts'
import { listReadableParts, type ReadablePart } from '../plans/content.ts'
import { Arrivals, type Touch } from './arrivals.ts'
import { pointAt } from './find-point.ts'
import { entityAt, heldAt, keysAt, type Held } from './part-view.ts'
import type { VersionDeps } from './take-version.ts'

/** What came within this time of being written came at once. */
const soonMs = 3 * 60_000
/** Changes by one person with less than this between them are one change. */
const restMs = 5 * 60_000
/** The last changes of an entry; of one that was changed more often the others are left out. */
const mostStates = 30

type Entry = { readonly id: string; readonly held: Held; readonly author: unknown; readonly value: Y.Map<unknown> }

/** When each entry first reached the server, of those that came noticeably later, or earlier, than they say they were written. */
export async function listArrivals(deps: VersionDeps, reader: PlanGrant): Promise<ArrivalList> {
  const items: ArrivalList['items'] = []
  for (const readable of (await listReadableParts(deps.db, reader)).filter(isJournal)) {
    for (const { held, value, author, id, arrivals, now } of await readEntries(deps, readable)) {
      if (readable.share === 'own-entries' && author !== reader.memberId) continue
      const cameMs = arrivals.came(held)
      const saidMs = Date.parse(String(heldAt(value, 'createdAt', now)?.value))
      if (cameMs === null || Math.abs(cameMs - saidMs) <= soonMs) continue
      items.push({ id, at: new Date(cameMs).toISOString() })
    }
  }
  return { items }
}

const isJournal = ({ part }: ReadablePart): boolean => part.kind !== 'plan' && part.kind !== 'notes'

/** The entries of a journal. None of one whose record is damaged, which is told of elsewhere. */
async function readEntries({ log, histories, report }: VersionDeps, { key, part, partId }: ReadablePart) {
  try {
    const { doc, shape, now } = await histories.open(key, part)
    const arrivals = new Arrivals(await log.load(key, 'authors'))
    const list = rootOf(doc, shape, 'entries')
    return keysAt(list, now).flatMap((id) => {
      const entry = entryAt(doc, shape, id, now)
      return entry === null ? [] : [{ ...entry, arrivals, now }]
    })
  } catch (cause) {
    if (!(cause instanceof AppError) || cause.code !== 'damaged-record') throw cause
    report(cause, { planId: '', partId })
    return []
  }
}

function entryAt(doc: Y.Doc, shape: PartShape, id: string, now: Parameters<typeof heldAt>[2]): Entry | null {
  const held = heldAt(rootOf(doc, shape, 'entries'), id, now)
  if (held === null || !(held.value instanceof Y.Map)) return null
  return { id, held, value: held.value, author: heldAt(held.value, 'author', now)?.value }
}

/**
 * How an entry was when it came and after each change, oldest first. Who may not read history gets that of their own entries.
 * Throws `not-found`.
 */
export async function readEntryHistory(deps: VersionDeps, reader: PlanGrant, partId: string, entryId: string): Promise<EntryHistory> {
  const readable = (await listReadableParts(deps.db, reader)).find((one) => one.partId === partId && isJournal(one))
  if (readable === undefined) throw new AppError('not-found')
  const { doc, shape, now } = await deps.histories.open(readable.key, readable.part)
  const entry = entryAt(doc, shape, entryId, now)
  const mayReadAll = readable.share === 'all' && decide('history.read', reader)
  if (entry === null || (!mayReadAll && entry.author !== reader.memberId)) throw new AppError('not-found')
  const authors = await deps.log.load(readable.key, 'authors')
  const seen = new Set((await listSeenMembers(deps.db, reader)).map(({ id }) => id))
  const list = rootOf(doc, shape, 'entries')
  const states = inSpells(new Arrivals(authors).touches(entry.held)).flatMap(({ atMs, memberId }) => {
    const point = pointAt(authors, new Date(atMs))
    if (heldAt(list, entryId, point) === null) return []
    const content = entityAt(list, entryId, entryFields, point) as EntityContent
    return [{ at: new Date(atMs).toISOString(), by: seen.has(memberId) ? memberId : null, content }]
  })
  return { states: states.filter(({ content }, i) => !isSame(content, states[i - 1]?.content)).slice(-mostStates) }
}

/** The first arrival, then each spell of changes by one person, by the last of them. */
function inSpells(touches: readonly Touch[]): Touch[] {
  const spells: Touch[] = []
  for (const touch of touches) {
    const last = spells.at(-1)
    const goesOn = last !== undefined && last.memberId === touch.memberId && touch.atMs - last.atMs < restMs
    if (goesOn && (spells.length > 1 || touch.atMs === last.atMs)) spells.pop()
    spells.push(touch)
  }
  return spells
}

const isSame = (a: EntityContent, b: EntityContent | undefined): boolean => JSON.stringify(a) === JSON.stringify(b)
