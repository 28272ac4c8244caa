/**
 * What is new in every plan of an account: the lengths of the very lists that GET since gives [access 2]. Working them out
 * reads the parts of a plan, so the counts are kept in memory for as long as nothing they rest on has changed
 * (docs/decisions/0016-since-you-looked.md). They hold no content.
 */
import { setImmediate } from 'node:timers/promises'
import type { CaseloadRow } from '#shared/caseload/api.ts'
import { countNews, sortNews } from '#shared/version/news.ts'
import { listMemberships, type Membership } from '../access/facts.ts'
import { abilitiesOf } from '../access/policy.ts'
import type { CallOff, Clock } from '../sync/clock.ts'
import { changesSince } from '../versions/since.ts'
import type { VersionDeps } from '../versions/take-version.ts'
import { listHeads, listLooks } from './store.ts'

type Counted = Pick<CaseloadRow, 'counts' | 'isPartial'>

/** Some 10 MB. */
const mostKept = 20_000
/** How often the counts of those who use them are brought up to date, so that few are left to do when they ask. */
const freshenMs = 30_000
/** How long after asking somebody still counts as one who uses them: a working day. */
const usesForMs = 12 * 60 * 60_000

export class CaseloadCounts {
  readonly #deps: VersionDeps
  /** By member, the oldest first. `basis` names everything the counts rest on. */
  readonly #kept = new Map<string, { readonly basis: string; readonly counted: Counted }>()

  /** When each account asked last, in milliseconds. */
  readonly #askedAt = new Map<string, number>()
  #stop: CallOff | null = null
  #freshening: Promise<void> | null = null

  constructor(deps: VersionDeps) {
    this.#deps = deps
  }

  /** Keeps the counts of those who ask up to date from now on. */
  start(clock: Clock): void {
    this.#stop = clock.every(freshenMs, () => {
      this.#freshening ??= this.freshen().finally(() => {
        this.#freshening = null
      })
    })
  }

  /** Ends that; waits for what is under way. */
  async close(): Promise<void> {
    this.#stop?.()
    this.#stop = null
    await this.#freshening
  }

  /** Counts anew what changed for everybody who asked of late. */
  async freshen(): Promise<void> {
    for (const [accountId, askedAt] of this.#askedAt) {
      if (this.#deps.now().getTime() - askedAt > usesForMs) this.#askedAt.delete(accountId)
      else await this.#list(accountId).catch((cause: unknown) => this.#deps.report(cause, { planId: '', partId: '' }))
    }
  }

  /** The rows of one account, a plan each. */
  list(accountId: string): Promise<CaseloadRow[]> {
    this.#askedAt.set(accountId, this.#deps.now().getTime())
    return this.#list(accountId)
  }

  async #list(accountId: string): Promise<CaseloadRow[]> {
    const { db } = this.#deps
    const heads = Map.groupBy(await listHeads(db, accountId), ({ planId }) => planId)
    const looks = await listLooks(db, accountId)
    const rows: CaseloadRow[] = []
    for (const membership of await listMemberships(db, accountId)) {
      const { planId, memberId, role, epoch } = membership
      const since = looks.get(memberId) ?? null
      const parts = heads.get(planId)?.map(({ key, lastSeq }) => `${key}:${lastSeq}`) ?? []
      const basis = [role, epoch, since, ...parts].join(' ')
      rows.push({ planId, since, ...(await this.#count(membership, basis)) })
    }
    return rows
  }

  async #count(membership: Membership, basis: string): Promise<Counted> {
    const abilities = abilitiesOf(membership.role)
    if (!abilities.includes('history.read')) return { counts: null, isPartial: false }
    const { memberId } = membership
    const kept = this.#kept.get(memberId)
    if (kept?.basis === basis) return kept.counted
    // Others have their turn between two plans.
    await setImmediate()
    const { changes, questions, unavailable } = await changesSince(this.#deps, { ...membership, abilities })
    const counted = { counts: countNews(sortNews(changes, questions)), isPartial: unavailable.length > 0 }
    this.#kept.delete(memberId)
    // What could not be read may be mended without a new row.
    if (!counted.isPartial) this.#kept.set(memberId, { basis, counted })
    const oldest = this.#kept.keys().next().value
    if (this.#kept.size > mostKept && oldest !== undefined) this.#kept.delete(oldest)
    return counted
  }
}
