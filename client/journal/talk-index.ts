/** What was said about the plan, by the place in it: a goal, a strategy, or one of their texts. */
import type { SaidWords } from '../text/talk.ts'
import type { Entries, EntryRow } from './entry-list.ts'
import { idsIn, isFolded, type Entry } from './entry.ts'

const kinds: readonly unknown[] = ['comment', 'question', 'suggestion', 'summary', 'decision']
const roots: Record<string, string> = { goal: 'goals', strategy: 'strategies' }

/** The place in the plan that an entry is about, such as `goals/{id}/why` or `about/loves`; null for none. */
export function placeIn(entry: Entry): string | null {
  const [subject, id, field] = [entry.get('subject'), entry.get('subjectId'), entry.get('field')]
  const root = roots[String(subject)]
  if (root !== undefined && typeof id === 'string') return typeof field === 'string' ? `${root}/${id}/${field}` : `${root}/${id}`
  return subject === 'plan' ? (typeof field === 'string' ? field : 'plan') : null
}

/** All places where it shows: a decision stands at each of its goals, or with the whole plan. */
function placesOf(entry: Entry): string[] {
  if (entry.get('kind') === 'decision') {
    const goals = idsIn(entry, 'goals')
    return goals.length === 0 ? ['plan'] : goals.map((id) => `goals/${id}`)
  }
  const place = placeIn(entry)
  return place === null ? [] : [place]
}

/** `said`: entries by place, oldest first. `words`: those of them that are about some words, and are not settled. */
export type TalkIndex = {
  readonly said: ReadonlyMap<string, readonly EntryRow[]>
  readonly words: ReadonlyMap<string, readonly SaidWords[]>
  readonly encouraged: ReadonlyMap<string, readonly EntryRow[]>
}

/** Sorts all entries by the place they are about. What is the same as `before` stays the same array. */
export function indexTalk({ rows, about }: Entries, before: TalkIndex | null): TalkIndex {
  const said = new Map<string, EntryRow[]>()
  const encouraged = new Map<string, EntryRow[]>()
  for (const row of rows.toReversed()) {
    if (isFolded(row.entry.get('status'))) continue
    const list = kinds.includes(row.entry.get('kind')) ? said : row.entry.get('kind') === 'encouragement' ? encouraged : null
    if (list === null) continue
    for (const place of placesOf(row.entry)) {
      const there = list.get(place)
      if (there === undefined) list.set(place, [row])
      else there.push(row)
    }
  }
  const words = [...said].map(([place, list]) => [place, list.flatMap((row) => wordsOf(row, about.get(row.id) ?? []))] as const)
  return {
    said: keepSame(said, before?.said, ({ id }) => id),
    encouraged: keepSame(encouraged, before?.encouraged, ({ id }) => id),
    words: keepSame(new Map(words), before?.words, ({ id, letters, kind }) => `${id} ${letters} ${kind}`),
  }
}

function wordsOf({ id, entry }: EntryRow, replies: readonly EntryRow[]): SaidWords[] {
  const [kind, letters, quote] = [entry.get('kind'), entry.get('letters'), entry.get('quote')]
  const isSettled = entry.get('answerState') === 'answered' || replies.some((reply) => reply.entry.has('outcome'))
  return typeof letters === 'string' && typeof quote === 'string' && !isSettled ? [{ id, letters, quote, kind: String(kind) }] : []
}

function keepSame<T>(now: ReadonlyMap<string, readonly T[]>, before: ReadonlyMap<string, readonly T[]> | undefined, keyOf: (one: T) => string): ReadonlyMap<string, readonly T[]> {
  const pairs = [...now].map(([place, list]) => {
    const old = before?.get(place)
    return [place, old !== undefined && old.length === list.length && old.every((one, i) => keyOf(one) === keyOf(list[i] as T)) ? old : list] as const
  })
  return new Map(pairs)
}
