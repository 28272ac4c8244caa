/** Changing what an entry says besides its words. Every change marks it as changed, in one transaction. */
import { useState } from 'react'
import * as Y from 'yjs'
import { localInstant } from '../i18n/date-words.ts'
import type { PartHandle } from '../sync/plan-session.tsx'
import { draftKinds, emptyDraft, type Draft, type DraftChange, type DraftKind, type DraftSleep, type DraftValues } from './draft.ts'
import { asked } from './entry-kinds.ts'
import { useEntryValues, useIds, useRecord, type Entry } from './entry.ts'

const isDraftKind = (kind: unknown): kind is DraftKind => draftKinds.includes(kind as DraftKind)

/** An entry as the fields of its kind take it, and the way to change it. Null for kinds that are words only. */
export function useAmending(journal: PartHandle, entry: Entry): { draft: Draft; change: (part: DraftChange) => void } | null {
  const values = useEntryValues(entry)
  const sleep = useRecord(entry, 'sleep') as DraftSleep
  const goals = useIds(entry, 'goals')
  // Another goal has other lines: until one of them is chosen the rating stays what it was.
  const [pending, setPending] = useState<DraftValues>({})
  const { kind } = values
  if (!isDraftKind(kind)) return null
  const held = Object.fromEntries(asked[kind].values.map((key) => [key, values[key]])) as DraftValues
  const draft: Draft = { ...emptyDraft, kind, values: { ...held, ...pending }, sleep, goals }
  const change = (part: DraftChange) => {
    const next = { ...draft.values, ...part.values }
    if (kind === 'rating' && next.score === undefined) return setPending(next)
    setPending({})
    journal.change(() => {
      write(entry, kind, { ...part, ...(part.values && { values: { ...pending, ...part.values } }) })
      markAmended(entry)
    })
  }
  return { draft, change }
}

/** Says when an entry was last changed. Inside a transaction. */
export function markAmended(entry: Entry): void {
  entry.set('status', 'amended')
  entry.set('statusAt', localInstant(new Date()))
}

function write(entry: Entry, kind: DraftKind, { values = {}, sleep = {}, goals }: DraftChange): void {
  for (const [key, value] of Object.entries(values)) put(entry, key, key === 'firstHand' ? value !== false : value)
  const night = entry.get('sleep')
  if (night instanceof Y.Map) for (const [key, value] of Object.entries(sleep)) put(night as Entry, key, value)
  if (goals !== undefined) putAll(entry.get('goals'), goals)
  // What it is about is told by these sets as well.
  if (kind === 'practice' && 'strategy' in values) putAll(entry.get('strategies'), values.strategy === undefined ? [] : [values.strategy])
  if (kind === 'rating' && values.goal !== undefined) putAll(entry.get('goals'), [values.goal])
}

function put(map: Entry, key: string, value: unknown): void {
  if (value === undefined || value === '') map.delete(key)
  else if (map.get(key) !== value) map.set(key, value)
}

function putAll(set: unknown, ids: readonly string[]): void {
  if (!(set instanceof Y.Map)) return
  for (const id of set.keys()) if (!ids.includes(id)) set.delete(id)
  for (const id of ids) if (!set.has(id)) set.set(id, true)
}
