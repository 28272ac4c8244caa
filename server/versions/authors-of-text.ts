/** Who wrote the text that stands at a place today, when, and which version and visit held it first [W1, W2]. */
import type { TextAuthors } from '#shared/version/api.ts'
import type { Place } from '#shared/version/place-shape.ts'
import * as Y from 'yjs'
import type { PlanGrant } from '../access/authorize.ts'
import { listSeenMembers } from '../care-team/seen-members.ts'
import { AppError } from '../errors.ts'
import { authorshipOf } from '../sync/compaction.ts'
import { findPlace, heldToday } from './find-place.ts'
import { reachesIn, unpackPoint } from './point.ts'
import { mayReadVersion } from './read-version.ts'
import { findPoint, listVersionsOfPart, listVisitStarts, type PointRow, type VersionOfPart } from './store.ts'
import type { VersionDeps } from './take-version.ts'
import { taggedSpansOf } from './text-spans.ts'

/** The runs of a text by author. Throws `not-found` where there is no text at this place that the reader may read. */
export async function authorsOfText(deps: VersionDeps, reader: PlanGrant, place: Place): Promise<TextAuthors> {
  const found = await findPlace(deps.db, reader, place)
  if (found.field?.is !== 'text') throw new AppError('bad-request')
  const { key, part } = found.readable
  const history = await deps.histories.open(key, part)
  const text = heldToday(history, found, reader).value
  if (!(text instanceof Y.XmlFragment)) throw new AppError('not-found')
  // Read after the history, so that it knows everything the history holds.
  const authorship = authorshipOf(await deps.log.load(key, 'authors'))
  const between = { from: history.now, to: history.now, authorship }

  const versions = (await listVersionsOfPart(deps.db, key)).filter((row) => mayReadVersion(row, reader))
  const reachesAt = reachesOf(deps, key)
  const ids = new Map<number, Set<number>>()
  taggedSpansOf(text, between, (client, clock) => {
    ids.set(client, (ids.get(client) ?? new Set()).add(clock))
    return ''
  })
  const first = await firstsOf(ids, versions, reachesAt)
  const firstVisit = await firstsOf(ids, versions.filter(({ kind }) => kind === 'visit'), reachesAt)
  const letterIds: [client: number, clock: number][] = []
  const tagOf = (client: number, clock: number) => {
    letterIds.push([client, clock])
    return [first, firstVisit].map((firsts) => firsts.get(`${client}.${clock}`) ?? '').join('/')
  }

  const seen = new Set((await listSeenMembers(deps.db, reader)).map(({ id }) => id))
  const runs = taggedSpansOf(text, between, tagOf).map(({ text: words, by, at, tag }) => {
    const [version = '', visit = ''] = tag.split('/')
    const ofRun = letterIds.splice(0, words.length)
    return {
      text: words,
      by: by !== null && seen.has(by) ? by : null,
      at,
      version: version || null,
      visit: visit || null,
      // Whoever has the part live has them anyway. To others they would tell which letters somebody they do not see wrote.
      ids: found.readable.share === 'all' ? rangesOf(ofRun) : [],
    }
  })
  const named = new Set(runs.flatMap(({ version, visit }) => [version, visit]))
  const starts = await listVisitStarts(deps.db, reader.planId)
  return {
    runs,
    versions: versions
      .filter(({ id }) => named.has(id))
      .map(({ id, kind, label, at }) => ({ id, kind, label, at, startedAt: starts.get(id) ?? null })),
  }
}

/** Ids in order as ranges: those of letters that one device wrote one after the other are one. */
function rangesOf(ids: readonly (readonly [client: number, clock: number])[]): [number, number, number][] {
  const ranges: [number, number, number][] = []
  for (const [client, clock] of ids) {
    const last = ranges.at(-1)
    if (last !== undefined && last[0] === client && last[1] + last[2] === clock) last[2] += 1
    else ranges.push([client, clock, 1])
  }
  return ranges
}

/** How many ids of each client some versions of a part had, each read once. */
function reachesOf({ db }: Pick<VersionDeps, 'db'>, partKey: number): (seq: number) => Promise<ReadonlyMap<number, number>> {
  const rows = new Map<number, Promise<PointRow>>()
  const reaches = new Map<number, ReadonlyMap<number, number>>()
  const bases = new Map<number, Uint8Array>()
  const rowAt = (seq: number): Promise<PointRow> => {
    const known = rows.get(seq) ?? findPoint(db, partKey, seq).then((row) => row ?? damaged(partKey, seq))
    rows.set(seq, known)
    return known
  }
  const baseAt = async (seq: number): Promise<Uint8Array> => {
    const known = bases.get(seq) ?? unpackPoint((await rowAt(seq)).snapshot, null)
    bases.set(seq, known)
    return known
  }
  return async (seq) => {
    const known = reaches.get(seq)
    if (known !== undefined) return known
    const { snapshot, baseSeq } = await rowAt(seq)
    try {
      const read = reachesIn(unpackPoint(snapshot, baseSeq === null ? null : await baseAt(baseSeq)))
      reaches.set(seq, read)
      return read
    } catch (cause) {
      throw new AppError('damaged-record', { partKey, seq }, { cause })
    }
  }
}

const damaged = (partKey: number, seq: number): never => {
  throw new AppError('damaged-record', { partKey, seq })
}

/**
 * For each id the first of some versions, in order, that has heard of it; all later ones have too. Ids of one client came in
 * the order of their clocks, so where the first and the last came with the same version, all between did.
 */
export async function firstsOf(
  ids: ReadonlyMap<number, ReadonlySet<number>>,
  versions: readonly Pick<VersionOfPart, 'id' | 'seq'>[],
  reachesAt: (seq: number) => Promise<ReadonlyMap<number, number>>,
): Promise<Map<string, string>> {
  const firsts = new Map<string, string>()
  const find = async (client: number, clock: number): Promise<number> => {
    let [low, high] = [0, versions.length]
    while (low < high) {
      const middle = (low + high) >> 1
      const reaches = await reachesAt(versions[middle]?.seq ?? 0)
      if ((reaches.get(client) ?? 0) > clock) high = middle
      else low = middle + 1
    }
    return low
  }
  const fill = async (client: number, clocks: readonly number[]): Promise<void> => {
    const [from, to] = [await find(client, clocks[0] as number), await find(client, clocks.at(-1) as number)]
    const half = clocks.length >> 1
    if (from !== to && half > 0) {
      await fill(client, clocks.slice(0, half))
      return fill(client, clocks.slice(half))
    }
    const version = versions[from]
    if (version !== undefined) for (const clock of clocks) firsts.set(`${client}.${clock}`, version.id)
  }
  for (const [client, clocks] of ids) await fill(client, [...clocks].toSorted((a, b) => a - b))
  return firsts
}
