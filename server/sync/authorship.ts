/**
 * Who wrote and who removed what, and when [W1]: ranges of Yjs ids, taken from accepted updates and from nothing a client
 * says. It is folded into the part's snapshot when the log rows it was read from are compacted, and outlives them.
 */
import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import * as Y from 'yjs'

/** Who, and when to the minute. `memberId` is null where the server made a container. */
export type Author = { readonly memberId: string | null; readonly at: Date }

type Run = { clock: number; length: number; author: number }

const minuteMs = 60_000

export class Authorship {
  /** Members and minutes, each pair once; runs name them by number. */
  readonly #authors: { memberId: string | null; minute: number }[] = []
  readonly #authorNumbers = new Map<string, number>()
  readonly #inserts = new Map<number, Run[]>()
  readonly #deletes = new Map<number, Run[]>()
  readonly #told: Author[] = []
  /** Made when somebody asks, and forgotten when there is more. */
  #ordered = new WeakMap<readonly Run[], RunsInOrder>()

  /** Adds what one accepted update inserted and deleted. Updates are added in the order of the log. */
  add(memberId: string | null, at: string, update: Uint8Array): void {
    const author = this.#authorNumber(memberId, Math.floor(Date.parse(at) / minuteMs))
    const { structs, ds } = Y.decodeUpdate(update)
    this.#ordered = new WeakMap()
    for (const { id, length } of structs) addRun(this.#inserts, id.client, { clock: id.clock, length, author })
    for (const [client, ranges] of ds.clients) {
      for (const { clock, len } of ranges) addRun(this.#deletes, client, { clock, length: len, author })
    }
  }

  /** Who inserted the item with this id, or null where it is not known. */
  whoWrote(client: number, clock: number): Author | null {
    return this.#author(this.#inserts.get(client), clock)
  }

  /** Who removed the item with this id, or null where nobody has. The first removal counts. */
  whoRemoved(client: number, clock: number): Author | null {
    return this.#author(this.#deletes.get(client), clock)
  }

  /**
   * What was there at the end of a minute: how far each client had come, and what was removed. Everything if `until` is left
   * out, else what came in minutes that were over by then: to the minute, and never later.
   */
  extent(until?: Date): Y.Snapshot {
    const isIn = ({ author }: Run) =>
      until === undefined || ((this.#authors[author]?.minute ?? Infinity) + 1) * minuteMs <= until.getTime()
    const reach = new Map<number, number>()
    for (const [client, runs] of this.#inserts) {
      const end = Math.max(0, ...runs.filter(isIn).map(({ clock, length }) => clock + length))
      if (end > 0) reach.set(client, end)
    }
    const removed = Y.createDeleteSet()
    for (const [client, runs] of this.#deletes) {
      const ranges = runs.filter(isIn).toSorted((a, b) => a.clock - b.clock).map(({ clock, length }) => ({ clock, len: length }))
      if (ranges.length > 0) removed.clients.set(client, joined(ranges))
    }
    return Y.createSnapshot(removed, reach)
  }

  #author(runs: readonly Run[] | undefined, clock: number): Author | null {
    const run = runs === undefined ? undefined : this.#inOrder(runs).find(clock)
    const author = run === undefined ? undefined : this.#authors[run.author]
    if (run === undefined || author === undefined) return null
    // The same object each time: letters are asked for one by one.
    return (this.#told[run.author] ??= { memberId: author.memberId, at: new Date(author.minute * minuteMs) })
  }

  #inOrder(runs: readonly Run[]): RunsInOrder {
    const known = this.#ordered.get(runs)
    if (known !== undefined) return known
    const ordered = new RunsInOrder(runs)
    this.#ordered.set(runs, ordered)
    return ordered
  }

  #authorNumber(memberId: string | null, minute: number): number {
    const key = `${memberId ?? ''} ${minute}`
    const known = this.#authorNumbers.get(key)
    if (known !== undefined) return known
    this.#authors.push({ memberId, minute })
    this.#authorNumbers.set(key, this.#authors.length - 1)
    return this.#authors.length - 1
  }

  /**
   *   authorship = members authors runs(inserts) runs(deletes)
   *   members    = count string*                     '' is the server
   *   authors    = count (member minute)*            minutes since 1970
   *   runs       = clients (client count (clock length author)*)*
   */
  encode(): Uint8Array {
    const encoder = encoding.createEncoder()
    const members = [...new Set(this.#authors.map(({ memberId }) => memberId ?? ''))]
    encoding.writeVarUint(encoder, members.length)
    for (const member of members) encoding.writeVarString(encoder, member)
    encoding.writeVarUint(encoder, this.#authors.length)
    for (const { memberId, minute } of this.#authors) {
      encoding.writeVarUint(encoder, members.indexOf(memberId ?? ''))
      encoding.writeVarUint(encoder, minute)
    }
    for (const runsByClient of [this.#inserts, this.#deletes]) writeRuns(encoder, runsByClient)
    return encoding.toUint8Array(encoder)
  }

  /** Reads what `encode` wrote. */
  static decode(bytes: Uint8Array): Authorship {
    const decoder = decoding.createDecoder(bytes)
    const authorship = new Authorship()
    const members = Array.from({ length: decoding.readVarUint(decoder) }, () => decoding.readVarString(decoder))
    const authors = decoding.readVarUint(decoder)
    for (let i = 0; i < authors; i += 1) {
      const member = members[decoding.readVarUint(decoder)] ?? ''
      authorship.#authorNumber(member === '' ? null : member, decoding.readVarUint(decoder))
    }
    for (const runsByClient of [authorship.#inserts, authorship.#deletes]) readRuns(decoder, runsByClient)
    return authorship
  }
}

/** Runs of one client by clock, to look one up among many thousand. Where two hold an id, the earlier one counts. */
class RunsInOrder {
  readonly #runs: readonly { run: Run; turn: number; furthest: number }[]
  /** The last answer, and the clocks it holds for. */
  #last: { run: Run | undefined; from: number; until: number } = { run: undefined, from: 0, until: 0 }

  constructor(runs: readonly Run[]) {
    let furthest = 0
    this.#runs = runs
      .map((run, turn) => ({ run, turn }))
      .toSorted((a, b) => a.run.clock - b.run.clock || a.turn - b.turn)
      .map(({ run, turn }) => {
        furthest = Math.max(furthest, run.clock + run.length)
        return { run, turn, furthest }
      })
  }

  find(clock: number): Run | undefined {
    if (clock >= this.#last.from && clock < this.#last.until) return this.#last.run
    let [low, high] = [0, this.#runs.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if ((this.#runs[middle]?.run.clock ?? Infinity) <= clock) low = middle + 1
      else high = middle
    }
    let found: { run: Run; turn: number } | undefined
    let until = this.#runs[low]?.run.clock ?? Infinity
    for (let i = low - 1; i >= 0; i -= 1) {
      const candidate = this.#runs[i]
      if (candidate === undefined || candidate.furthest <= clock) break
      const end = candidate.run.clock + candidate.run.length
      const holds = clock < end
      if (holds) until = Math.min(until, end)
      if (holds && (found === undefined || candidate.turn < found.turn)) found = candidate
    }
    this.#last = { run: found?.run, from: clock, until }
    return found?.run
  }
}

/** Ranges in order, those that touch or overlap as one. */
function joined(ranges: readonly { clock: number; len: number }[]): { clock: number; len: number }[] {
  const result: { clock: number; len: number }[] = []
  for (const { clock, len } of ranges) {
    const last = result.at(-1)
    if (last !== undefined && clock <= last.clock + last.len) last.len = Math.max(last.len, clock + len - last.clock)
    else result.push({ clock, len })
  }
  return result
}

/** Adds a run, as one with the last where it goes on from it. What was known before stays: the first author counts. */
function addRun(runsByClient: Map<number, Run[]>, client: number, run: Run): void {
  const runs = runsByClient.get(client)
  if (runs === undefined) return void runsByClient.set(client, [run])
  const last = runs.at(-1)
  if (last !== undefined && last.author === run.author && last.clock + last.length === run.clock) last.length += run.length
  else runs.push(run)
}

function writeRuns(encoder: encoding.Encoder, runsByClient: ReadonlyMap<number, Run[]>): void {
  encoding.writeVarUint(encoder, runsByClient.size)
  for (const [client, runs] of runsByClient) {
    encoding.writeVarUint(encoder, client)
    encoding.writeVarUint(encoder, runs.length)
    for (const { clock, length, author } of runs) {
      encoding.writeVarUint(encoder, clock)
      encoding.writeVarUint(encoder, length)
      encoding.writeVarUint(encoder, author)
    }
  }
}

function readRuns(decoder: decoding.Decoder, runsByClient: Map<number, Run[]>): void {
  const clients = decoding.readVarUint(decoder)
  for (let i = 0; i < clients; i += 1) {
    const client = decoding.readVarUint(decoder)
    const count = decoding.readVarUint(decoder)
    const readRun = (): Run => ({
      clock: decoding.readVarUint(decoder),
      length: decoding.readVarUint(decoder),
      author: decoding.readVarUint(decoder),
    })
    runsByClient.set(client, Array.from({ length: count }, readRun))
  }
}
