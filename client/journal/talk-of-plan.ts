/** What was said about the open plan, live: worked out once for all texts and cards that show it. */
import { useSyncExternalStore } from 'react'
import type { Entries, EntryRow } from './entry-list.ts'
import { indexTalk, type TalkIndex } from './talk-index.ts'

const empty: TalkIndex = { said: new Map(), words: new Map(), encouraged: new Map() }
const none: readonly EntryRow[] = []
const listeners = new Set<() => void>()
let index = empty

/** Works it out anew from all entries; null once the plan is closed. */
export function updateTalk(entries: Entries | null): TalkIndex {
  index = entries === null ? empty : indexTalk(entries, index)
  for (const listener of listeners) listener()
  return index
}

export const talkNow = (): TalkIndex => index

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The entries about a place in the plan, oldest first. */
export const useSaidAt = (where: string): readonly EntryRow[] => useSyncExternalStore(subscribe, () => index.said.get(where) ?? none)

/** The one-tap encouragements of a goal or strategy. */
export const useEncouragedAt = (where: string): readonly EntryRow[] => useSyncExternalStore(subscribe, () => index.encouraged.get(where) ?? none)
