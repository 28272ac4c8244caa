/** All entries of the open journals as one list, and what was said about each. */
import { useSyncExternalStore } from 'react'
import * as Y from 'yjs'
import { usePlanSession, type PartHandle, type PlanSession } from '../sync/plan-session.tsx'
import { instantOf, type Entry } from './entry.ts'

export type EntryRow = { id: string; journal: PartHandle; entry: Entry; at: number }

/** `rows`: entries that stand for themselves, latest first. `about`: replies and encouragements by the entry they are about, oldest first. */
export type Entries = { rows: readonly EntryRow[]; about: ReadonlyMap<string, readonly EntryRow[]> }

const nothingAbout: readonly EntryRow[] = []
const lists = new WeakMap<PlanSession, EntryList>()

/** The entries of the open plan, live. One list is worked out for all that show it, and again only when an entry changes. */
export function useEntries(): Entries {
  const session = usePlanSession()
  let list = lists.get(session)
  if (list === undefined) lists.set(session, (list = new EntryList(session.journals)))
  return useSyncExternalStore(list.subscribe, list.read)
}

/** What was said about an entry. The same array as long as it is the same. */
export const saidAbout = (entries: Entries, id: string): readonly EntryRow[] => entries.about.get(id) ?? nothingAbout

export class EntryList {
  readonly #journals: readonly PartHandle[]
  readonly #listeners = new Set<() => void>()
  #entries: Entries | null = null

  constructor(journals: readonly PartHandle[]) {
    this.#journals = journals
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    if (this.#listeners.size === 0) {
      this.#entries = null
      for (const journal of this.#journals) entriesOf(journal).observeDeep(this.#changed)
    }
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
      if (this.#listeners.size === 0) for (const journal of this.#journals) entriesOf(journal).unobserveDeep(this.#changed)
    }
  }

  readonly read = (): Entries => {
    this.#entries ??= collect(this.#journals, this.#entries)
    return this.#entries
  }

  /** Typing changes no order, and what an entry says is its own card's business. */
  readonly #changed = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]): void => {
    if (!events.some(({ target }) => target instanceof Y.Map)) return
    this.#entries = collect(this.#journals, this.#entries)
    for (const listener of this.#listeners) listener()
  }
}

const entriesOf = (journal: PartHandle): Y.Map<Entry> => journal.doc.getMap<Entry>('entries')

function collect(journals: readonly PartHandle[], before: Entries | null): Entries {
  const rows: EntryRow[] = []
  const about = new Map<string, EntryRow[]>()
  for (const journal of journals) {
    const entries = entriesOf(journal)
    for (const [id, entry] of entries.entries()) {
      const row = { id, journal, entry, at: Date.parse(instantOf(entry)) || 0 }
      const subjectId = subjectIn(entries, entry)
      if (subjectId === null) rows.push(row)
      else about.set(subjectId, [...(about.get(subjectId) ?? []), row])
    }
  }
  const inOrder = [...about].map(([id, replies]) => {
    const sorted = replies.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    const old = before?.about.get(id)
    return [id, old !== undefined && isSame(old, sorted) ? old : sorted] as const
  })
  return { rows: rows.toSorted((a, b) => b.at - a.at || (a.id < b.id ? -1 : 1)), about: new Map(inOrder) }
}

const isSame = (a: readonly EntryRow[], b: readonly EntryRow[]): boolean => a.length === b.length && a.every((row, i) => row.id === b[i]?.id)

/** The entry that this one is said about, where that is in the same journal; otherwise it stands for itself. */
function subjectIn(entries: Y.Map<Entry>, entry: Entry): string | null {
  const [kind, subject, id] = [entry.get('kind'), entry.get('subject'), entry.get('subjectId')]
  const isSaid = (kind === 'comment' || kind === 'encouragement') && subject === 'entry'
  return isSaid && typeof id === 'string' && entries.has(id) ? id : null
}
